/**
 * The end of a gen_server (gen_server.erl: terminate/10): `terminate` runs with the reason, then the process exits
 * with it. A crash in `terminate` replaces the reason, a throw there is harmless, and the answer of a
 * `{stop, Reason, Reply, State}` leaves only afterwards.
 */

import { type Blocking, type Context, exitReasonOf, isBlocking, Raise, type Term } from "../kernel/index.ts";
import { callbacksOf } from "./gen-server.ts";
import { replyTo } from "./server-call.ts";
import type { From } from "./server-results.ts";
import type { ServerState } from "./server-state.ts";

/** An ordinary end with this reason. */
export function exiting(reason: Term): Raise {
  return new Raise("exit", reason);
}

/** Ends the server; never returns. */
export function* endServer(
  ctx: Context,
  server: ServerState,
  cause: Raise,
  answer?: readonly [From, Term],
): Blocking<never> {
  const callbacks = callbacksOf(ctx.code, server.module);
  let last = cause;
  try {
    const result = callbacks.terminate?.(ctx, exitReasonOf(cause), server.state);
    if (isBlocking(result)) yield* result;
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    if (raised.class !== "throw") last = raised;
  }
  if (answer !== undefined) replyTo(ctx, answer[0], answer[1]);
  throw last;
}
