/**
 * Talking to a gen_server: call, cast, reply, stop (gen.erl: call, reply; gen_server.erl).
 *
 * A call watches the server and takes the monitor as an alias, so that its end is noticed and an answer that comes
 * after the caller has given up vanishes instead of turning up in its mailbox.
 */

import { err, ok, type Result } from "../base/index.ts";
import {
  type Blocking,
  type Context,
  exit,
  isTagged,
  type Pid,
  type Ref,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { sameTerm } from "./same-term.ts";
import { nameTerm, resolveServer, type ServerName } from "./server-name.ts";
import type { From } from "./server-results.ts";

/** How long a call waits unless told otherwise: OTP's 5 seconds. */
export const CALL_TIMEOUT_US = 5_000_000;

/** gen_server:call. Exits with `[reason, mfa]` when the server is not there, ends, or does not answer in time. */
export function* call(
  ctx: Context,
  server: ServerName,
  request: Term,
  timeoutUs: number = CALL_TIMEOUT_US,
): Blocking<Term> {
  const answer = yield* tryCall(ctx, server, request, timeoutUs);
  if (answer.ok) return answer.value;
  exit([answer.error, ["gen_server", "call", [nameTerm(server), request, timeoutUs]]]);
}

/** As `call`, with the failure as a value: `noproc`, `timeout`, `calling_self`, `nodedown`, or the exit reason. */
export function* tryCall(
  ctx: Context,
  server: ServerName,
  request: Term,
  timeoutUs: number = CALL_TIMEOUT_US,
): Blocking<Result<Term, Term>> {
  const target = resolveServer(ctx, server);
  if (target === undefined) return err("noproc");
  if (target === ctx.self) return err("calling_self");
  const tag = ctx.monitor(target, { alias: "demonitor" });
  ctx.send(target, ["$gen_call", [ctx.self, tag], request]);
  const answer = yield* receiveWithin(timeoutUs, answerTo(tag));
  if (answer === TIMEOUT) {
    ctx.demonitor(tag, { flush: true });
    return err("timeout");
  }
  const [first, value] = answer as readonly Term[];
  if (first === "DOWN") return err(downReason(answer));
  ctx.demonitor(tag, { flush: true });
  return ok(value);
}

/** Matches the answer with this tag, or the news that the server is gone. */
export function answerTo(tag: Ref): (message: Term) => boolean {
  return (message) => {
    if (!Array.isArray(message)) return false;
    return (message[0] === tag && message.length === 2) || (message[0] === "DOWN" && message[1] === tag);
  };
}

/** Why the watched server is gone, in gen_server's words. */
export function downReason(down: Term): Term {
  const [, , , object, reason] = down as readonly Term[];
  if (reason !== "noconnection") return reason;
  return ["nodedown", Array.isArray(object) ? object[1] : `n${(object as Pid).node + 1}`];
}

/** gen_server:cast: always succeeds, also to nobody. */
export function cast(ctx: Context, server: ServerName, request: Term): void {
  const to = resolveServer(ctx, server);
  if (to !== undefined) ctx.send(to, ["$gen_cast", request]);
}

/** gen_server:reply: answers a call; any process may do it. */
export function replyTo(ctx: Context, from: From, value: Term): void {
  ctx.send(from[1], [from[1], value]);
}

/** gen_server:stop: asks a server to end with `reason` and waits for it. Exits when it ends of another reason. */
export function* stopServer(
  ctx: Context,
  server: ServerName,
  reason: Term = "normal",
  timeoutUs: number = Number.POSITIVE_INFINITY,
): Blocking<"ok"> {
  const target = resolveServer(ctx, server);
  if (target === undefined) exit("noproc");
  const ref = ctx.monitor(target);
  ctx.send(target, ["system", [ctx.self, ref], ["terminate", reason]]);
  const down = yield* receiveWithin(timeoutUs, (message) => isTagged(message, "DOWN") && message[1] === ref);
  if (down === TIMEOUT) {
    ctx.demonitor(ref, { flush: true });
    exit("timeout");
  }
  const last = downReason(down);
  if (!sameTerm(last, reason)) exit(last);
  return "ok";
}
