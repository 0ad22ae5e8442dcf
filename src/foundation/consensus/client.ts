/**
 * What processes of a node may ask of the replicated log, through the consensus server of their own node.
 *
 * A client names each command by (session, sequence) and keeps the name when it asks again: the command is performed
 * once, and the answer is the same each time. `timeout` means that the outcome is not known.
 */

import { type Blocking, type Context, receiveWithin, type Term } from "../../kernel/index.ts";
import { cast, tryCall } from "../../otp/index.ts";
import type { Role } from "./raft-state.ts";
import { CONSENSUS } from "./server-state.ts";

/** A command with its name. At most SESSION_WINDOW sequences of one session may be outstanding at once. */
export interface Submit {
  readonly session: string;
  readonly sequence: number;
  readonly command: Term;
  readonly timeoutUs: number;
}

/**
 * `ok` with the machine's answer and the index at which the command was performed. `timeout`: it may have been, or
 * may still be, performed. `no_leader`, `no_server`, `overloaded`: it was not handed to any leader by this call.
 * `stale_sequence`: the session is far past this sequence and its answer is forgotten.
 */
export type SubmitResult =
  | readonly ["ok", answer: Term, index: number]
  | readonly ["error", "timeout" | "no_leader" | "no_server" | "overloaded" | "stale_sequence"];

/** What a server knows by itself, which may be behind the cluster. */
export interface LocalRead {
  readonly index: number;
  readonly state: Term;
  readonly role: Role["kind"];
  readonly term: number;
  readonly leader: number | null;
}

/** How long the answer to a request whose time is up may take from the server next door. */
const GRACE_US = 10_000;

/** How long to wait for a consensus server that is being restarted before asking for it again. */
const ABSENT_RETRY_US = 50_000;

/** Default of `submitAsync`. */
const ASYNC_TIMEOUT_US = 5_000_000;

/** Gets a command performed exactly once and waits for its answer. */
export function* submit(ctx: Context, request: Submit): Blocking<SubmitResult> {
  const { session, sequence, command, timeoutUs } = request;
  const deadlineUs = ctx.now() + timeoutUs;
  let hasReached = false;
  for (;;) {
    const leftUs = deadlineUs - ctx.now();
    if (leftUs <= 0) return ["error", hasReached ? "timeout" : "no_server"];
    const asked = ["submit", session, sequence, command, leftUs];
    const answer = yield* tryCall(ctx, CONSENSUS, asked, leftUs + GRACE_US);
    if (answer.ok) return resultOf(answer.value as SubmitResult, hasReached);
    if (answer.error !== "noproc") hasReached = true;
    yield* receiveWithin(Math.min(ABSENT_RETRY_US, leftUs), () => false);
  }
}

/** After a server that may have handed the command on has crashed, a later "not handed on" proves nothing. */
function resultOf(result: SubmitResult, hasReached: boolean): SubmitResult {
  const isUnknown = hasReached && result[0] === "error" && result[1] !== "stale_sequence";
  return isUnknown ? ["error", "timeout"] : result;
}

/**
 * As `submit` without waiting: `["consensus", "answer", tag, SubmitResult]` comes later. It never comes when the
 * local server is not there or crashes meanwhile, so keep a timer of your own.
 */
export function submitAsync(
  ctx: Context,
  request: Omit<Submit, "timeoutUs"> & { readonly tag: Term; readonly timeoutUs?: number },
): void {
  const { session, sequence, command, tag, timeoutUs = ASYNC_TIMEOUT_US } = request;
  cast(ctx, CONSENSUS, ["submit_async", session, sequence, command, timeoutUs, ctx.self, tag]);
}

/**
 * First `["consensus", "state", index, machineState]` and `["consensus", "leader", isLeader, term]`; then for each
 * notice of a later entry, in log order, `["consensus", "notice", index, notice]`, and the leader message whenever
 * this server begins or ceases to lead. A restarted server knows no subscribers: who may outlive it monitors
 * "consensus" and subscribes again.
 */
export function subscribe(ctx: Context): void {
  cast(ctx, CONSENSUS, ["subscribe", ctx.self]);
}

/** The local server's state, without asking the cluster. Exits like a call when there is no local server. */
export function* readLocal(ctx: Context): Blocking<LocalRead | undefined> {
  const answer = yield* tryCall(ctx, CONSENSUS, "read");
  return answer.ok ? (answer.value as unknown as LocalRead) : undefined;
}
