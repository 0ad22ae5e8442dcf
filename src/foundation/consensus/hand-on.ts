/**
 * Getting waiting requests into the log: proposed here while this server leads, handed to the leader otherwise.
 */

import type { Context } from "../../kernel/index.ts";
import { cast } from "../../otp/index.ts";
import { advance, answer } from "./advance.ts";
import type { Proposal } from "./entry.ts";
import { entryAt, lastIndexOf } from "./log.ts";
import { hasDefect, leaderOf, type RaftState } from "./raft-state.ts";
import { outcomeOf } from "./replicated.ts";
import { type ClientRequest, isSameCommand, REQUESTS_MAX, sweepDueUs } from "./request.ts";
import { CONSENSUS, type ConsensusState } from "./server-state.ts";

/** A request is handed on again when it was not applied within this many heartbeats. */
const RETRY_HEARTBEATS = 3;

function retryUsOf({ raft }: ConsensusState): number {
  return RETRY_HEARTBEATS * raft.config.heartbeatUs;
}

/** Takes a new request of a local client. A command known already is answered at once. */
export function admit(ctx: Context, server: ConsensusState, request: ClientRequest): ConsensusState {
  const isSessionless = hasDefect(server.raft.config, "raft_double_apply_on_retry");
  const known = isSessionless ? undefined : outcomeOf(server.replicated, request.session, request.sequence);
  const refused = server.requests.length >= REQUESTS_MAX ? (["error", "overloaded"] as const) : undefined;
  const result = known ?? refused;
  if (result !== undefined) {
    answer(ctx, request.client, result);
    return server;
  }
  return handOn(
    ctx,
    { ...server, requests: [...server.requests, request] },
    (waiting) => waiting === request,
  );
}

/** Hands the chosen requests to whoever leads; they wait for a leader when none is known. */
export function handOn(
  ctx: Context,
  server: ConsensusState,
  isChosen: (request: ClientRequest) => boolean,
): ConsensusState {
  const leader = leaderOf(server.raft);
  const chosen = leader === null ? [] : server.requests.filter(isChosen);
  const nowUs = ctx.now();
  const requests = server.requests.map((request) =>
    leader !== null && isChosen(request) ? { ...request, handedUs: nowUs } : request,
  );
  // Without a leader there is nobody to try again with; the next one gets everything.
  const retryUs = leader === null ? Number.POSITIVE_INFINITY : retryUsOf(server);
  const marked = { ...server, requests, requestsDueUs: sweepDueUs(requests, retryUs) };
  if (chosen.length === 0) return marked;
  const proposals = chosen.map(({ session, sequence, command }) => ({ session, sequence, command }));
  if (leader === server.raft.config.id) return proposeNew(ctx, marked, proposals);
  if (leader !== null) cast(ctx, { name: CONSENSUS, node: leader }, ["forward", proposals]);
  return marked;
}

/** Proposes those commands that are not in the log already, waiting to be committed. */
export function proposeNew(
  ctx: Context,
  server: ConsensusState,
  proposals: readonly Proposal[],
): ConsensusState {
  if (server.raft.role.kind !== "leader") return server;
  const fresh = proposals.filter((proposal) => !isUnderWay(server, proposal));
  return fresh.length === 0 ? server : advance(ctx, server, { kind: "propose", proposals: fresh });
}

function isUnderWay({ raft, replicated }: ConsensusState, proposal: Proposal): boolean {
  if (hasDefect(raft.config, "raft_double_apply_on_retry")) return false;
  if (outcomeOf(replicated, proposal.session, proposal.sequence) !== undefined) return true;
  return isInTail(raft, proposal);
}

function isInTail({ durable, appliedIndex }: RaftState, proposal: Proposal): boolean {
  for (let index = lastIndexOf(durable.log); index > appliedIndex; index--) {
    const entry = entryAt(durable.log, index);
    if (entry?.kind === "command" && isSameCommand(proposal, entry)) return true;
  }
  return false;
}

/** Ends requests whose time is up and hands on again those that nothing has come of. */
export function sweep(ctx: Context, server: ConsensusState): ConsensusState {
  const nowUs = ctx.now();
  const retryUs = retryUsOf(server);
  for (const { client, deadlineUs, handedUs } of server.requests) {
    if (deadlineUs <= nowUs) answer(ctx, client, ["error", handedUs === null ? "no_leader" : "timeout"]);
  }
  const requests = server.requests.filter((request) => request.deadlineUs > nowUs);
  const isDue = ({ handedUs }: ClientRequest): boolean => handedUs !== null && handedUs + retryUs <= nowUs;
  return handOn(ctx, { ...server, requests }, isDue);
}
