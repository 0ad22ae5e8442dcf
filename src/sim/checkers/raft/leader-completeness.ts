/**
 * R9: a new leader has every entry that was declared committed in an earlier term.
 *
 * Earlier terms only: a candidate that was paused may count its last votes, and call itself leader of its old term, long
 * after a later term has begun to commit. It can commit nothing, and the paper does not promise that it is complete.
 */

import { lastIndexOf, termAt } from "../../../foundation/consensus/index.ts";
import { raftChecker } from "./raft-checker.ts";

export const leaderCompleteness = raftChecker(
  {
    id: "raft_leader_completeness",
    title: "A new leader's log holds every entry that was declared committed in an earlier term.",
    source: "Raft paper §5.4, figure 3",
  },
  () => {
    /** Term of each committed entry, by index. */
    const committed: number[] = [0];
    /** Term in which the index was first declared committed; never decreases with the index. */
    const declaredIn: number[] = [0];
    return ({ node, before, after }) => {
      const { log } = after.durable;
      const isNew = after.role.kind === "leader" && before?.role.kind !== "leader";
      if (isNew) {
        for (let index = committed.length - 1; index > log.baseIndex; index--) {
          if ((declaredIn[index] as number) >= after.durable.term) continue;
          if (termAt(log, index) === committed[index]) continue;
          const held = index > lastIndexOf(log) ? "does not have" : "has another entry instead of";
          return `${node.name}, new leader of term ${after.durable.term}, ${held} committed entry ${index}`;
        }
      }
      for (let index = committed.length; index <= after.commitIndex; index++) {
        committed[index] = termAt(log, index) ?? 0;
        declaredIn[index] = after.durable.term;
      }
      return undefined;
    };
  },
);
