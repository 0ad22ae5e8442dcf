/**
 * Asynchronous calls (gen_server:send_request and its kin): ask now, take the answer later.
 *
 * A request is the reference of a monitor that is also the alias of the answer, so it ends by answer, by the server's
 * end, or by being given up.
 */

import { type Blocking, type Context, type Ref, receiveWithin, type Term, TIMEOUT } from "../kernel/index.ts";
import { answerTo, downReason } from "./server-call.ts";
import { resolveServer, type ServerName } from "./server-name.ts";

/** `"timeout"`, `["reply", value]`, or `["error", [reason, server]]`. */
export type Response = "timeout" | readonly ["reply", Term] | readonly ["error", readonly [Term, Term]];

/** Stands for a name in a registry that nobody has. */
const NOBODY = "undefined";

/** gen_server:send_request. A name nobody has is found out with the response. */
export function sendRequest(ctx: Context, server: ServerName, request: Term): Ref {
  const target = resolveServer(ctx, server);
  const tag = ctx.monitor(typeof server === "string" ? server : (target ?? NOBODY), { alias: "demonitor" });
  if (target !== undefined) ctx.send(target, ["$gen_call", [ctx.self, tag], request]);
  return tag;
}

/** gen_server:wait_response: a request that is not answered in time can still be asked about. */
export function* waitResponse(ctx: Context, request: Ref, timeoutUs: number): Blocking<Response> {
  const news = yield* receiveWithin(timeoutUs, answerTo(request));
  if (news === TIMEOUT) return "timeout";
  const [first, value, , object] = news as readonly Term[];
  if (first === "DOWN") return ["error", [downReason(news), object]];
  ctx.demonitor(request, { flush: true });
  return ["reply", value];
}

/** gen_server:receive_response: gives the request up when it is not answered in time. */
export function* receiveResponse(ctx: Context, request: Ref, timeoutUs: number): Blocking<Response> {
  const response = yield* waitResponse(ctx, request, timeoutUs);
  if (response === "timeout") ctx.demonitor(request, { flush: true });
  return response;
}
