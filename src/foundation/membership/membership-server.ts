/**
 * The membership server of a node: a gen_server around the pure step.
 *
 * It keeps one timer for everything that is due, and its incarnation on disk: a member that comes back must be able to
 * contradict what was said of its earlier life. When the disk has forgotten, the others' memory sets it right.
 *
 * Invariants
 * - Handlers never wait.
 * - An incarnation is on disk before any message that names it leaves.
 */

import { type Context, isTagged, type Module, type Pid, type Ref, type Term } from "../../kernel/index.ts";
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
  started,
  stopInit,
} from "../../otp/index.ts";
import { recorder } from "../telemetry/index.ts";
import { MEMBERSHIP_EVENTS } from "./events.ts";
import { isPresent } from "./member.ts";
import { swimStep } from "./swim.ts";
import { completeSwimConfig, SWIM_DEFECTS, type SwimOptions, swimRefusal } from "./swim-config.ts";
import {
  createSwim,
  type MemberChange,
  type Swim,
  type SwimInput,
  type SwimMessage,
  swimDueUs,
} from "./swim-state.ts";

/** Name of the module, and the name every membership server is registered under on its node. */
export const MEMBERSHIP = "membership";

/** Where a member keeps its incarnation. */
export const INCARNATION_KEY = "membership/incarnation";

/** `seeds` and any of the protocol's times and limits that should differ from the defaults. */
export type MembershipConfig = Omit<SwimOptions, "node" | "defects">;

export type MembershipState = {
  readonly swim: Swim;
  readonly subscribers: readonly { readonly pid: Pid; readonly ref: Ref }[];
  readonly timer: Ref | null;
  readonly timerDueUs: number;
};

const record = recorder(MEMBERSHIP_EVENTS);

function init(ctx: Context, options: MembershipConfig): InitResult<MembershipState> {
  const defects = SWIM_DEFECTS.filter((defect) => ctx.hasDefect(defect));
  const config = completeSwimConfig({ ...options, node: ctx.node, defects });
  const refusal = swimRefusal(config);
  if (refusal !== undefined) return stopInit(["bad_config", refusal]);
  const stored = ctx.diskGet(INCARNATION_KEY);
  const incarnation = (typeof stored === "number" ? stored : 0) + 1;
  ctx.diskPut(INCARNATION_KEY, incarnation);
  const swim = createSwim(config, incarnation, ctx.now());
  const idle = { subscribers: [], timer: null, timerDueUs: Number.POSITIVE_INFINITY };
  return started(advance(ctx, { swim, ...idle }, { kind: "start" }));
}

/** One step with everything that follows from it: write, send, tell, set the timer. */
function advance(ctx: Context, server: MembershipState, input: SwimInput): MembershipState {
  const draw = (): number => ctx.draw(MEMBERSHIP);
  const { swim, effects } = swimStep(server.swim, input, { nowUs: ctx.now(), draw });
  if (swim.incarnation !== server.swim.incarnation) ctx.diskPut(INCARNATION_KEY, swim.incarnation);
  for (const { to, message } of effects.messages)
    cast(ctx, { name: MEMBERSHIP, node: to }, ["swim", message]);
  for (const change of effects.changes) tell(ctx, server, change);
  return armed(ctx, { ...server, swim });
}

function tell(ctx: Context, server: MembershipState, change: MemberChange): void {
  const { node: member, status, incarnation } = change.after;
  if (member !== server.swim.config.node) recordChange(ctx, change);
  for (const { pid } of server.subscribers)
    ctx.send(pid, [MEMBERSHIP, "changed", { node: member, status, incarnation }]);
}

function recordChange(ctx: Context, { before, after }: MemberChange): void {
  const { node: member, status, incarnation } = after;
  const about = { member, incarnation };
  if (status === "suspect") record(ctx, "membership.suspected", about);
  else if (status === "dead") record(ctx, "membership.died", about);
  else if (status === "left") record(ctx, "membership.left", about);
  else if (before?.status === "suspect")
    record(ctx, "membership.refuted", { ...about, suspectedUs: after.sinceUs - before.sinceUs });
  else if (before === undefined || !isPresent(before)) record(ctx, "membership.joined", about);
}

function armed(ctx: Context, server: MembershipState): MembershipState {
  const dueUs = swimDueUs(server.swim);
  if (dueUs >= server.timerDueUs) return server;
  if (server.timer !== null) ctx.cancelTimer(server.timer);
  return {
    ...server,
    timer: ctx.startTimer(Math.max(0, dueUs - ctx.now()), ctx.self, "tick"),
    timerDueUs: dueUs,
  };
}

function handleCast(ctx: Context, request: Term, server: MembershipState): NoreplyResult<MembershipState> {
  if (isTagged(request, "swim"))
    return noreply(advance(ctx, server, { kind: "message", message: request[1] as SwimMessage }));
  if (!isTagged(request, "subscribe")) return noreply(server);
  const pid = request[1] as Pid;
  const members = server.swim.members.map(({ node, status, incarnation }) => ({ node, status, incarnation }));
  ctx.send(pid, [MEMBERSHIP, "state", members]);
  if (server.subscribers.some((subscriber) => subscriber.pid === pid)) return noreply(server);
  return noreply({ ...server, subscribers: [...server.subscribers, { pid, ref: ctx.monitor(pid) }] });
}

function handleCall(
  ctx: Context,
  request: Term,
  _from: From,
  server: MembershipState,
): CallResult<MembershipState> {
  if (request === "leave") return reply("ok", advance(ctx, server, { kind: "leave" }));
  const members = server.swim.members.map(({ node, status, incarnation }) => ({ node, status, incarnation }));
  return reply(members, server);
}

function handleInfo(ctx: Context, message: Term, server: MembershipState): NoreplyResult<MembershipState> {
  if (isTagged(message, "timeout") && message[1] === server.timer) {
    const fired = { ...server, timer: null, timerDueUs: Number.POSITIVE_INFINITY };
    return noreply(advance(ctx, fired, { kind: "tick" }));
  }
  if (!isTagged(message, "DOWN")) return noreply(server);
  return noreply({ ...server, subscribers: server.subscribers.filter(({ ref }) => ref !== message[1]) });
}

export const membershipModule: Module = defineServer<MembershipState>(MEMBERSHIP, {
  init,
  handleCall,
  handleCast,
  handleInfo,
});

/** The membership server of a node, to be put under its root supervisor. */
export function membershipChild(config: MembershipConfig): ChildSpec {
  return { id: MEMBERSHIP, start: ["gen_server", "start_link", [MEMBERSHIP, config, { name: MEMBERSHIP }]] };
}
