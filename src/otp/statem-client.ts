/** Starting and talking to a gen_statem (gen_statem.erl's client functions). Calls wait for ever unless told otherwise. */

import type { Result } from "../base/index.ts";
import { type Blocking, type Context, exit, type Module, type Term } from "../kernel/index.ts";
import { cast, replyTo, stopServer, tryCall } from "./server-call.ts";
import { nameTerm, type ServerName } from "./server-name.ts";
import type { StartResult } from "./server-results.ts";
import { type Monitored, type StartOptions, startAs, startLinkAs, startMonitorAs } from "./server-start.ts";
import { initStatem } from "./statem-init.ts";
import { handleStatemMessage } from "./statem-loop.ts";
import type { ReplyAction } from "./statem-results.ts";
import { GEN_STATEM } from "./statem-state.ts";

const FOR_EVER = Number.POSITIVE_INFINITY;

function startLink(
  ctx: Context,
  module: string,
  args: Term,
  options: StartOptions = {},
): Blocking<StartResult> {
  return startLinkAs(ctx, GEN_STATEM, [module, args, options]);
}

function start(ctx: Context, module: string, args: Term, options: StartOptions = {}): Blocking<StartResult> {
  return startAs(ctx, GEN_STATEM, [module, args, options]);
}

function startMonitor(
  ctx: Context,
  module: string,
  args: Term,
  options: StartOptions = {},
): Blocking<Monitored> {
  return startMonitorAs(ctx, GEN_STATEM, [module, args, options]);
}

function* call(
  ctx: Context,
  server: ServerName,
  request: Term,
  timeoutUs: number = FOR_EVER,
): Blocking<Term> {
  const answer = yield* tryCall(ctx, server, request, timeoutUs);
  if (answer.ok) return answer.value;
  const timeout = timeoutUs === FOR_EVER ? "infinity" : timeoutUs;
  exit([answer.error, ["gen_statem", "call", [nameTerm(server), request, timeout]]]);
}

export const genStatem = {
  startLink,
  /** Without link and parent. */
  start,
  /** `["ok", [pid, ref]]` on success. */
  startMonitor,
  /** Exits with `[reason, mfa]` when the machine is not there, ends, or does not answer in time. */
  call,
  /** As `call`, with the failure as a value. */
  tryCall: (
    ctx: Context,
    server: ServerName,
    request: Term,
    timeoutUs: number = FOR_EVER,
  ): Blocking<Result<Term, Term>> => tryCall(ctx, server, request, timeoutUs),
  /** Always succeeds, also to nobody. */
  cast,
  /** Answers a call; any process may do it. */
  reply: replyTo,
  /** Answers several calls. */
  replies(ctx: Context, replies: readonly ReplyAction[]): void {
    for (const [, from, value] of replies) replyTo(ctx, from, value);
  },
  stop: stopServer,
} as const;

/** MFA in child specifications: `["gen_statem", "start_link", [module, args, options]]`. */
export const genStatemModule: Module = {
  name: GEN_STATEM,
  functions: { start: start as never, start_link: startLink as never, init_it: initStatem as never },
  loop: { name: GEN_STATEM, handle: handleStatemMessage as never },
};
