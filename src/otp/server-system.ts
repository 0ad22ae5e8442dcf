/**
 * System messages of a gen_server (sys.erl): its state read and replaced, itself suspended and resumed.
 *
 * A suspended server serves system messages and its parent's exit; everything else waits in the mailbox. A running
 * idle timeout starts anew after a system message, as in OTP.
 */

import {
  type Blocking,
  type Context,
  exitReasonOf,
  isBlocking,
  isTagged,
  type Mfa,
  Raise,
  receive,
  type Term,
} from "../kernel/index.ts";
import { replyTo } from "./server-call.ts";
import type { From } from "./server-results.ts";
import type { ServerState } from "./server-state.ts";

type Mode = "running" | "suspended";
type Answered = readonly [server: ServerState, answer: Term];

/**
 * Answers a system message, and the following ones while the server is suspended. The end is the message that ends the
 * server, when one came meanwhile.
 */
export function* serveSystem(
  ctx: Context,
  server: ServerState,
  first: Term,
  ends: (message: Term) => boolean,
): Blocking<readonly [server: ServerState, end: Term]> {
  let current = server;
  let message = first;
  let mode: Mode = "running";
  for (;;) {
    if (ends(message)) return [current, message];
    const [, from, request] = message as readonly [string, From, Term];
    if (request === "suspend") mode = "suspended";
    if (request === "resume") mode = "running";
    const [next, answer] = yield* answerSystem(ctx, current, request, mode);
    replyTo(ctx, from, answer);
    current = next;
    if (mode === "running") return [current, undefined];
    message = yield* receive((one) => isTagged(one, "system") || ends(one));
  }
}

/** Tells who asked for the end that it was heard; an end of another kind is nobody's request. */
export function hearStop(ctx: Context, end: readonly Term[]): void {
  if (end[0] === "system") replyTo(ctx, end[1] as From, "ok");
}

/** Carries a request out. The answer is what the client gets. */
function* answerSystem(ctx: Context, server: ServerState, request: Term, mode: Mode): Blocking<Answered> {
  if (request === "suspend" || request === "resume") return [server, "ok"];
  if (request === "get_state") return [server, ["ok", server.state]];
  if (request === "get_status") {
    const { module, state, parent } = server;
    return [server, ["ok", { module, state, parent, status: mode }]];
  }
  if (isTagged(request, "replace_state")) return yield* replaceState(ctx, server, request[1] as Mfa);
  return [server, ["error", ["unknown_system_msg", request]]];
}

function* replaceState(ctx: Context, server: ServerState, [module, fn, args]: Mfa): Blocking<Answered> {
  try {
    const change = ctx.code.get(module)?.functions?.[fn];
    if (change === undefined) throw new Raise("error", ["undef", module, fn]);
    const result = change(ctx, server.state as never, ...(args as never[]));
    const state = (isBlocking(result) ? yield* result : result) as Term;
    return [{ ...server, state }, ["ok", state]];
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    return [server, ["error", ["callback_failed", exitReasonOf(raised)]]];
  }
}
