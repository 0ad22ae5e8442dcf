/** What a supervisor of any kind does by itself: react to the end of children, try again, and stop them all at its own. */

import {
  type Blocking,
  type Context,
  error,
  isBlocking,
  isTagged,
  type Pid,
  type Term,
} from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { stopChildren } from "./child-stop.ts";
import { childById, childByPid, listed } from "./child-table.ts";
import { type NoreplyResult, noreply, stop } from "./server-results.ts";
import { findDynamic, stopDynamic } from "./simple-one-for-one.ts";
import { childEnded, restart, resumeRestart } from "./supervisor-restart.ts";
import { keepsByPid, type SupervisorState, type Verdict } from "./supervisor-state.ts";

export function handleCast(
  ctx: Context,
  request: Term,
  state: SupervisorState,
): NoreplyResult<SupervisorState> | Blocking<NoreplyResult<SupervisorState>> {
  // A supervisor has no other casts, and no clause for them: they end it, and its children in order.
  if (!isTagged(request, "try_again_restart")) return error("function_clause");
  const child = keepsByPid(state) ? findDynamic(state, request[1]) : childById(state.children, request[1]);
  if (child === undefined || !child.restarting) return noreply(state);
  return judge(ctx, () => restart(ctx, state, child));
}

export function handleInfo(
  ctx: Context,
  message: Term,
  state: SupervisorState,
): NoreplyResult<SupervisorState> | Blocking<NoreplyResult<SupervisorState>> {
  if (state.waits !== undefined && isTagged(message, "timeout")) {
    return judge(ctx, () => resumeRestart(ctx, state, message[1]));
  }
  if (!isTagged(message, "EXIT")) return noreply(state);
  const [, pid, reason] = message;
  const child = childOf(state, pid as Pid);
  return child === undefined ? noreply(state) : judge(ctx, () => childEnded(ctx, state, child, reason));
}

function childOf(state: SupervisorState, pid: Pid): Child | undefined {
  if (!keepsByPid(state)) return childByPid(state.children, pid);
  const child = findDynamic(state, pid);
  return child?.restarting === true ? undefined : child;
}

/** Supervises, inside a generator from the first call on, and does what the verdict says. */
function* judge(
  ctx: Context,
  supervise: () => Verdict | Blocking<Verdict>,
): Blocking<NoreplyResult<SupervisorState>> {
  const supervision = supervise();
  const [verdict, state] = isBlocking(supervision) ? yield* supervision : supervision;
  if (verdict === "ok") return noreply(state);
  ctx.emit("otp.supervisor_gave_up", { supervisor: ctx.self, module: state.module, reason: "shutdown" });
  return stop("shutdown", state);
}

export function* terminate(ctx: Context, _reason: Term, state: SupervisorState): Blocking<void> {
  if (keepsByPid(state)) {
    // OTP cannot watch a child without a process: it ends at once, and its children by their links.
    if (state.remains?.ignored !== undefined) error("function_clause");
    yield* stopDynamic(ctx, state.dynamic);
    return;
  }
  const children = listed(state.children);
  const orphan = ctx.hasDefect("supervisor_orphans_child")
    ? children.find((child) => child.pid !== undefined)
    : undefined;
  if (orphan?.pid !== undefined) ctx.unlink(orphan.pid);
  yield* stopChildren(
    ctx,
    children.filter((child) => child !== orphan),
  );
}
