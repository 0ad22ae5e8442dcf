/**
 * Planted defects of the consensus protocol: what each breaks, which checker finds it, and the seed of a short storm
 * (random crashes, cuts and losses) in which it does. A defect that no checker finds would be a hole in the checkers.
 */

import type { RaftDefect } from "../../../foundation/consensus/index.ts";

export interface DefectCase {
  readonly defect: RaftDefect;
  /** Id of the checker that names the broken rule best; others may find it too. */
  readonly checker: string;
  /** Storm in which it is found. */
  readonly seed: number;
  readonly description: string;
}

/** Every defect of the room, in the order in which the protocol would meet them. */
export const RAFT_DEFECT_CASES: readonly DefectCase[] = [
  {
    defect: "raft_small_quorum",
    checker: "raft_election_safety",
    seed: 47,
    description: "One server too few is taken for a majority, in elections and in commits.",
  },
  {
    defect: "raft_vote_lost_on_restart",
    checker: "raft_one_vote",
    seed: 5,
    description: "A restarted server has forgotten whom it voted for in the running term.",
  },
  {
    defect: "raft_vote_ignores_log",
    checker: "raft_vote_freshness",
    seed: 47,
    description: "A vote is granted without comparing the logs.",
  },
  {
    defect: "raft_commit_without_quorum",
    checker: "raft_commit_durable",
    seed: 15,
    description: "A leader declares an entry committed as soon as it has written it itself.",
  },
  {
    defect: "raft_no_consistency_check",
    checker: "raft_log_matching",
    seed: 47,
    description: "A follower takes entries without checking that the entry before them is the leader's.",
  },
  {
    defect: "raft_old_term_append_accepted",
    checker: "raft_no_truncation_below_commit",
    seed: 198,
    description: "A follower takes entries from a leader of a term that is over.",
  },
  {
    defect: "raft_conflict_keeps_tail",
    checker: "raft_log_matching",
    seed: 52,
    description: "A conflicting entry is replaced, but the entries behind it stay.",
  },
  {
    defect: "raft_double_apply_on_retry",
    checker: "raft_exactly_once",
    seed: 29,
    description: "Sessions are ignored: a command that was sent twice is performed twice.",
  },
];
