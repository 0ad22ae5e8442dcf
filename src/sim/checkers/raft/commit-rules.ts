/** R7 and R8: what may be declared committed. */

import {
  entryAt,
  entryKey,
  isQuorum,
  type LogEntry,
  type RaftState,
  termAt,
} from "../../../foundation/consensus/index.ts";
import type { Node } from "../../../kernel/index.ts";
import { Cell } from "../memory/memory.ts";
import { raftChecker, raftComparison } from "./raft-checker.ts";

export const commitDurable = raftChecker(
  {
    id: "raft_commit_durable",
    title: "When an entry is first declared committed, a quorum has it on disk.",
    source: "Raft paper §5.3, §5.4",
  },
  ({ nodes }) => {
    const committed = new Cell(0);
    return {
      memory: [committed],
      inspect({ node, before, after }) {
        const from = committed.value + 1;
        committed.value = Math.max(committed.value, after.commitIndex);
        if (before === undefined) return undefined;
        for (let index = from; index <= after.commitIndex; index++) {
          const holders = holdersOf(nodes, after, index);
          if (isQuorum(after.configuration, (id) => holders.includes(id))) continue;
          return `${node.name} declared entry ${index} committed while only ${holders.length} servers have it on disk`;
        }
        return undefined;
      },
    };
  },
);

function holdersOf(nodes: readonly Node[], { durable }: RaftState, index: number): number[] {
  const term = termAt(durable.log, index);
  const key = entryKey(index);
  return nodes
    .filter(({ disk }) => (disk.get(key) as LogEntry | undefined)?.term === term)
    .map((node) => node.index);
}

export const currentTermCommit = raftComparison(
  {
    id: "raft_current_term_commit",
    title: "A leader commits by counting only up to an entry of its own term.",
    source: "Raft paper §5.4.2, figure 8",
  },
  ({ node, before, after }) => {
    if (before === undefined || after.role.kind !== "leader" || after.commitIndex <= before.commitIndex)
      return undefined;
    const entry = entryAt(after.durable.log, after.commitIndex);
    if (entry?.term === after.durable.term) return undefined;
    return `${node.name}, leader of term ${after.durable.term}, committed entry ${after.commitIndex} of term ${entry?.term}`;
  },
);
