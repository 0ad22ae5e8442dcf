/**
 * What the consensus lens draws: the servers of the replicated log as lanes over one axis of indexes, who may decide,
 * who led when, and how the last election went.
 *
 * An entry is named by its index and term (equal names mean equal entries), so a lane is a list of kinds and terms. It
 * travels in chunks of CONSENSUS_CHUNK indexes as text: a playing run sends only the chunk that grows.
 */

import type { NodeStatus } from "./assigns.ts";
import type { VariableRow } from "./platform-assigns.ts";

/** Indexes of a chunk; chunk k holds the indexes from k · CONSENSUS_CHUNK + 1 on. */
export const CONSENSUS_CHUNK = 16;

/** First letter of a cell; its term follows. An empty cell: no entry of this server there. */
export const CONSENSUS_LETTER = { noop: "n", command: "c", configuration: "g", expiry: "x" } as const;

export type ConsensusEntryKind = keyof typeof CONSENSUS_LETTER;
export type ConsensusServerRole = "leader" | "candidate" | "pre_candidate" | "follower" | "unknown";
export type ConsensusMembership = "voter" | "outgoing" | "learner" | "none";

/**
 * Parameters: `count` (indexes there is room for), `from` (first index shown; 0 or missing: the newest), `entry`
 * ("41.3": index and term of the entry asked about), `table` (whether the entries in the window are wanted as rows).
 */
export interface ConsensusAssigns {
  /** Whether there is a replicated log at all; true before anybody could tell. */
  readonly hasConsensus: boolean;
  /** Whether the world takes the orders `campaign`, `transfer_leadership` and `align_timers`. */
  readonly canOrder: boolean;
  readonly order: readonly string[];
  readonly servers: Readonly<Record<string, ConsensusServer>>;
  /** Indexes shown, both included; `last` is the newest there is anywhere, `committed` the highest known to be. */
  readonly window: {
    readonly from: number;
    readonly to: number;
    readonly last: number;
    readonly committed: number;
  };
  /** The leader of the highest term that can act, and the server whose log the others are held against. */
  readonly leader: string | null;
  readonly term: number;
  readonly reference: string | null;
  readonly configuration: ConsensusConfiguration | null;
  readonly sides: readonly ConsensusSide[];
  /** Why nothing can be committed now; null when something can. */
  readonly why: string | null;
  /** How things stand, in one sentence. */
  readonly standing: string;
  /** The last thing that happened to the cluster. */
  readonly news: ConsensusNews | null;
  /** Oldest first. */
  readonly terms: readonly ConsensusTerm[];
  readonly election: ConsensusElection | null;
  readonly entry: ConsensusEntry | null;
  /** Newest first; null unless asked for. */
  readonly rows: readonly ConsensusEntry[] | null;
  readonly variables: readonly ConsensusVariable[];
  /** Links in force: "n1-n2" of those that are cut. */
  readonly cuts: readonly string[];
}

/** What is needed to propose a value. */
export type ConsensusVariable = Pick<
  VariableRow,
  "name" | "type" | "value" | "bounds" | "min" | "max" | "choices"
>;

export interface ConsensusServer {
  readonly id: string;
  readonly status: NodeStatus;
  readonly role: ConsensusServerRole;
  readonly membership: ConsensusMembership;
  readonly term: number;
  readonly votedFor: string | null;
  /** Whom it follows; null: no leader known. */
  readonly follows: string | null;
  /** What stands for the entries up to here: they have been taken out of the log. 0: nothing. */
  readonly baseIndex: number;
  readonly snapshotIndex: number;
  readonly lastIndex: number;
  readonly commitIndex: number;
  readonly appliedIndex: number;
  /** When it will campaign unless it hears a leader, or as leader sends the next heartbeat; null: no timer. */
  readonly dueUs: number | null;
  /** From start to end of that timer. */
  readonly spanUs: number;
  /** By number of the chunk; cells of a chunk are separated by commas. */
  readonly cells: Readonly<Record<string, string>>;
  /** How far the leader knows it to be; null for the leader itself and where nobody leads. */
  readonly progress: ConsensusProgress | null;
  /** The server does not run: this is what its disk holds. */
  readonly isFromDisk: boolean;
  /** Requests of local clients that wait for an answer. */
  readonly waiting: number;
}

export interface ConsensusProgress {
  readonly match: number;
  readonly next: number;
  readonly mode: "probe" | "replicate" | "snapshot";
  readonly isPaused: boolean;
  /** Appends that are not answered yet. */
  readonly inFlight: number;
}

export interface ConsensusConfiguration {
  /** Entry that brought it; 0: the start of the cluster. */
  readonly index: number;
  readonly voters: readonly string[];
  /** Not empty only while two groups have to agree. */
  readonly outgoing: readonly string[];
  readonly learners: readonly string[];
  readonly text: string;
}

/** Servers that reach each other. */
export interface ConsensusSide {
  readonly nodes: readonly string[];
  readonly hasQuorum: boolean;
  /** "Majority side", "Minority side", "All together" … */
  readonly title: string;
  readonly text: string;
}

export interface ConsensusNews {
  readonly atUs: number;
  readonly text: string;
  /** Event id; null for an intervention. */
  readonly event: string | null;
}

export interface ConsensusTerm {
  readonly term: number;
  /** Null: nobody won. */
  readonly leader: string | null;
  readonly candidates: readonly string[];
  /** When the first server began to ask. */
  readonly startedUs: number;
  readonly electedUs: number | null;
  /** When it ceased to lead, as far as known; null: it still leads, or nobody did. */
  readonly untilUs: number | null;
  /** How long there was no leader before, in µs; null when nobody won. */
  readonly waitedUs: number | null;
}

/** The newest attempt to become leader. */
export interface ConsensusElection {
  readonly term: number;
  readonly startedUs: number;
  readonly winner: string | null;
  readonly title: string;
  /** Oldest first; at most a few. */
  readonly rounds: readonly ConsensusRound[];
}

export interface ConsensusRound {
  readonly candidate: string;
  readonly kind: "pre_vote" | "vote";
  /** Term that is asked about. */
  readonly term: number;
  readonly atUs: number;
  /** One for every other voter, and the candidate's own. */
  readonly ballots: readonly ConsensusBallot[];
}

export interface ConsensusBallot {
  readonly from: string;
  readonly answer: "granted" | "refused" | "none";
  /** Why, as far as the messages tell. */
  readonly why: string;
}

export interface ConsensusEntry {
  readonly index: number;
  readonly term: number;
  readonly kind: ConsensusEntryKind;
  /** What it says, in words. */
  readonly text: string;
  /** Servers that have it. */
  readonly holders: readonly string[];
  readonly isCommitted: boolean;
  /** When a server first knew it to be committed; null: not yet, or longer ago than is kept. */
  readonly committedUs: number | null;
  /** Another entry is committed at this index, or is in the leader's log there. */
  readonly isConflicting: boolean;
}
