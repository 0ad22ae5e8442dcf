/**
 * Collections of requests (gen_server:reqids_new and its kin): many questions under way, taken as they are answered.
 *
 * A collection is a plain list in the order in which it was filled. An answered request that is not removed from it is
 * never answered again, but the collection can then not tell that nothing is left.
 */

import {
  type Blocking,
  type Context,
  error,
  type Ref,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { answerTo } from "./server-call.ts";
import type { ServerName } from "./server-name.ts";
import {
  type Response,
  type ResponseTimeout,
  readResponse,
  remainingUs,
  sendRequest,
} from "./server-request.ts";

/** Requests with the labels their sender gave them, oldest first. */
export type RequestSet = readonly (readonly [request: Ref, label: Term])[];

/** One response, the label of its request, and the collection as it is afterwards. */
export type LabelledResponse = readonly [response: Response, label: Term, rest: RequestSet];

/** Whether the answered request leaves the collection. */
export type Handled = "remove" | "keep";

export const reqids = {
  /** gen_server:reqids_new. */
  new: (): RequestSet => [],
  /** gen_server:reqids_add. Raises `badarg` for a request that is in it already. */
  add: (request: Ref, label: Term, set: RequestSet): RequestSet =>
    set.some(([one]) => one === request) ? error("badarg") : [...set, [request, label]],
  /** gen_server:reqids_size. */
  size: (set: RequestSet): number => set.length,
  /** gen_server:reqids_to_list. */
  toList: (set: RequestSet): RequestSet => set,
} as const;

/** gen_server:send_request with a label: asks, and adds the request to the collection. */
export function sendRequestInto(
  ctx: Context,
  server: ServerName,
  request: Term,
  { label, set }: { readonly label: Term; readonly set: RequestSet },
): RequestSet {
  return reqids.add(sendRequest(ctx, server, request), label, set);
}

/** gen_server:wait_response of a collection: the first response, whichever request it belongs to. */
export function* waitAnyResponse(
  ctx: Context,
  set: RequestSet,
  timeout: ResponseTimeout,
  handled: Handled,
): Blocking<LabelledResponse | "no_request" | "timeout"> {
  if (set.length === 0) return "no_request";
  const isNews = (message: Term) => set.some(([request]) => answerTo(request)(message));
  const news = yield* receiveWithin(remainingUs(ctx, timeout), isNews);
  return news === TIMEOUT ? "timeout" : (take(ctx, news, set, handled) as LabelledResponse);
}

/** gen_server:receive_response of a collection: at a timeout all its requests are given up. */
export function* receiveAnyResponse(
  ctx: Context,
  set: RequestSet,
  timeout: ResponseTimeout,
  handled: Handled,
): Blocking<LabelledResponse | "no_request" | "timeout"> {
  const response = yield* waitAnyResponse(ctx, set, timeout, handled);
  if (response === "timeout") for (const [request] of set) ctx.demonitor(request, { flush: true });
  return response;
}

/** gen_server:check_response of a collection. */
export function checkAnyResponse(
  ctx: Context,
  message: Term,
  set: RequestSet,
  handled: Handled,
): LabelledResponse | "no_request" | "no_reply" {
  if (set.length === 0) return "no_request";
  return take(ctx, message, set, handled) ?? "no_reply";
}

function take(ctx: Context, message: Term, set: RequestSet, handled: Handled): LabelledResponse | undefined {
  const found = set.find(([request]) => answerTo(request)(message));
  if (found === undefined) return undefined;
  const [request, label] = found;
  const rest = handled === "remove" ? set.filter((one) => one !== found) : set;
  return [readResponse(ctx, request, message), label, rest];
}
