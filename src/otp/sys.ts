/**
 * Talking to the machinery of a server instead of its callbacks (sys.erl): for debugging and maintenance.
 *
 * Works with every behaviour of this floor that is a gen_server, supervisors included.
 */

import {
  type Blocking,
  type Context,
  error,
  exit,
  isTagged,
  type Mfa,
  type Pid,
  type Term,
} from "../kernel/index.ts";
import { CALL_TIMEOUT_US, stopServer, tryAsk } from "./server-call.ts";
import { nameTerm, type ServerName } from "./server-name.ts";

export type ServerStatus = {
  /** Callback module. */
  readonly module: string;
  readonly state: Term;
  readonly parent: Pid | undefined;
  readonly status: "running" | "suspended";
};

function* ask(ctx: Context, server: ServerName, request: Term, timeoutUs: number): Blocking<Term> {
  const verb = isTagged(request, "replace_state") ? "replace_state" : request;
  const answer = yield* tryAsk(ctx, server, ["system", request], timeoutUs);
  if (!answer.ok) exit([answer.error, ["sys", verb, [nameTerm(server)]]]);
  const { value } = answer;
  if (isTagged(value, "error")) error(value[1]);
  return isTagged(value, "ok") ? value[1] : value;
}

export const sys = {
  /** The state of the callback module. */
  getState: (ctx: Context, server: ServerName, timeoutUs: number = CALL_TIMEOUT_US) =>
    ask(ctx, server, "get_state", timeoutUs),
  /** The state becomes what the named function makes of it; the new state. A crash in it changes nothing. */
  replaceState: (ctx: Context, server: ServerName, change: Mfa, timeoutUs: number = CALL_TIMEOUT_US) =>
    ask(ctx, server, ["replace_state", change], timeoutUs),
  getStatus: (ctx: Context, server: ServerName, timeoutUs: number = CALL_TIMEOUT_US) =>
    ask(ctx, server, "get_status", timeoutUs) as Blocking<Term> as Blocking<ServerStatus>,
  /** Until it is resumed the server serves system messages and its parent's exit only. */
  suspend: (ctx: Context, server: ServerName, timeoutUs: number = CALL_TIMEOUT_US) =>
    ask(ctx, server, "suspend", timeoutUs),
  resume: (ctx: Context, server: ServerName, timeoutUs: number = CALL_TIMEOUT_US) =>
    ask(ctx, server, "resume", timeoutUs),
  /** As `stopServer`. */
  terminate: stopServer,
} as const;
