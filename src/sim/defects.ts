/**
 * The catalogue of planted defects: every mistake that can be switched on in a run, which invariant is broken by it,
 * which checker finds it, and in which shipped scenario from which seed on. A defect that no checker finds would be a
 * hole in the checkers; `campaign.test.ts` proves each line, docs/defects.md shows them to people.
 *
 * Seeds hold for the default phases of a campaign (8 s with faults, 4 s without) and change with whatever changes the
 * runs themselves.
 */

import { err, ok, type Result } from "../base/index.ts";

export interface PlantedDefect {
  /** The name code asks for with `ctx.hasDefect`. */
  readonly id: string;
  readonly room: "consensus" | "variables" | "agents" | "supervisor" | "registry";
  /** What goes wrong, as a sentence. */
  readonly description: string;
  /** Names of the invariants, as docs and checkers cite them. */
  readonly invariant: string;
  /** Id of the checker that objects. */
  readonly checker: string;
  /** Id of the scenario in which it is found. */
  readonly scenario: string;
  /** First seed of that scenario's campaign that finds it. */
  readonly seed: number;
}

const CONSENSUS_DEFECTS: readonly PlantedDefect[] = [
  {
    id: "raft_small_quorum",
    room: "consensus",
    description: "One server too few is taken for a majority, in elections and in commits.",
    invariant: "R7",
    checker: "raft_commit_durable",
    scenario: "learning-cluster",
    seed: 1,
  },
  {
    id: "raft_vote_lost_on_restart",
    room: "consensus",
    description: "A restarted server has forgotten whom it voted for in the running term.",
    invariant: "R3",
    checker: "raft_one_vote",
    scenario: "learning-cluster",
    seed: 20,
  },
  {
    id: "raft_vote_ignores_log",
    room: "consensus",
    description: "A vote is granted without comparing the logs.",
    invariant: "R4",
    checker: "raft_vote_freshness",
    scenario: "learning-cluster",
    seed: 2,
  },
  {
    id: "raft_commit_without_quorum",
    room: "consensus",
    description: "A leader declares an entry committed as soon as it has written it itself.",
    invariant: "R7",
    checker: "raft_commit_durable",
    scenario: "learning-cluster",
    seed: 1,
  },
  {
    id: "raft_no_consistency_check",
    room: "consensus",
    description: "A follower takes entries without checking that the entry before them is the leader's.",
    invariant: "R6",
    checker: "raft_log_matching",
    scenario: "learning-cluster",
    seed: 4,
  },
  {
    id: "raft_old_term_append_accepted",
    room: "consensus",
    description: "A server takes entries from a leader of a term that is over.",
    invariant: "R11",
    checker: "raft_index_order",
    scenario: "learning-cluster",
    seed: 11,
  },
  {
    id: "raft_conflict_keeps_tail",
    room: "consensus",
    description: "A conflicting entry is replaced, but the entries behind it stay.",
    invariant: "R6",
    checker: "raft_log_matching",
    scenario: "learning-cluster",
    seed: 2,
  },
  {
    id: "raft_double_apply_on_retry",
    room: "consensus",
    description: "Sessions are ignored: a command that was sent twice is performed twice.",
    invariant: "R21",
    checker: "raft_exactly_once",
    scenario: "learning-cluster",
    seed: 2,
  },
];

const AGREEMENT_DEFECTS: readonly PlantedDefect[] = [
  {
    id: "variable_version_skipped",
    room: "variables",
    description: "An accepted proposal becomes the version after the next.",
    invariant: "V5",
    checker: "variables_versions_without_gap",
    scenario: "learning-cluster",
    seed: 1,
  },
  {
    id: "vote_counted_twice",
    room: "variables",
    description: "A vote that enters the log is counted twice.",
    invariant: "V2",
    checker: "variables_votes_count_once",
    scenario: "learning-cluster",
    seed: 1,
  },
  {
    id: "electorate_not_frozen",
    room: "variables",
    description: "Open proposals get a new electorate whenever an agent comes or goes.",
    invariant: "V9",
    checker: "variables_electorate_is_frozen",
    scenario: "learning-cluster",
    seed: 2,
  },
  {
    id: "stale_base_accepted",
    room: "variables",
    description: "A proposal against a version that has passed is opened and activated all the same.",
    invariant: "V8",
    checker: "variables_compare_and_set",
    scenario: "learning-cluster",
    seed: 1,
  },
  {
    id: "accept_without_majority",
    room: "variables",
    description: "The first vote in favour accepts a proposal.",
    invariant: "V3",
    checker: "variables_decision_follows_rule",
    scenario: "learning-cluster",
    seed: 1,
  },
  {
    id: "agent_keeps_old_version",
    room: "agents",
    description: "An agent acknowledges a version without switching to it.",
    invariant: "V6",
    checker: "variables_agents_follow",
    scenario: "learning-cluster",
    seed: 1,
  },
];

const SUPERVISION_DEFECTS: readonly PlantedDefect[] = [
  {
    id: "supervisor_forgets_sibling",
    room: "supervisor",
    description: "rest_for_one stops the later siblings but does not start the last of them again.",
    invariant: "S2, S3",
    checker: "permanent_children_run",
    scenario: "supervision-basics",
    seed: 1,
  },
  {
    id: "supervisor_ignores_intensity",
    room: "supervisor",
    description: "A supervisor goes on restarting beyond its restart intensity.",
    invariant: "S5",
    checker: "restart_intensity",
    scenario: "supervision-basics",
    seed: 2,
  },
  {
    id: "supervisor_orphans_child",
    room: "supervisor",
    description: "A supervisor that ends lets go of one child instead of stopping it.",
    invariant: "S13",
    checker: "no_orphan",
    scenario: "supervision-basics",
    seed: 2,
  },
];

const REGISTRY_DEFECTS: readonly PlantedDefect[] = [
  {
    id: "registry_two_holders",
    room: "registry",
    description: "A registration overwrites a living holder, and both are told that the name is theirs.",
    invariant: "N1",
    checker: "one_holder",
    scenario: "partition-3-2",
    seed: 1,
  },
];

export const DEFECTS: readonly PlantedDefect[] = [
  ...CONSENSUS_DEFECTS,
  ...AGREEMENT_DEFECTS,
  ...SUPERVISION_DEFECTS,
  ...REGISTRY_DEFECTS,
];

/** The defect of this name, or a sentence that lists them all. */
export function findDefect(id: string): Result<PlantedDefect> {
  const defect = DEFECTS.find((known) => known.id === id);
  if (defect !== undefined) return ok(defect);
  return err(`there is no planted defect "${id}"; known: ${DEFECTS.map((known) => known.id).join(", ")}`);
}
