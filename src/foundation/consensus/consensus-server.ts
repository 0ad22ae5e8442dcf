/**
 * The consensus server of a node: a gen_server around the pure core (`step`), registered as "consensus".
 *
 * It keeps one timer for everything that is due, reads the disk when it starts, and turns messages into inputs.
 *
 * Invariants
 * - Handlers never wait: the server answers heartbeats while clients wait for their commands.
 * - What it learns of the world it learns from messages, its disk and its context.
 */

import { type Context, isTagged, type Module, type Pid, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  defineServer,
  type From,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  started,
  stopInit,
} from "../../otp/index.ts";
import { advance, isLeaderNew, welcome } from "./advance.ts";
import { readDisk } from "./durable.ts";
import type { Proposal } from "./entry.ts";
import { admit, handOn, proposeNew, sweep } from "./hand-on.ts";
import type { RaftMessage } from "./message.ts";
import { completeConfig, RAFT_DEFECTS, refusalOf } from "./raft-config.ts";
import { createRaft, leaderOf, nextTickUs } from "./raft-state.ts";
import { initialReplicated } from "./replicated.ts";
import type { Client } from "./request.ts";
import { CONSENSUS, type ConsensusArgs, type ConsensusState, machineOf } from "./server-state.ts";

type Submission = readonly [kind: Term, session: string, sequence: number, command: Term, timeoutUs: number];

function init(ctx: Context, args: ConsensusArgs): InitResult<ConsensusState> {
  const { machine, ...options } = args;
  const defects = RAFT_DEFECTS.filter((defect) => ctx.hasDefect(defect));
  const config = completeConfig({ ...options, id: ctx.node, defects });
  const refusal = refusalOf(config);
  if (refusal !== undefined) return stopInit(["bad_config", refusal]);
  const fresh: ConsensusState = {
    machine,
    raft: createRaft(config),
    replicated: initialReplicated(machineOf(ctx, machine)),
    requests: [],
    requestsDueUs: Number.POSITIVE_INFINITY,
    subscribers: [],
    timer: null,
    timerDueUs: Number.POSITIVE_INFINITY,
  };
  return started(armed(ctx, advance(ctx, fresh, { kind: "restart", ...readDisk(ctx) })));
}

function handleCall(
  ctx: Context,
  request: Term,
  from: From,
  server: ConsensusState,
): CallResult<ConsensusState> {
  if (isTagged(request, "submit")) return noreply(submitted(ctx, server, request, { kind: "call", from }));
  const { raft, replicated } = server;
  const { index, machineState: state } = replicated;
  return reply(
    { index, state, role: raft.role.kind, term: raft.durable.term, leader: leaderOf(raft) },
    server,
  );
}

function handleCast(ctx: Context, request: Term, server: ConsensusState): NoreplyResult<ConsensusState> {
  const [kind, body, ...rest] = request as readonly Term[];
  switch (kind) {
    case "raft":
      return noreply(took(ctx, server, body as RaftMessage));
    case "forward":
      return noreply(armed(ctx, proposeNew(ctx, server, body as readonly Proposal[])));
    case "submit_async": {
      const [pid, tag] = rest.slice(3) as [Pid, Term];
      return noreply(submitted(ctx, server, request as readonly Term[], { kind: "message", pid, tag }));
    }
    case "subscribe":
      return noreply(subscribed(ctx, server, body as Pid));
    default:
      return noreply(server);
  }
}

function handleInfo(ctx: Context, message: Term, server: ConsensusState): NoreplyResult<ConsensusState> {
  if (isTagged(message, "timeout") && message[1] === server.timer) return noreply(ticked(ctx, server));
  if (!isTagged(message, "DOWN")) return noreply(server);
  const subscribers = server.subscribers.filter(({ ref }) => ref !== message[1]);
  return noreply({ ...server, subscribers });
}

function took(ctx: Context, server: ConsensusState, message: RaftMessage): ConsensusState {
  return armed(ctx, followUp(ctx, server, advance(ctx, server, { kind: "message", message })));
}

function ticked(ctx: Context, server: ConsensusState): ConsensusState {
  const nowUs = ctx.now();
  let next: ConsensusState = { ...server, timer: null, timerDueUs: Number.POSITIVE_INFINITY };
  if (nextTickUs(next.raft) <= nowUs) next = advance(ctx, next, { kind: "tick" });
  if (next.requestsDueUs <= nowUs) next = sweep(ctx, next);
  return armed(ctx, followUp(ctx, server, next));
}

/** A new leader gets all that waits: the one before may have lost it. */
function followUp(ctx: Context, before: ConsensusState, after: ConsensusState): ConsensusState {
  if (after.requests.length === 0 || !isLeaderNew(before, after)) return after;
  return handOn(ctx, after, () => true);
}

function submitted(
  ctx: Context,
  server: ConsensusState,
  request: readonly Term[],
  client: Client,
): ConsensusState {
  const [, session, sequence, command, timeoutUs] = request as Submission;
  const deadlineUs = ctx.now() + timeoutUs;
  return armed(ctx, admit(ctx, server, { session, sequence, command, client, deadlineUs, handedUs: null }));
}

function subscribed(ctx: Context, server: ConsensusState, pid: Pid): ConsensusState {
  const known = server.subscribers.find((subscriber) => subscriber.pid === pid);
  const subscriber = known ?? { pid, ref: ctx.monitor(pid) };
  welcome(ctx, server, subscriber);
  return known === undefined ? { ...server, subscribers: [...server.subscribers, subscriber] } : server;
}

/** Makes sure the timer fires in time. One that fires too early is left alone: it finds nothing due and goes on. */
function armed(ctx: Context, server: ConsensusState): ConsensusState {
  const dueUs = Math.min(nextTickUs(server.raft), server.requestsDueUs);
  if (dueUs >= server.timerDueUs) return server;
  if (server.timer !== null) ctx.cancelTimer(server.timer);
  const delayUs = Math.max(0, dueUs - ctx.now());
  return { ...server, timer: ctx.startTimer(delayUs, ctx.self, "tick"), timerDueUs: dueUs };
}

/** The module of the consensus server; list it in a scenario's code. */
export const consensusModule: Module = defineServer<ConsensusState>(CONSENSUS, {
  init,
  handleCall,
  handleCast,
  handleInfo,
});
