/**
 * The state of one Raft server: plain immutable data.
 *
 * `durable` is what has to survive a crash (Raft paper, figure 2); everything else is rebuilt after one. What only
 * one role needs is in `role`, so that it cannot be read in another.
 *
 * Invariants
 * - appliedIndex ≤ commitIndex ≤ last index of the log.
 * - A leader has `progress` for every other member of the configuration in force.
 */

import { assert } from "../../base/index.ts";
import type { Configuration } from "./entry.ts";
import { EMPTY_LOG, type RaftLog } from "./log.ts";
import {
  completeConfig,
  type RaftConfig,
  type RaftDefect,
  type RaftOptions,
  refusalOf,
} from "./raft-config.ts";

export type Durable = { readonly term: number; readonly votedFor: number | null; readonly log: RaftLog };

/** How far a leader knows one follower to be. */
export type Progress = {
  readonly peer: number;
  /** The logs agree up to here. */
  readonly matchIndex: number;
  /** First entry to send next. */
  readonly nextIndex: number;
  /** `probe`: looking for where the logs agree, one append at a time. `replicate`: sending without waiting. */
  readonly mode: "probe" | "replicate";
  /** A probe is out; only heartbeats go until it is answered. */
  readonly isPaused: boolean;
  /** The highest commit index that was sent to it and that it could use. */
  readonly commitSent: number;
  readonly heardUs: number;
};

export type Ballot = { readonly from: number; readonly granted: boolean };

export type Role =
  | { readonly kind: "follower"; readonly leader: number | null }
  | {
      readonly kind: "pre_candidate" | "candidate";
      readonly ballots: readonly Ballot[];
      readonly startedUs: number;
    }
  | { readonly kind: "leader"; readonly progress: readonly Progress[]; readonly heartbeatDueUs: number };

export type RaftState = {
  readonly config: RaftConfig;
  readonly durable: Durable;
  /** In force: the newest in the log. */
  readonly configuration: Configuration;
  readonly role: Role;
  readonly commitIndex: number;
  /** Entries up to here have been handed out to be applied. */
  readonly appliedIndex: number;
  /** Drawn anew for each term and campaign (§5.2). */
  readonly electionTimeoutUs: number;
  readonly electionDeadlineUs: number;
  /** When a leader was last heard from, or led here; the start of this server before that. */
  readonly leaderSeenUs: number;
};

/** A server that has never run: term 0, empty log. It does nothing until it is started by `restart`. */
export function createRaft(options: RaftOptions): RaftState {
  const config = completeConfig(options);
  const refusal = refusalOf(config);
  assert(refusal === undefined, `raft configuration refused: ${refusal}`);
  return {
    config,
    durable: { term: 0, votedFor: null, log: EMPTY_LOG },
    configuration: initialConfiguration(config),
    role: { kind: "follower", leader: null },
    commitIndex: 0,
    appliedIndex: 0,
    electionTimeoutUs: config.electionTimeoutMinUs,
    electionDeadlineUs: Number.POSITIVE_INFINITY,
    leaderSeenUs: 0,
  };
}

export function initialConfiguration(config: RaftConfig): Configuration {
  return { voters: config.members, outgoing: [], learners: [] };
}

export function hasDefect(config: RaftConfig, defect: RaftDefect): boolean {
  return config.defects.includes(defect);
}

/** Who leads as far as this server knows. */
export function leaderOf(state: RaftState): number | null {
  if (state.role.kind === "leader") return state.config.id;
  return state.role.kind === "follower" ? state.role.leader : null;
}

/** When the server has to be ticked next. */
export function nextTickUs(state: RaftState): number {
  return state.role.kind === "leader" ? state.role.heartbeatDueUs : state.electionDeadlineUs;
}
