/** What observers read of a consensus server without asking it: views, narration and checkers. */

import type { Process } from "../../kernel/index.ts";
import { serverStateOf } from "../../otp/index.ts";
import { entryAt, lastIndexOf } from "./log.ts";
import { leaderOf, type RaftState, type Role } from "./raft-state.ts";
import { CONSENSUS, type ConsensusState } from "./server-state.ts";

/** A consensus server as data for a screen. Indexes start at 1; 0 means none. */
export interface RaftView {
  readonly role: Role["kind"];
  readonly term: number;
  readonly votedFor: number | null;
  readonly leader: number | null;
  readonly commitIndex: number;
  readonly appliedIndex: number;
  readonly firstIndex: number;
  readonly lastIndex: number;
  /** Term of each entry from firstIndex on. */
  readonly logTerms: readonly number[];
  /** When it will campaign unless it hears a leader; undefined for a leader. */
  readonly electionDeadlineUs: number | undefined;
  /** Since when it campaigns, over all rounds; undefined when it does not. */
  readonly electionStartedUs: number | undefined;
  /** Votes for and against in the running round. */
  readonly ballots: readonly { readonly from: number; readonly granted: boolean }[];
  /** Up to where each follower is known to agree; empty unless it leads. */
  readonly followers: readonly {
    readonly peer: number;
    readonly matchIndex: number;
    readonly nextIndex: number;
  }[];
  /** Requests of local clients that wait. */
  readonly waitingRequests: number;
}

/** The protocol state inside a consensus server; undefined for any other process, and before it has started. */
export function consensusStateOf(process: Process): ConsensusState | undefined {
  const server = serverStateOf(process);
  return server?.module === CONSENSUS ? (server.state as ConsensusState) : undefined;
}

/** The view of a consensus server; undefined for any other process. */
export function readRaft(process: Process): RaftView | undefined {
  const server = consensusStateOf(process);
  return server === undefined ? undefined : viewOf(server.raft, server.requests.length);
}

function viewOf(raft: RaftState, waitingRequests: number): RaftView {
  const { role, durable, commitIndex, appliedIndex } = raft;
  const firstIndex = durable.log.baseIndex + 1;
  return {
    role: role.kind,
    term: durable.term,
    votedFor: durable.votedFor,
    leader: leaderOf(raft),
    commitIndex,
    appliedIndex,
    firstIndex,
    lastIndex: lastIndexOf(durable.log),
    logTerms: Array.from(
      { length: durable.log.length },
      (_, i) => entryAt(durable.log, firstIndex + i)?.term ?? 0,
    ),
    electionDeadlineUs: role.kind === "leader" ? undefined : raft.electionDeadlineUs,
    electionStartedUs: "startedUs" in role ? role.startedUs : undefined,
    ballots: "ballots" in role ? role.ballots : [],
    followers: role.kind === "leader" ? role.progress : [],
    waitingRequests,
  };
}
