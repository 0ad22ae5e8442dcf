/**
 * A checker that looks at the supervision trees of a node whenever processes have come or gone there and the node has
 * come to rest: nothing arriving, nobody ready, nobody in the middle of a turn.
 */

import type { Node } from "../../../kernel/index.ts";
import { readTree, type Tree } from "../../readings/tree.ts";
import { type Census, censusOf, isSameCensus, NO_CENSUS } from "../census.ts";
import type { Checker, RunningChecker } from "../checker.ts";
import { Cell } from "../memory/memory.ts";
import { watch } from "../watch.ts";

export interface TreeRule {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** What is wrong with the tree, or undefined. */
  readonly problem: (node: Node, tree: Tree) => string | undefined;
}

export function treeChecker(rule: TreeRule): Checker {
  const { id, title, source } = rule;
  return { id, title, source, create: (world) => createTreeChecking(rule, world.nodes.length) };
}

function createTreeChecking(rule: TreeRule, nodeCount: number): RunningChecker {
  const counted = Array.from({ length: nodeCount }, () => new Cell(NO_CENSUS));
  return watch({
    memory: counted,
    look(node, compared) {
      const last = counted[node.index] as Cell<Census>;
      if (isSameCensus(node, last.value) || !isAtRest(node)) return undefined;
      last.value = censusOf(node);
      if (!node.up) return undefined;
      compared();
      return rule.problem(node, readTree(node));
    },
  });
}

/** Nothing is about to happen at this instant, and no supervisor is in the middle of starting or stopping somebody. */
function isAtRest(node: Node): boolean {
  if (node.arrivals.length > 0 || node.ready.length > 0) return false;
  return node
    .processes()
    .every((process) => !process.busy && process.suspensions === 0 && !process.isHandling);
}
