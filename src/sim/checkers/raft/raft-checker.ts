/**
 * What the Raft checkers share: they compare the protocol state of one server before and after an event.
 */

import type { ConsensusState, RaftState } from "../../../foundation/consensus/index.ts";
import type { Node } from "../../../kernel/index.ts";
import type { Checker, WorldView } from "../checker.ts";
import { Cell, type Memory } from "../memory/memory.ts";
import { watch } from "../watch.ts";
import { type ConsensusChange, joinConsensusChanges } from "./consensus-changes.ts";

/** A server whose state has changed. `before` is undefined when it has just started or is seen for the first time. */
export interface RaftChange {
  readonly node: Node;
  readonly before: RaftState | undefined;
  readonly after: RaftState;
  readonly server: ConsensusState;
}

/** Looks at one change: what is wrong, or undefined. */
export type Inspect = (change: RaftChange) => string | undefined;

/** An inspection and everything it remembers. */
export interface Remembering {
  readonly memory: readonly Memory[];
  readonly inspect: Inspect;
}

type Description = Pick<Checker, "id" | "title" | "source">;

/** A checker from its description and a function that makes its inspection with a memory of its own. */
export function raftChecker(description: Description, open: (world: WorldView) => Remembering): Checker {
  return {
    ...description,
    create(world) {
      const changes = joinConsensusChanges(world, description.id);
      const { memory, inspect } = open(world);
      const last = new Cell<ConsensusChange | undefined>(undefined);
      return watch({
        memory: [changes, last, ...memory],
        blame: (node) => node.currentSeq,
        look(node, compared) {
          const change = changes.of(node);
          if (change === undefined || change === last.value) return undefined;
          last.value = change;
          const { before, after } = change;
          if (before !== undefined && before.raft === after.raft) return undefined;
          compared();
          return inspect({ node, before: before?.raft, after: after.raft, server: after });
        },
      });
    },
  };
}

/** A checker that remembers nothing: it compares before and after. */
export function raftComparison(description: Description, inspect: Inspect): Checker {
  return raftChecker(description, () => ({ memory: [], inspect }));
}
