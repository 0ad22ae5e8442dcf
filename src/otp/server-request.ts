/**
 * Asynchronous calls (gen_server:send_request and its kin): ask now, take the answer later.
 *
 * A request is the reference of a monitor that is also the alias of the answer, so it ends by answer, by the server's
 * end, or by being given up.
 */

import { type Blocking, type Context, type Ref, receiveWithin, type Term, TIMEOUT } from "../kernel/index.ts";
import { answerTo, downReason } from "./server-call.ts";
import { nameTerm, resolveServer, type ServerName } from "./server-name.ts";

/** `["reply", value]`, or `["error", [reason, server]]` when the server ended before it replied. */
export type Response = readonly ["reply", Term] | readonly ["error", readonly [Term, Term]];

/** How long to wait, in virtual µs; `{ atUs }` is a point in time, the same for all requests of a deadline. */
export type ResponseTimeout = number | { readonly atUs: number };

/** gen_server:send_request. A name nobody has is found out with the response. */
export function sendRequest(ctx: Context, server: ServerName, request: Term): Ref {
  const target = resolveServer(ctx, server);
  if (target === undefined) {
    const lost = ctx.makeRef();
    ctx.send(ctx.self, ["DOWN", lost, "process", nameTerm(server), "noproc"]);
    return lost;
  }
  const tag = ctx.monitor(target, { alias: "demonitor" });
  ctx.send(target, ["$gen_call", [ctx.self, tag], request]);
  return tag;
}

/** gen_server:wait_response: a request that is not answered in time can still be asked about. */
export function* waitResponse(
  ctx: Context,
  request: Ref,
  timeout: ResponseTimeout,
): Blocking<Response | "timeout"> {
  const news = yield* receiveWithin(remainingUs(ctx, timeout), answerTo(request));
  return news === TIMEOUT ? "timeout" : readResponse(ctx, request, news);
}

/** gen_server:receive_response: gives the request up when it is not answered in time. */
export function* receiveResponse(
  ctx: Context,
  request: Ref,
  timeout: ResponseTimeout,
): Blocking<Response | "timeout"> {
  const response = yield* waitResponse(ctx, request, timeout);
  if (response === "timeout") ctx.demonitor(request, { flush: true });
  return response;
}

/** gen_server:check_response: what a message that has been received already says about the request. */
export function checkResponse(ctx: Context, message: Term, request: Ref): Response | "no_reply" {
  return answerTo(request)(message) ? readResponse(ctx, request, message) : "no_reply";
}

/** The response in a message that `answerTo` has matched; the request is over. */
export function readResponse(ctx: Context, request: Ref, message: Term): Response {
  const [first, value, , object] = message as readonly Term[];
  if (first === "DOWN") return ["error", [downReason(message), object]];
  ctx.demonitor(request, { flush: true });
  return ["reply", value];
}

export function remainingUs(ctx: Context, timeout: ResponseTimeout): number {
  return typeof timeout === "number" ? timeout : Math.max(0, timeout.atUs - ctx.now());
}
