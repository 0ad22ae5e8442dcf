/**
 * What the Raft checkers share: they compare the protocol state of one server before and after an event.
 */

import type { ConsensusState, RaftState } from "../../../foundation/consensus/index.ts";
import type { Node } from "../../../kernel/index.ts";
import type { Checker, RunningChecker, Violation, WorldView } from "../checker.ts";
import { type ConsensusChange, type ConsensusChanges, joinChanges } from "./consensus-changes.ts";

/** A server whose state has changed. `before` is undefined when it has just started or is seen for the first time. */
export interface RaftChange {
  readonly node: Node;
  readonly before: RaftState | undefined;
  readonly after: RaftState;
  readonly server: ConsensusState;
}

/** Looks at one change: what is wrong, or undefined. */
export type Inspect = (change: RaftChange) => string | undefined;

class RunningRaftChecker implements RunningChecker {
  checked = 0;
  violation: Violation | undefined = undefined;
  readonly #changes: ConsensusChanges;
  readonly #inspect: Inspect;
  #last: ConsensusChange | undefined = undefined;

  constructor(changes: ConsensusChanges, inspect: Inspect) {
    this.#changes = changes;
    this.#inspect = inspect;
  }

  afterEvent(node: Node): void {
    const change = this.#changes.of(node);
    if (change === undefined || change === this.#last || this.violation !== undefined) return;
    this.#last = change;
    const { before, after } = change;
    if (before !== undefined && before.raft === after.raft) return;
    this.checked++;
    const text = this.#inspect({ node, before: before?.raft, after: after.raft, server: after });
    if (text === undefined) return;
    this.violation = { atUs: node.nowUs, text, event: { node: node.index, seq: node.currentSeq } };
  }
}

/** A checker from its description and a function that makes its `inspect` with a memory of its own. */
export function raftChecker(
  description: Pick<Checker, "id" | "title" | "source">,
  open: (world: WorldView) => Inspect,
): Checker {
  return {
    ...description,
    create: (world) => new RunningRaftChecker(joinChanges(world, description.id), open(world)),
  };
}
