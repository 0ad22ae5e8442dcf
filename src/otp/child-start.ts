/** Running a child's start function inside its supervisor (supervisor.erl: do_start_child, `catch apply`). */

import {
  type Blocking,
  type Context,
  error,
  exitReasonOf,
  isBlocking,
  isTagged,
  Pid,
  Raise,
  type Term,
} from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";

/** `["ok", undefined]` is a child that returned `ignore`. */
export type Started = readonly ["ok", Pid | undefined, Term?] | readonly ["error", Term];

/**
 * How a start function's crash is told: OTP wraps it as `catch` does (a throw is the value), Elixir's supervisors give
 * the exit reason.
 */
export type CrashStyle = "otp" | "elixir";

/** Starts the child. Whatever its start function does wrong becomes an error value. */
export function* startChild(ctx: Context, child: Child, style: CrashStyle = "otp"): Blocking<Started> {
  const [module, fn, args] = child.start;
  let result: Term;
  try {
    const start = ctx.code.get(module)?.functions?.[fn] ?? error("undef");
    const answer = start(ctx, ...(args as never[]));
    result = (isBlocking(answer) ? yield* answer : answer) as Term;
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    result = crashOf(raised, style);
  }
  const outcome = readStart(result);
  if (outcome[0] === "ok" && outcome[1] !== undefined) {
    ctx.emit("otp.child_started", { supervisor: ctx.self, id: child.id, pid: outcome[1] });
  } else if (outcome[0] === "error") {
    ctx.emit("otp.child_start_failed", { supervisor: ctx.self, id: child.id, reason: outcome[1] });
  }
  return outcome;
}

function crashOf(raised: Raise, style: CrashStyle): Term {
  if (style === "elixir") return ["error", exitReasonOf(raised)];
  return raised.class === "throw" ? raised.reason : ["EXIT", exitReasonOf(raised)];
}

function readStart(result: Term): Started {
  if (result === "ignore") return ["ok", undefined];
  if (isTagged(result, "ok") && result[1] instanceof Pid) {
    if (result.length === 2) return ["ok", result[1]];
    if (result.length === 3) return ["ok", result[1], result[2]];
  }
  if (isTagged(result, "error") && result.length === 2) return ["error", result[1]];
  return ["error", result];
}
