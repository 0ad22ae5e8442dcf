/** What the checkers of variables share: a description, a memory of their own, and a look at each change. */

import type { Node } from "../../../kernel/index.ts";
import type { Checker, RunningChecker, Violation, WorldView } from "../checker.ts";
import { joinMachineChanges, type MachineChange } from "./machine-changes.ts";

/** What a checker looks at; each answers what is wrong, or undefined. */
export interface Inspection {
  /** A server's variables have changed. */
  readonly ofChange?: (change: MachineChange) => string | undefined;
  /** Something has happened in a node; to be answered quickly. Calls `compared` when there was something to compare. */
  readonly ofNode?: (node: Node, compared: () => void) => string | undefined;
}

type Description = Pick<Checker, "id" | "title" | "source">;

/** A checker from its description and a function that makes its inspection with a memory of its own. */
export function variablesChecker(description: Description, open: (world: WorldView) => Inspection): Checker {
  return { ...description, create: (world) => run(description.id, world, open(world)) };
}

function run(id: string, world: WorldView, { ofChange, ofNode }: Inspection): RunningChecker {
  const changes = joinMachineChanges(world, id);
  let checked = 0;
  const compared = (): void => {
    checked++;
  };
  let violation: Violation | undefined;
  return {
    afterEvent(node) {
      if (violation !== undefined) return;
      const change = changes.of(node);
      let text: string | undefined;
      if (change !== undefined && ofChange !== undefined) {
        checked++;
        text = ofChange(change);
      }
      if (text === undefined && ofNode !== undefined && node.up) text = ofNode(node, compared);
      if (text === undefined) return;
      violation = { atUs: node.nowUs, text, event: { node: node.index, seq: node.currentSeq } };
    },
    get checked() {
      return checked;
    },
    get violation() {
      return violation;
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
