/** R5: while it leads, a server neither removes nor overwrites entries of its own log. */

import { firstDifference, lastIndexOf } from "../../../foundation/consensus/index.ts";
import { raftComparison } from "./raft-checker.ts";

export const leaderAppendOnly = raftComparison(
  {
    id: "raft_leader_append_only",
    title: "A leader never deletes or overwrites entries of its own log.",
    source: "Raft paper §5.3, figure 3",
  },
  ({ node, before, after }) => {
    if (before?.role.kind !== "leader" || before.durable === after.durable) return undefined;
    if (before.durable.term !== after.durable.term || before.durable.log === after.durable.log)
      return undefined;
    const index = firstDifference(before.durable.log, after.durable.log);
    if (index > lastIndexOf(before.durable.log)) return undefined;
    return `${node.name}, leader of term ${before.durable.term}, rewrote its entry ${index}`;
  },
);
