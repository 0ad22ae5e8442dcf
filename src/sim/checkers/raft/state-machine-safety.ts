/** R10: for each index, one entry is applied anywhere, ever. */

import { createLanes } from "../../../base/index.ts";
import { entryAt, type LogEntry } from "../../../foundation/consensus/index.ts";
import { mixTerm } from "../../../kernel/index.ts";
import { AppendMap } from "../memory/append-map.ts";
import { raftChecker } from "./raft-checker.ts";

export const stateMachineSafety = raftChecker(
  {
    id: "raft_state_machine_safety",
    title: "No two servers ever apply different entries at one index.",
    source: "Raft paper §5.4.3, figure 3",
  },
  () => {
    const applied = new AppendMap<number, LogEntry>();
    return {
      memory: [applied],
      inspect({ node, before, after }) {
        const { log } = after.durable;
        for (let index = (before?.appliedIndex ?? log.baseIndex) + 1; index <= after.appliedIndex; index++) {
          const entry = entryAt(log, index);
          if (entry === undefined) return `${node.name} applied entry ${index}, which is not in its log`;
          const first = applied.get(index);
          if (first === undefined) applied.set(index, entry);
          else if (first !== entry && !isEqual(first, entry)) {
            return `${node.name} applied entry ${index} of term ${entry.term}, another server one of term ${first.term}`;
          }
        }
        return undefined;
      },
    };
  },
);

function isEqual(a: LogEntry, b: LogEntry): boolean {
  const [left, right] = [createLanes(), createLanes()];
  mixTerm(left, a);
  mixTerm(right, b);
  return left[0] === right[0] && left[1] === right[1];
}
