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
  exitReasonOf,
  isAnswer,
  isTagged,
  type Pid,
  Raise,
  type Receive,
  type Ref,
  type RemoteName,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { isVia, sendVia } from "./registry-names.ts";
import { sameTerm } from "./same-term.ts";
import { nameTerm, resolveServer, type ServerName } from "./server-name.ts";
import type { From } from "./server-results.ts";

/** How long a call waits unless told otherwise: OTP's 5 seconds. */
export const CALL_TIMEOUT_US = 5_000_000;

/** gen_server:call. Exits with `[reason, mfa]` when the server is not there, ends, or does not answer in time. */
export function* call(ctx: Context, server: ServerName, request: Term, timeoutUs?: number): Blocking<Term> {
  let target: Pid | RemoteName | undefined;
  let problem: Term = "noproc";
  try {
    target = resolveServer(ctx, server);
  } catch (raised) {
    // Looking a name up in a registry may raise: for a call that is one more way to fail.
    if (!(raised instanceof Raise)) throw raised;
    problem = exitReasonOf(raised);
  }
  if (target === ctx.self) problem = "calling_self";
  else if (target !== undefined) {
    const tag = ctx.request(target, "$gen_call", request);
    const wait: Receive = {
      kind: "receive",
      ref: tag,
      isFresh: true,
      timeoutUs: timeoutUs ?? CALL_TIMEOUT_US,
    };
    const answer = (yield wait) as Answer;
    if (isReply(answer, tag)) return answer[1];
    problem = whyNot(ctx, tag, answer);
  }
  const asked = [nameTerm(server), request];
  exit([problem, ["gen_server", "call", timeoutUs === undefined ? asked : [...asked, timeoutUs]]]);
}

/** As `call`, with the failure as a value: `noproc`, `timeout`, `calling_self`, `nodedown`, or the exit reason. */
export function* tryCall(
  ctx: Context,
  server: ServerName,
  request: Term,
  timeoutUs: number = CALL_TIMEOUT_US,
): Blocking<Result<Term, Term>> {
  return yield* tryAsk(ctx, server, ["$gen_call", request], timeoutUs);
}

/** A question of any kind, sent as `[kind, from, request]` (gen:call). */
export function* tryAsk(
  ctx: Context,
  server: ServerName,
  [kind, request]: readonly [kind: "$gen_call" | "system", request: Term],
  timeoutUs: number,
): Blocking<Result<Term, Term>> {
  const target = resolveServer(ctx, server);
  if (target === undefined) return err("noproc");
  if (target === ctx.self) return err("calling_self");
  const tag = ctx.request(target, kind, request);
  const answer = (yield { kind: "receive", ref: tag, isFresh: true, timeoutUs }) as Answer;
  return isReply(answer, tag) ? ok(answer[1]) : err(whyNot(ctx, tag, answer));
}

/** What a call waits for: `[tag, value]`, DOWN, or the end of its patience. */
type Answer = readonly Term[] | typeof TIMEOUT;

function isReply(answer: Answer, tag: Ref): answer is readonly Term[] {
  return answer !== TIMEOUT && answer[0] === tag;
}

/** Why there is no reply. The reply itself ends the monitor; a timeout has to. */
function whyNot(ctx: Context, tag: Ref, answer: Answer): Term {
  if (answer !== TIMEOUT) return downReason(answer);
  ctx.demonitor(tag, { flush: true });
  return "timeout";
}

/** Matches the answer with this tag, or the news that the server is gone. */
export function answerTo(tag: Ref): (message: Term) => boolean {
  return (message) => isAnswer(message, tag);
}

/** Why the watched server is gone, in gen_server's words. */
export function downReason(down: Term): Term {
  const [, , , object, reason] = down as readonly Term[];
  if (reason !== "noconnection") return reason;
  return ["nodedown", Array.isArray(object) ? object[1] : `n${(object as Pid).node + 1}`];
}

/** gen_server:cast: always succeeds, also to nobody. */
export function cast(ctx: Context, server: ServerName, request: Term): void {
  try {
    if (isVia(server)) {
      sendVia(ctx, server, ["$gen_cast", request]);
      return;
    }
    const to = resolveServer(ctx, server);
    if (to !== undefined) ctx.cast(to, request);
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
  }
}

/** gen_server:reply: answers a call; any process may do it. */
export function replyTo(ctx: Context, from: From, value: Term): void {
  ctx.send(from[1], [from[1], value]);
}

/**
 * gen_server:stop: asks a server to end with `reason` and waits for it. Exits when it ends of another reason, and, with
 * `[reason, mfa]`, when it ended before it had heard of the request.
 */
export function* stopServer(
  ctx: Context,
  server: ServerName,
  reason: Term = "normal",
  timeoutUs: number = Number.POSITIVE_INFINITY,
): Blocking<"ok"> {
  const target = resolveServer(ctx, server);
  if (target === undefined) exit("noproc");
  if (target === ctx.self)
    exit(["calling_self", ["gen_server", "stop", [nameTerm(server), reason, timeoutUs]]]);
  const ref = ctx.monitor(target, { alias: "demonitor" });
  ctx.send(target, ["system", [ctx.self, ref], ["terminate", reason]]);
  const down = yield* receiveWithin(timeoutUs, (message) => isTagged(message, "DOWN") && message[1] === ref);
  if (down === TIMEOUT) ctx.demonitor(ref, { flush: true });
  const heard = yield* receiveWithin(0, answerTo(ref));
  if (down === TIMEOUT) exit("timeout");
  const last = downReason(down);
  if (heard === TIMEOUT)
    exit(last === "noproc" ? last : [last, ["sys", "terminate", [nameTerm(server), reason]]]);
  if (!sameTerm(last, reason)) exit(last);
  return "ok";
}
