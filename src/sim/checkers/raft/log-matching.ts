/**
 * R6: two logs with an entry of equal index and term are equal up to there. Kept by a rolling hash of every prefix:
 * one (index, term) has one hash in the whole run.
 *
 * Invariant: until the first violation, the hash known by the name (index, term) is that of every log with such an
 * entry, so a server's prefix is found by the name of its last entry.
 */

import { createLanes, ensure, type Lanes, mix } from "../../../base/index.ts";
import {
  entryAt,
  firstDifference,
  type LogEntry,
  lastIndexOf,
  type RaftLog,
  termAt,
} from "../../../foundation/consensus/index.ts";
import { mixTerm } from "../../../kernel/index.ts";
import { AppendMap } from "../memory/append-map.ts";
import { Cell } from "../memory/memory.ts";
import { raftChecker } from "./raft-checker.ts";

export const logMatching = raftChecker(
  {
    id: "raft_log_matching",
    title: "Logs that hold an entry of the same index and term are equal up to that entry.",
    source: "Raft paper §5.3, figure 3",
  },
  ({ nodes }) => {
    const logs = nodes.map(() => new Cell<RaftLog | undefined>(undefined));
    /** Hash of the log up to an entry: "index/term". */
    const prefixes = new AppendMap<string, Lanes>();
    return {
      memory: [prefixes, ...logs],
      inspect({ node, after }) {
        const last = logs[node.index] as Cell<RaftLog | undefined>;
        const { log } = after.durable;
        if (log === last.value) return undefined;
        const from = last.value === undefined ? 1 : firstDifference(last.value, log);
        last.value = log;
        let prefix =
          from === 1
            ? createLanes()
            : ensure(prefixes.get(`${from - 1}/${termAt(log, from - 1)}`), "prefix known");
        for (let index = from; index <= lastIndexOf(log); index++) {
          const entry = entryAt(log, index) as LogEntry;
          prefix = extend(prefix, entry);
          const name = `${index}/${entry.term}`;
          const first = prefixes.get(name);
          if (first === undefined) prefixes.set(name, prefix);
          else if (first[0] !== prefix[0] || first[1] !== prefix[1]) {
            return `${node.name} has entry ${index} of term ${entry.term} behind other entries than another server had`;
          }
        }
        return undefined;
      },
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
