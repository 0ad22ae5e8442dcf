/** What processes of a node ask its election server, and what observers read of it. */

import type { Blocking, Context, Process } from "../../kernel/index.ts";
import { cast, serverStateOf, tryCall } from "../../otp/index.ts";
import type { Leadership } from "./election-protocol.ts";
import { ELECTION, type ElectionState, leadershipOf, type ProtocolName } from "./election-state.ts";

/** How long `elected` waits for a leader unless told otherwise. */
export const ELECTED_TIMEOUT_US = 3_000_000;

/** How long the answer to a request whose time is up may take from the server next door. */
const GRACE_US = 10_000;

/**
 * `ok` with the leader's node and term as this node knows them. `no_leader`: none was known within the time.
 * `no_server`: there is no election server here, or it did not answer. Never takes longer than the time and 10 ms.
 */
export type Elected =
  | readonly ["ok", leader: number, term: number]
  | readonly ["error", "no_leader" | "no_server"];

/** Who leads; waits for a leader when none is known. */
export function* elected(ctx: Context, timeoutUs: number = ELECTED_TIMEOUT_US): Blocking<Elected> {
  const answer = yield* tryCall(ctx, ELECTION, ["elected", timeoutUs], timeoutUs + GRACE_US);
  return answer.ok ? (answer.value as Elected) : ["error", "no_server"];
}

/** Makes this node give up the lead; it does not stand again for a while. `not_leader`: it does not lead. */
export function* resign(
  ctx: Context,
  timeoutUs?: number,
): Blocking<readonly ["ok", term: number] | readonly ["error", "not_leader" | "no_server"]> {
  const answer = yield* tryCall(ctx, ELECTION, "resign", timeoutUs);
  return answer.ok ? (answer.value as readonly ["ok", number]) : ["error", "no_server"];
}

/**
 * `["election", "leader", node or null, term]`: how things stand first, then each change. A restarted server knows no
 * subscribers: who may outlive it monitors "election" and subscribes again.
 */
export function subscribeLeader(ctx: Context): void {
  cast(ctx, ELECTION, ["subscribe", ctx.self]);
}

/** An election server as data for a screen and for checkers. */
export interface ElectionView extends Leadership {
  readonly node: number;
  readonly protocol: ProtocolName;
  readonly isLeader: boolean;
  /** What it is doing: settled, asking, waiting; follower, pre_candidate, candidate, leader. */
  readonly phase: string;
  /** Whom it has voted for in its newest term; always null under `bully`. */
  readonly votedFor: number | null;
  /** The newest term it knows. */
  readonly newestTerm: number;
}

/** The view of an election server; undefined for any other process. Does not touch the run. */
export function readElection(process: Process): ElectionView | undefined {
  const server = serverStateOf(process);
  if (server?.module !== ELECTION) return undefined;
  const { core } = server.state as ElectionState;
  const { node } = core.of.config;
  const { leader, term } = leadershipOf(core);
  const common = { node, leader, term, isLeader: leader === node, protocol: core.protocol };
  if (core.protocol === "bully")
    return { ...common, phase: core.of.phase.kind, votedFor: null, newestTerm: core.of.newest };
  return { ...common, phase: core.of.role.kind, votedFor: core.of.votedFor, newestTerm: core.of.term };
}
