/**
 * R9: a new leader has every entry that was declared committed in an earlier term.
 *
 * Earlier terms only: a candidate that was paused may count its last votes, and call itself leader of its old term, long
 * after a later term has begun to commit. It can commit nothing, and the paper does not promise that it is complete.
 */

import { lastIndexOf, termAt } from "../../../foundation/consensus/index.ts";
import { AppendList } from "../memory/append-list.ts";
import { raftChecker } from "./raft-checker.ts";

interface Committed {
  /** Term of the entry. */
  readonly term: number;
  /** Term in which its index was first declared committed; never decreases with the index. */
  readonly declaredIn: number;
}

export const leaderCompleteness = raftChecker(
  {
    id: "raft_leader_completeness",
    title: "A new leader's log holds every entry that was declared committed in an earlier term.",
    source: "Raft paper §5.4, figure 3",
  },
  () => {
    /** By index; nothing has index 0. */
    const committed = new AppendList<Committed>();
    committed.push({ term: 0, declaredIn: 0 });
    return {
      memory: [committed],
      inspect({ node, before, after }) {
        const { log } = after.durable;
        const isNew = after.role.kind === "leader" && before?.role.kind !== "leader";
        if (isNew) {
          for (let index = committed.length - 1; index > log.baseIndex; index--) {
            const { term, declaredIn } = committed.at(index) as Committed;
            if (declaredIn >= after.durable.term || termAt(log, index) === term) continue;
            const held = index > lastIndexOf(log) ? "does not have" : "has another entry instead of";
            return `${node.name}, new leader of term ${after.durable.term}, ${held} committed entry ${index}`;
          }
        }
        for (let index = committed.length; index <= after.commitIndex; index++)
          committed.push({ term: termAt(log, index) ?? 0, declaredIn: after.durable.term });
        return undefined;
      },
    };
  },
);
