/**
 * A checker that looks at the supervision trees of a node whenever processes have come or gone there and the node has
 * come to rest: nothing arriving, nobody ready, nobody in the middle of a turn.
 */

import type { Node } from "../../../kernel/index.ts";
import { readTree, type Tree } from "../../readings/tree.ts";
import type { Checker, RunningChecker, Violation } from "../checker.ts";

export interface TreeRule {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** What is wrong with the tree, or undefined. */
  readonly problem: (node: Node, tree: Tree) => string | undefined;
}

interface Seen {
  serial: number;
  processes: number;
}

export function treeChecker(rule: TreeRule): Checker {
  const { id, title, source } = rule;
  return { id, title, source, create: (world) => createTreeChecking(rule, world.nodes.length) };
}

function createTreeChecking(rule: TreeRule, nodeCount: number): RunningChecker {
  const seen: Seen[] = Array.from({ length: nodeCount }, () => ({ serial: -1, processes: -1 }));
  let checked = 0;
  let violation: Violation | undefined;
  return {
    afterEvent(node) {
      const last = seen[node.index] as Seen;
      if (last.serial === node.serial && last.processes === node.processCount) return;
      if (!isAtRest(node)) return;
      last.serial = node.serial;
      last.processes = node.processCount;
      if (!node.up) return;
      checked++;
      const text = rule.problem(node, readTree(node));
      if (text !== undefined)
        violation = { atUs: node.nowUs, text, event: { node: node.index, seq: node.trace.seq } };
    },
    get checked() {
      return checked;
    },
    get violation() {
      return violation;
    },
  };
}

/** Nothing is about to happen at this instant, and no supervisor is in the middle of starting or stopping somebody. */
function isAtRest(node: Node): boolean {
  if (node.arrivals.length > 0 || node.ready.length > 0) return false;
  return node
    .processes()
    .every((process) => !process.busy && process.suspensions === 0 && !process.isHandling);
}
