/**
 * R6: two logs with an entry of equal index and term are equal up to there. Kept by a rolling hash of every prefix:
 * one (index, term) has one hash in the whole run.
 */

import { createLanes, type Lanes, mix } from "../../../base/index.ts";
import {
  entryAt,
  firstDifference,
  type LogEntry,
  lastIndexOf,
  type RaftLog,
} from "../../../foundation/consensus/index.ts";
import { mixTerm } from "../../../kernel/index.ts";
import { raftChecker } from "./raft-checker.ts";

/** Prefix hashes of one server's log, by index; [0] is the empty prefix. */
interface Prefixes {
  log: RaftLog | undefined;
  readonly hashes: Lanes[];
}

export const logMatching = raftChecker(
  {
    id: "raft_log_matching",
    title: "Logs that hold an entry of the same index and term are equal up to that entry.",
    source: "Raft paper §5.3, figure 3",
  },
  ({ nodes }) => {
    const known: Prefixes[] = nodes.map(() => ({ log: undefined, hashes: [createLanes()] }));
    const named: Map<number, Lanes>[] = [];
    return ({ node, after }) => {
      const own = known[node.index] as Prefixes;
      const { log } = after.durable;
      if (log === own.log) return undefined;
      const from = own.log === undefined ? 1 : firstDifference(own.log, log);
      own.log = log;
      for (let index = from; index <= lastIndexOf(log); index++) {
        const entry = entryAt(log, index) as LogEntry;
        const hash = extend(own.hashes[index - 1] as Lanes, entry);
        own.hashes[index] = hash;
        const atIndex = named[index] ?? new Map<number, Lanes>();
        named[index] = atIndex;
        const first = atIndex.get(entry.term);
        if (first === undefined) atIndex.set(entry.term, hash);
        else if (first[0] !== hash[0] || first[1] !== hash[1]) {
          return `${node.name} has entry ${index} of term ${entry.term} behind other entries than another server had`;
        }
      }
      return undefined;
    };
  },
);

function extend(prefix: Lanes, entry: LogEntry): Lanes {
  const lanes = createLanes();
  mix(lanes, prefix[0] as number);
  mix(lanes, prefix[1] as number);
  mixTerm(lanes, entry);
  return lanes;
}
