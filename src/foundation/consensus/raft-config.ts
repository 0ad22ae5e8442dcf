/**
 * What one server is told when it is made. Checked once, field by field, where it enters.
 *
 * Times are microseconds of virtual time.
 */

/** Mistakes that can be planted in the protocol, so that the checkers can be shown to find them. */
export const RAFT_DEFECTS = [
  "raft_small_quorum",
  "raft_vote_lost_on_restart",
  "raft_vote_ignores_log",
  "raft_commit_without_quorum",
  "raft_no_consistency_check",
  "raft_old_term_append_accepted",
  "raft_conflict_keeps_tail",
  "raft_double_apply_on_retry",
] as const;

export type RaftDefect = (typeof RAFT_DEFECTS)[number];

export type RaftConfig = {
  /** Number of this server: the index of its node. */
  readonly id: number;
  /** Servers that vote at the start of the cluster, as long as the log holds no configuration. */
  readonly members: readonly number[];
  readonly heartbeatUs: number;
  /** A server that hears no leader campaigns after a time between these two (§5.2). */
  readonly electionTimeoutMinUs: number;
  readonly electionTimeoutMaxUs: number;
  /** Entries of one append; more go into the next. */
  readonly appendEntriesMax: number;
  /** Entries on their way to one follower; when reached, the stream pauses until it answers. */
  readonly inFlightEntriesMax: number;
  /** Entries of a leader that are not committed; when reached, proposals are refused. */
  readonly uncommittedEntriesMax: number;
  readonly defects: readonly RaftDefect[];
};

/** Fields that have a default, and the default. */
export const RAFT_DEFAULTS = {
  heartbeatUs: 100_000,
  electionTimeoutMinUs: 400_000,
  electionTimeoutMaxUs: 800_000,
  appendEntriesMax: 64,
  inFlightEntriesMax: 256,
  uncommittedEntriesMax: 1024,
  defects: [] as readonly RaftDefect[],
} as const;

/** What is given, completed by the defaults. */
export type RaftOptions = Pick<RaftConfig, "id" | "members"> & Partial<RaftConfig>;

export function completeConfig(options: RaftOptions): RaftConfig {
  return { ...RAFT_DEFAULTS, ...options };
}

/** Why the configuration cannot be used; undefined when it can. */
export function refusalOf(config: RaftConfig): string | undefined {
  const { id, members, heartbeatUs, electionTimeoutMinUs, electionTimeoutMaxUs } = config;
  if (!isCount(id, 0)) return "id: a whole number from 0";
  if (members.length === 0) return "members: at least one server";
  if (!members.every((member) => isCount(member, 0))) return "members: whole numbers from 0";
  if (new Set(members).size !== members.length) return "members: each server once";
  if (!isCount(heartbeatUs, 1)) return "heartbeatUs: a whole number of µs, at least 1";
  if (!isCount(electionTimeoutMinUs, 1)) return "electionTimeoutMinUs: a whole number of µs";
  if (electionTimeoutMinUs <= heartbeatUs) return "electionTimeoutMinUs: longer than a heartbeat";
  if (!isCount(electionTimeoutMaxUs, 1)) return "electionTimeoutMaxUs: a whole number of µs";
  if (electionTimeoutMaxUs < electionTimeoutMinUs)
    return "electionTimeoutMaxUs: at least electionTimeoutMinUs";
  if (!isCount(config.appendEntriesMax, 1)) return "appendEntriesMax: a whole number from 1";
  if (!isCount(config.inFlightEntriesMax, 1)) return "inFlightEntriesMax: a whole number from 1";
  if (!isCount(config.uncommittedEntriesMax, 1)) return "uncommittedEntriesMax: a whole number from 1";
  const unknown = config.defects.find((defect) => !RAFT_DEFECTS.includes(defect));
  return unknown === undefined ? undefined : `defects: there is no "${unknown}"`;
}

function isCount(value: number, min: number): boolean {
  return Number.isSafeInteger(value) && value >= min;
}
