/** Door of the Raft checkers. */

import type { Checker } from "../checker.ts";
import { commitDurable, currentTermCommit } from "./commit-rules.ts";
import { electionSafety } from "./election-safety.ts";
import { exactlyOnce } from "./exactly-once.ts";
import { leaderAppendOnly } from "./leader-append-only.ts";
import { leaderCompleteness } from "./leader-completeness.ts";
import { logMatching } from "./log-matching.ts";
import { indexOrder, noTruncationBelowCommit } from "./order.ts";
import { stateMachineSafety } from "./state-machine-safety.ts";
import { oneVote, termMonotonic } from "./term-and-vote.ts";
import { voteFreshness } from "./vote-freshness.ts";

export type { DefectCase } from "./defects.ts";
export { RAFT_DEFECT_CASES } from "./defects.ts";

/** All of them, in the order of the invariants R1 … R12, R21. */
export const RAFT_CHECKERS: readonly Checker[] = [
  electionSafety,
  termMonotonic,
  oneVote,
  voteFreshness,
  leaderAppendOnly,
  logMatching,
  commitDurable,
  currentTermCommit,
  leaderCompleteness,
  stateMachineSafety,
  indexOrder,
  noTruncationBelowCommit,
  exactlyOnce,
];
