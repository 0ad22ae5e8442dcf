/** R11 and R12: how the indexes of one server may move. */

import { firstDifference, lastIndexOf } from "../../../foundation/consensus/index.ts";
import { raftComparison } from "./raft-checker.ts";

export const indexOrder = raftComparison(
  {
    id: "raft_index_order",
    title: "Applied ≤ committed ≤ last index, and neither of the first two goes back before a restart.",
    source: "Raft paper §5.3, figure 2",
  },
  ({ node, before, after }) => {
    const { appliedIndex, commitIndex, durable } = after;
    const lastIndex = lastIndexOf(durable.log);
    if (appliedIndex > commitIndex)
      return `${node.name} applied ${appliedIndex} but knows ${commitIndex} committed`;
    if (commitIndex > lastIndex)
      return `${node.name} has ${commitIndex} committed but its log ends at ${lastIndex}`;
    if (before === undefined) return undefined;
    if (commitIndex < before.commitIndex)
      return `${node.name} went back from commit ${before.commitIndex} to ${commitIndex}`;
    if (appliedIndex < before.appliedIndex)
      return `${node.name} went back from applied ${before.appliedIndex} to ${appliedIndex}`;
    return undefined;
  },
);

export const noTruncationBelowCommit = raftComparison(
  {
    id: "raft_no_truncation_below_commit",
    title: "An entry that a server knows to be committed is never removed from its log.",
    source: "Raft paper §5.4",
  },
  ({ node, before, after }) => {
    if (before === undefined || before.durable.log === after.durable.log) return undefined;
    const index = firstDifference(before.durable.log, after.durable.log);
    if (index > before.commitIndex) return undefined;
    return `${node.name} removed or replaced entry ${index}, committed up to ${before.commitIndex}`;
  },
);
