/**
 * Elixir's Agent: state behind a process, changed by functions.
 *
 * A function is named by module, function and arguments, and gets the state before its arguments, so that what is
 * asked of an agent is data. It may wait (a generator), and then the agent waits.
 */

import {
  type Blocking,
  type Context,
  error,
  isBlocking,
  type Mfa,
  type Module,
  type Term,
} from "../kernel/index.ts";
import { defineServer } from "./gen-server.ts";
import { CALL_TIMEOUT_US, call, cast } from "./server-call.ts";
import type { ServerName } from "./server-name.ts";
import { noreply, reply, type StartResult, started, stop } from "./server-results.ts";
import { type StartOptions, start, startLink } from "./server-start.ts";

const AGENT = "agent";

function* applyTo(ctx: Context, [module, fn, args]: Mfa, state: readonly Term[]): Blocking<Term> {
  const change = ctx.code.get(module)?.functions?.[fn] ?? error(["undef", module, fn]);
  const result = change(ctx, ...(state as never[]), ...(args as never[]));
  return (isBlocking(result) ? yield* result : result) as Term;
}

export const agentModule: Module = {
  ...defineServer<Term>(AGENT, {
    *init(ctx: Context, initial: Mfa) {
      return started(yield* applyTo(ctx, initial, []));
    },
    *handleCall(ctx: Context, [verb, fn]: readonly [string, Mfa], _from, state) {
      const result = yield* applyTo(ctx, fn, [state]);
      if (verb === "get") return reply(result, state);
      if (verb === "update") return reply("ok", result);
      if (!Array.isArray(result) || result.length !== 2) return stop(["bad_return_value", result], state);
      return reply(result[0] as Term, result[1] as Term);
    },
    *handleCast(ctx: Context, [, fn]: readonly [string, Mfa], state) {
      return noreply(yield* applyTo(ctx, fn, [state]));
    },
  }),
  functions: {
    start_link: ((ctx: Context, initial: Mfa, options?: StartOptions) =>
      startLink(ctx, AGENT, initial, options)) as never,
  },
};

export const agent = {
  /** The state is what `initial` answers. */
  startLink: (ctx: Context, initial: Mfa, options?: StartOptions): Blocking<StartResult> =>
    startLink(ctx, AGENT, initial, options),
  start: (ctx: Context, initial: Mfa, options?: StartOptions): Blocking<StartResult> =>
    start(ctx, AGENT, initial, options),
  /** What `fn` makes of the state, which stays. */
  get: (ctx: Context, server: ServerName, fn: Mfa, timeoutUs: number = CALL_TIMEOUT_US) =>
    call(ctx, server, ["get", fn], timeoutUs),
  /** The state becomes what `fn` makes of it. */
  update: (ctx: Context, server: ServerName, fn: Mfa, timeoutUs: number = CALL_TIMEOUT_US) =>
    call(ctx, server, ["update", fn], timeoutUs),
  /** `fn` answers `[value, state]`. */
  getAndUpdate: (ctx: Context, server: ServerName, fn: Mfa, timeoutUs: number = CALL_TIMEOUT_US) =>
    call(ctx, server, ["get_and_update", fn], timeoutUs),
  cast: (ctx: Context, server: ServerName, fn: Mfa): void => cast(ctx, server, ["cast", fn]),
} as const;
