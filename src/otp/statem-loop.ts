/**
 * The loop of a gen_statem: a message becomes an event, and callbacks run until no event is left.
 *
 * Invariants
 * - Plain callbacks run without making a generator, however many events one message leads to.
 * - A timeout that was overtaken is never seen.
 * - A thrown term counts as the callback's result. A crash leaves state and data as before the transition.
 */

import {
  type Blocking,
  type Context,
  isBlocking,
  isTagged,
  Raise,
  type Ref,
  type Term,
} from "../kernel/index.ts";
import { hasEnterCalls, hasStateFunctions, statemCallbacksOf } from "./gen-statem.ts";
import type { From } from "./server-results.ts";
import { hearStop, serveSystem } from "./server-system.ts";
import type { StatemEvent } from "./statem-results.ts";
import type { StatemState } from "./statem-state.ts";
import { STATEM_TIMEOUT, takeFired } from "./statem-timeouts.ts";
import { type Ending, followResult } from "./statem-transition.ts";
import { beginTurn, settled, type Turn, takeEvent } from "./statem-turn.ts";

type Next = StatemState | Blocking<StatemState>;

/** Handles one message and all events that follow from it. */
export function handleStatemMessage(ctx: Context, server: StatemState, message: Term): Next {
  if (Array.isArray(message)) {
    switch (message[0] as Term) {
      case "$gen_call":
        return handleEvent(ctx, server, [["call", message[1] as From], message[2]]);
      case "$gen_cast":
        return handleEvent(ctx, server, ["cast", message[1]]);
      case "timeout":
        if (message[2] === STATEM_TIMEOUT) return handleTimeout(ctx, server, message[1]);
        break;
      case "EXIT":
      case "system": {
        const reason = stopReason(server, message);
        if (reason !== undefined) {
          hearStop(ctx, message);
          return endStatem(ctx, server.module, endingOf(server, reason[0]));
        }
        if (message[0] === "system") return handleSystem(ctx, server, message);
      }
    }
  }
  return handleEvent(ctx, server, ["info", message]);
}

function handleEvent(ctx: Context, server: StatemState, event: StatemEvent): Next {
  return runTurn(ctx, beginTurn(server, [event]));
}

function handleTimeout(ctx: Context, server: StatemState, timer: Ref): Next {
  const fired = takeFired(server.timeouts, timer);
  if (fired === undefined) return server;
  const [{ type, content }, timeouts] = fired;
  return handleEvent(ctx, { ...server, timeouts }, [type, content]);
}

/** Messages that end every gen_statem: its parent's exit, and the request of `stopServer`. */
function stopReason(server: StatemState, message: readonly Term[]): readonly [Term] | undefined {
  if (message[0] === "EXIT") {
    return server.parent !== undefined && message[1] === server.parent ? [message[2]] : undefined;
  }
  const request = message[2];
  return isTagged(request, "terminate") ? [request[1]] : undefined;
}

/** System messages see and replace `[state, data]`, as in OTP. Timeouts go on meanwhile. */
function* handleSystem(ctx: Context, server: StatemState, message: Term): Blocking<StatemState> {
  const { module, parent, state, data } = server;
  const ends = (one: Term) =>
    (isTagged(one, "EXIT") || isTagged(one, "system")) && stopReason(server, one) !== undefined;
  const asServer = { module, parent, state: [state, data], idle: undefined };
  const [seen, end] = yield* serveSystem(ctx, asServer, message, ends);
  const [nextState, nextData] = seen.state as readonly Term[];
  const next = { ...server, state: nextState, data: nextData };
  const reason = end === undefined ? undefined : stopReason(server, end as readonly Term[]);
  if (reason === undefined) return next;
  hearStop(ctx, end as readonly Term[]);
  return yield* endStatem(ctx, module, endingOf(next, reason[0]));
}

function endingOf({ state, data }: StatemState, reason: Term): Ending {
  return { cause: new Raise("exit", reason), state, data };
}

/** Runs callbacks until no event is left. */
export function runTurn(ctx: Context, turn: Turn): Next {
  const stopped = runPlain(ctx, turn);
  if (stopped === undefined) return settled(turn);
  return isBlocking(stopped) ? runBlocking(ctx, turn, stopped) : endStatem(ctx, turn.module, stopped);
}

/** As far as it goes without waiting: to the end of the turn, to a callback that waits, or to the machine's end. */
function runPlain(ctx: Context, turn: Turn): Blocking<unknown> | Ending | undefined {
  const withEnterCalls = hasEnterCalls(statemCallbacksOf(ctx.code, turn.module));
  while (turn.isEntering || takeEvent(turn)) {
    let result: unknown;
    try {
      result = invoke(ctx, turn);
    } catch (raised) {
      if (!(raised instanceof Raise)) throw raised;
      if (raised.class !== "throw") return crash(turn, raised);
      result = raised.reason;
    }
    if (isBlocking(result)) return result;
    const ending = followResult(ctx, turn, result, withEnterCalls);
    if (ending !== undefined) return ending;
  }
  return undefined;
}

function* runBlocking(ctx: Context, turn: Turn, first: Blocking<unknown>): Blocking<StatemState> {
  const withEnterCalls = hasEnterCalls(statemCallbacksOf(ctx.code, turn.module));
  let callback = first;
  for (;;) {
    let result: unknown;
    try {
      result = yield* callback;
    } catch (raised) {
      if (!(raised instanceof Raise)) throw raised;
      if (raised.class !== "throw") return yield* endStatem(ctx, turn.module, crash(turn, raised));
      result = raised.reason;
    }
    const stopped = followResult(ctx, turn, result, withEnterCalls) ?? runPlain(ctx, turn);
    if (stopped === undefined) return settled(turn);
    if (!isBlocking(stopped)) return yield* endStatem(ctx, turn.module, stopped);
    callback = stopped;
  }
}

function invoke(ctx: Context, turn: Turn): unknown {
  const callbacks = statemCallbacksOf(ctx.code, turn.module);
  const { nextState: state, nextData: data } = turn;
  const [type, content] = turn.isEntering ? (["enter", turn.state] as const) : turn.event;
  if (hasStateFunctions(callbacks)) {
    if (typeof state !== "string") throw new Raise("error", "badarg");
    const { states = {} } = callbacks;
    const handle = Object.hasOwn(states, state) ? states[state] : undefined;
    if (handle === undefined) throw new Raise("error", ["undef", turn.module, state]);
    return handle(ctx, type, content, data);
  }
  if (callbacks.handleEvent === undefined) throw new Raise("error", ["undef", turn.module, "handle_event"]);
  return callbacks.handleEvent(ctx, type, content, state, data);
}

function crash({ state, data }: Turn, cause: Raise): Ending {
  return { cause, state, data };
}

/**
 * The end of a machine (gen_statem.erl: terminate): `terminate` is told the bare reason, and a crash in it replaces
 * that reason. Never returns.
 */
export function* endStatem(ctx: Context, module: string, ending: Ending): Blocking<never> {
  const { cause, state, data } = ending;
  let last = cause;
  try {
    const result = statemCallbacksOf(ctx.code, module).terminate?.(ctx, cause.reason, state, data);
    if (isBlocking(result)) yield* result;
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    if (raised.class !== "throw") last = raised;
  }
  throw last;
}
