/** What the checkers of variables share: a description, a memory of their own, and a look at each change. */

import type { Node } from "../../../kernel/index.ts";
import type { Checker, WorldView } from "../checker.ts";
import type { Memory } from "../memory/memory.ts";
import { watch } from "../watch.ts";
import { joinMachineChanges, type MachineChange } from "./machine-changes.ts";

/** What a checker looks at, each answering what is wrong or undefined, and everything it remembers. */
export interface Inspection {
  readonly memory: readonly Memory[];
  /** The variables of the node's server have changed. */
  readonly ofChange?: (change: MachineChange, node: Node) => string | undefined;
  /** Something has happened in a node; to be answered quickly. Calls `compared` when there was something to compare. */
  readonly ofNode?: (node: Node, compared: () => void) => string | undefined;
}

type Description = Pick<Checker, "id" | "title" | "source">;

/** A checker from its description and a function that makes its inspection with a memory of its own. */
export function variablesChecker(description: Description, open: (world: WorldView) => Inspection): Checker {
  return {
    ...description,
    create(world) {
      const changes = joinMachineChanges(world, description.id);
      const { memory, ofChange, ofNode } = open(world);
      return watch({
        memory: [changes, ...memory],
        blame: (node) => node.currentSeq,
        look(node, compared) {
          const change = changes.of(node);
          if (change !== undefined && ofChange !== undefined) {
            compared();
            const text = ofChange(change, node);
            if (text !== undefined) return text;
          }
          return ofNode !== undefined && node.up ? ofNode(node, compared) : undefined;
        },
      });
    },
  };
}

/** The first complaint about one of the items. */
export function firstProblem<T>(
  items: readonly T[],
  problemWith: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const problem = problemWith(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
