/**
 * Asking servers of one name on many nodes at once (gen_server:multi_call and abcast).
 *
 * All requests leave before the first answer is awaited, and all share one deadline. Late answers vanish, as those of
 * calls do; OTP uses a middleman process to that end.
 */

import type { Blocking, Context, RemoteName, Term } from "../kernel/index.ts";
import { cast } from "./server-call.ts";
import { receiveResponse, sendRequest } from "./server-request.ts";

/** Servers of one name; on this node and all connected ones unless nodes (by index) are named. */
export type Everywhere = { readonly name: string; readonly nodes?: readonly number[] };

/** Who replied what, and the nodes without the server or without a reply in time; both in the order asked. */
export type ManyReplies = readonly [
  replies: readonly (readonly [node: number, reply: Term])[],
  badNodes: readonly number[],
];

/** gen_server:multi_call. Waits for ever unless told otherwise. */
export function* multiCall(
  ctx: Context,
  servers: Everywhere,
  request: Term,
  timeoutUs: number = Number.POSITIVE_INFINITY,
): Blocking<ManyReplies> {
  const untilUs = ctx.now() + timeoutUs;
  const timeout = untilUs === Number.POSITIVE_INFINITY ? untilUs : { atUs: untilUs };
  const asked = addresses(ctx, servers).map((to) => [to.node, sendRequest(ctx, to, request)] as const);
  const replies: (readonly [number, Term])[] = [];
  const badNodes: number[] = [];
  for (const [node, tag] of asked) {
    const response = yield* receiveResponse(ctx, tag, timeout);
    if (response[0] === "reply") replies.push([node, response[1] as Term]);
    else badNodes.push(node);
  }
  return [replies, badNodes];
}

/** gen_server:abcast. */
export function abcast(ctx: Context, servers: Everywhere, request: Term): "abcast" {
  for (const to of addresses(ctx, servers)) cast(ctx, to, request);
  return "abcast";
}

function addresses(ctx: Context, { name, nodes }: Everywhere): readonly RemoteName[] {
  return (nodes ?? [ctx.node, ...ctx.connectedNodes()]).map((node) => ({ name, node }));
}
