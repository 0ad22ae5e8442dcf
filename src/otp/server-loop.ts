/**
 * The loop of a gen_server: one message, one callback, one next state (gen_server.erl: decode_msg, handle_msg).
 *
 * Invariants
 * - A plain callback that answers `reply` or `noreply` runs without making a generator.
 * - `handleContinue` runs before the next message.
 * - Any message ends a running idle timeout; a timeout that was overtaken is never seen by the server.
 * - A thrown term counts as the callback's return value, as in OTP.
 */

import { type Blocking, type Context, isBlocking, isTagged, Raise, type Term } from "../kernel/index.ts";
import { type AnyCallbacks, callbacksOf } from "./gen-server.ts";
import { replyTo } from "./server-call.ts";
import { endServer, exiting } from "./server-end.ts";
import { type From, isThen, type Then } from "./server-results.ts";
import type { ServerState } from "./server-state.ts";
import { hearStop, serveSystem } from "./server-system.ts";

const IDLE = "$gen_idle";

type Turn = ServerState | Blocking<ServerState>;

/** Handles one message. The common road allocates nothing but what the callback does. */
export function handleMessage(ctx: Context, server: ServerState, message: Term): Turn {
  if (Array.isArray(message)) {
    const tag: Term = message[0];
    if (tag === "timeout" && message[2] === IDLE) return idleTimeout(ctx, server, message[1]);
    const reason = stopReason(ctx, server, message);
    if (reason !== undefined) {
      hearStop(ctx, message);
      return endServer(ctx, disarmed(ctx, server), exiting(reason[0]));
    }
    if (tag === "system") return handleSystem(ctx, server, message);
  }
  return runCallback(ctx, disarmed(ctx, server), message);
}

/** A timeout that another message has overtaken is nothing. */
function idleTimeout(ctx: Context, server: ServerState, timer: Term): Turn {
  return timer === server.idle?.timer ? runCallback(ctx, { ...server, idle: undefined }, "timeout") : server;
}

/** Messages that end every gen_server: its parent's exit, and the request of `stopServer`. */
function stopReason(
  ctx: Context,
  server: ServerState,
  message: readonly Term[],
): readonly [Term] | undefined {
  const tag = message[0];
  // A server without a parent is its own: a signal it sends to itself ends it.
  if (tag === "EXIT") return message[1] === (server.parent ?? ctx.self) ? [message[2]] : undefined;
  if (tag !== "system") return undefined;
  const request = message[2] as Term;
  return isTagged(request, "terminate") ? [request[1]] : undefined;
}

/** A system message: the server may be suspended and end before it goes on. */
function* handleSystem(ctx: Context, server: ServerState, message: Term): Blocking<ServerState> {
  const ends = (one: Term) => Array.isArray(one) && stopReason(ctx, server, one) !== undefined;
  const [next, end] = yield* serveSystem(ctx, disarmed(ctx, server), message, ends);
  const reason = end === undefined ? undefined : stopReason(ctx, server, end as readonly Term[]);
  if (reason !== undefined) {
    hearStop(ctx, end as readonly Term[]);
    return yield* endServer(ctx, next, exiting(reason[0]));
  }
  return server.idle === undefined ? next : armed(ctx, next, server.idle.us);
}

function disarmed(ctx: Context, server: ServerState): ServerState {
  if (server.idle === undefined) return server;
  ctx.cancelTimer(server.idle.timer);
  return { ...server, idle: undefined };
}

function armed(ctx: Context, server: ServerState, us: number): ServerState {
  return { ...server, idle: { timer: ctx.startTimer(us, ctx.self, IDLE), us } };
}

function runCallback(ctx: Context, server: ServerState, message: Term): Turn {
  const callbacks = callbacksOf(ctx.code, server.module);
  let result: unknown;
  try {
    result = invoke(ctx, callbacks, server, message);
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    if (raised.class !== "throw") return endServer(ctx, server, raised);
    result = raised.reason;
  }
  const from = isTagged(message, "$gen_call") ? (message[1] as From) : undefined;
  if (isBlocking(result)) return runBlocking(ctx, server, result, from);
  return follow(ctx, server, result, from);
}

function invoke(ctx: Context, callbacks: AnyCallbacks, server: ServerState, message: Term): unknown {
  const { state } = server;
  if (Array.isArray(message)) {
    if (message[0] === "$gen_call") {
      if (callbacks.handleCall === undefined) return missing(server.module, "handle_call");
      return callbacks.handleCall(ctx, message[2], message[1] as From, state);
    }
    if (message[0] === "$gen_cast") {
      if (callbacks.handleCast === undefined) return missing(server.module, "handle_cast");
      return callbacks.handleCast(ctx, message[1], state);
    }
  }
  return callbacks.handleInfo === undefined ? ["noreply", state] : callbacks.handleInfo(ctx, message, state);
}

/** A message the server has no callback for ends it, as an undefined function would. */
function missing(module: string, callback: string): never {
  throw new Raise("error", ["undef", module, callback]);
}

function* runBlocking(
  ctx: Context,
  server: ServerState,
  callback: Blocking<unknown>,
  from: From | undefined,
): Blocking<ServerState> {
  let result: unknown;
  try {
    result = yield* callback;
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    if (raised.class !== "throw") return yield* endServer(ctx, server, raised);
    result = raised.reason;
  }
  const next = follow(ctx, server, result, from);
  return isBlocking(next) ? yield* next : next;
}

/** Does what a callback's result says. */
function follow(ctx: Context, server: ServerState, result: unknown, from: From | undefined): Turn {
  if (Array.isArray(result)) {
    const [kind] = result;
    if (kind === "noreply" && (result.length === 2 || (result.length === 3 && isThen(result[2])))) {
      return proceed(ctx, server, result[1] as Term, result[2] as Then | undefined);
    }
    const isReply = result.length === 3 || (result.length === 4 && isThen(result[3]));
    if (kind === "reply" && from !== undefined && isReply) {
      replyTo(ctx, from, result[1] as Term);
      return proceed(ctx, server, result[2] as Term, result[3] as Then | undefined);
    }
    if (kind === "stop" && result.length === 3) {
      return endServer(ctx, withState(server, result[2] as Term), exiting(result[1] as Term));
    }
    if (kind === "stop" && result.length === 4 && from !== undefined) {
      const answer = [from, result[2] as Term] as const;
      return endServer(ctx, withState(server, result[3] as Term), exiting(result[1] as Term), answer);
    }
  }
  return endServer(ctx, server, exiting(["bad_return_value", result as Term]));
}

/** On to the next message, by way of what the callback asked for. */
export function proceed(ctx: Context, server: ServerState, state: Term, then: Then | undefined): Turn {
  const next = withState(server, state);
  if (then === undefined || then === "hibernate") return next;
  if ("continue" in then) return runContinue(ctx, next, then.continue);
  if (then.timeoutUs === Number.POSITIVE_INFINITY) return next;
  return armed(ctx, next, then.timeoutUs);
}

function runContinue(ctx: Context, server: ServerState, argument: Term): Turn {
  const { handleContinue } = callbacksOf(ctx.code, server.module);
  let result: unknown;
  try {
    if (handleContinue === undefined) return missing(server.module, "handle_continue");
    result = handleContinue(ctx, argument, server.state);
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    if (raised.class !== "throw") return endServer(ctx, server, raised);
    result = raised.reason;
  }
  if (isBlocking(result)) return runBlocking(ctx, server, result, undefined);
  return follow(ctx, server, result, undefined);
}

function withState(server: ServerState, state: Term): ServerState {
  if (state === server.state) return server;
  // Written out: a spread here is what a busy server would spend most of its time on.
  const { module, parent, idle } = server;
  return { module, parent, state, idle };
}
