/**
 * The election server of a node: a gen_server around one of the protocols.
 *
 * Invariants
 * - Handlers never wait; whoever asks for a leader while there is none is answered later, in bounded time.
 * - What a protocol must remember is on disk before its messages leave.
 * - Subscribers hear of every change of (leader, term), in order.
 */

import { type Context, isTagged, type Module, type Pid, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  type ChildSpec,
  cast,
  defineServer,
  type From,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  replyTo,
  sameTerm,
  started,
  stopInit,
} from "../../otp/index.ts";
import { FAILURE_DETECTOR, subscribeSuspicions } from "../detectors/index.ts";
import { recorder } from "../telemetry/index.ts";
import { announce } from "./announce.ts";
import {
  ELECTION_DEFAULTS,
  ELECTION_DEFECTS,
  type ElectionConfig,
  type ElectionInput,
  electionRefusal,
} from "./election-protocol.ts";
import {
  createCore,
  dueUsOf,
  durableOf,
  ELECTION,
  ELECTION_KEY,
  type ElectionState,
  leadershipOf,
  type ProtocolName,
  stepCore,
  usesDetector,
} from "./election-state.ts";
import { ELECTION_EVENTS } from "./events.ts";

const record = recorder(ELECTION_EVENTS);

/** `members` and, if they should differ from the defaults, times in µs. */
export type ElectionOptions = {
  readonly protocol: ProtocolName;
  readonly members: readonly number[];
} & Partial<Omit<ElectionConfig, "node" | "members" | "defects">>;

function init(ctx: Context, { protocol, ...options }: ElectionOptions): InitResult<ElectionState> {
  const defects = ELECTION_DEFECTS.filter((defect) => ctx.hasDefect(defect));
  const members = options.members.slice().sort((a, b) => a - b);
  const config: ElectionConfig = { ...ELECTION_DEFAULTS, ...options, members, node: ctx.node, defects };
  const refusal = electionRefusal(config);
  if (refusal !== undefined) return stopInit(["bad_config", refusal]);
  const core = createCore(protocol, config, ctx.diskGet(ELECTION_KEY), ctx.now());
  const idle: ElectionState = {
    core,
    leaderlessUs: ctx.now(),
    suspects: [],
    subscribers: [],
    waiting: [],
    detector: null,
    timer: null,
    timerDueUs: Number.POSITIVE_INFINITY,
  };
  const server = usesDetector(core) ? watchDetector(ctx, idle) : idle;
  return started(armed(ctx, advance(ctx, server, { kind: "start" })));
}

/** Asks to be told of suspicions, now and, when the detector is restarted, again. */
function watchDetector(ctx: Context, server: ElectionState): ElectionState {
  subscribeSuspicions(ctx);
  return { ...server, detector: ctx.monitor(FAILURE_DETECTOR) };
}

/** One step of the protocol with everything that follows from it: write, send, tell. */
function advance(ctx: Context, server: ElectionState, input: ElectionInput): ElectionState {
  const moment = { nowUs: ctx.now(), random: ctx.draw(ELECTION) };
  const { core, messages } = stepCore(server.core, input, moment);
  const durable = durableOf(core);
  if (!sameTerm(durable, durableOf(server.core))) ctx.diskPut(ELECTION_KEY, durable);
  for (const { to, body } of messages) cast(ctx, { name: ELECTION, node: to }, ["message", ctx.node, body]);
  return announce(ctx, server, { ...server, core });
}

function handleCast(ctx: Context, request: Term, server: ElectionState): NoreplyResult<ElectionState> {
  if (isTagged(request, "message")) {
    const [, from, body] = request as readonly [string, number, readonly Term[]];
    return noreply(armed(ctx, advance(ctx, server, { kind: "message", from, body })));
  }
  return isTagged(request, "subscribe")
    ? noreply(subscribed(ctx, server, request[1] as Pid))
    : noreply(server);
}

function subscribed(ctx: Context, server: ElectionState, pid: Pid): ElectionState {
  const { leader, term } = leadershipOf(server.core);
  ctx.send(pid, [ELECTION, "leader", leader, term]);
  if (server.subscribers.some((subscriber) => subscriber.pid === pid)) return server;
  return { ...server, subscribers: [...server.subscribers, { pid, ref: ctx.monitor(pid) }] };
}

function handleCall(
  ctx: Context,
  request: Term,
  from: From,
  server: ElectionState,
): CallResult<ElectionState> {
  const { leader, term } = leadershipOf(server.core);
  if (request === "resign") {
    if (leader !== ctx.node) return reply(["error", "not_leader"], server);
    record(ctx, "election.resigned", { leader, term, protocol: server.core.protocol });
    return reply(["ok", term], armed(ctx, advance(ctx, server, { kind: "resign" })));
  }
  if (leader !== null) return reply(["ok", leader, term], server);
  const untilUs = ctx.now() + ((request as readonly Term[])[1] as number);
  return noreply(armed(ctx, { ...server, waiting: [...server.waiting, { from, untilUs }] }));
}

function handleInfo(ctx: Context, message: Term, server: ElectionState): NoreplyResult<ElectionState> {
  if (isTagged(message, "timeout")) {
    if (message[1] === server.timer) return noreply(ticked(ctx, server));
    return noreply(message[2] === "detector" ? watchDetector(ctx, server) : server);
  }
  if (isTagged(message, FAILURE_DETECTOR)) return noreply(suspicion(ctx, server, message));
  if (!isTagged(message, "DOWN")) return noreply(server);
  if (message[1] === server.detector) {
    ctx.startTimer(beatUsOf(server), ctx.self, "detector");
    return noreply({ ...server, detector: null });
  }
  return noreply({ ...server, subscribers: server.subscribers.filter(({ ref }) => ref !== message[1]) });
}

function beatUsOf({ core }: ElectionState): number {
  return core.of.config.beatUs;
}

function suspicion(ctx: Context, server: ElectionState, [, news, about]: readonly Term[]): ElectionState {
  const others = server.suspects.filter((node) => node !== about);
  let suspects = news === "suspect" ? [...others, about as number] : others;
  if (news === "state") suspects = (about as readonly number[]).slice();
  return armed(ctx, advance(ctx, { ...server, suspects }, { kind: "suspects", nodes: suspects }));
}

function ticked(ctx: Context, server: ElectionState): ElectionState {
  const nowUs = ctx.now();
  for (const { from, untilUs } of server.waiting)
    if (untilUs <= nowUs) replyTo(ctx, from, ["error", "no_leader"]);
  const waiting = server.waiting.filter(({ untilUs }) => untilUs > nowUs);
  const fired = { ...server, waiting, timer: null, timerDueUs: Number.POSITIVE_INFINITY };
  return armed(ctx, dueUsOf(fired.core) <= nowUs ? advance(ctx, fired, { kind: "tick" }) : fired);
}

/** Makes sure the timer fires in time. One that fires too early finds nothing due and goes on. */
function armed(ctx: Context, server: ElectionState): ElectionState {
  const dueUs = server.waiting.reduce((least, { untilUs }) => Math.min(least, untilUs), dueUsOf(server.core));
  if (dueUs >= server.timerDueUs) return server;
  if (server.timer !== null) ctx.cancelTimer(server.timer);
  const delayUs = Math.max(0, dueUs - ctx.now());
  return { ...server, timer: ctx.startTimer(delayUs, ctx.self, "tick"), timerDueUs: dueUs };
}

export const electionModule: Module = defineServer<ElectionState>(ELECTION, {
  init,
  handleCall,
  handleCast,
  handleInfo,
});

/** The election server of a node, to be put under its root supervisor; `bully` wants a failure detector before it. */
export function electionChild(options: ElectionOptions): ChildSpec {
  return { id: ELECTION, start: ["gen_server", "start_link", [ELECTION, options, { name: ELECTION }]] };
}
