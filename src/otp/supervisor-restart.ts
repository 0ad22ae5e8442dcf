/**
 * What a supervisor does when a child has ended (supervisor.erl: restart_child, do_restart, restart/3).
 *
 * A restart that fails is tried again through the supervisor's own mailbox, so that requests are served in between,
 * and every attempt counts against the restart intensity. Giving up means reason `shutdown`, whatever the child died
 * of.
 */

import { ensure } from "../base/index.ts";
import type { Blocking, Context, Pid, Term } from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { startChild } from "./child-start.ts";
import { stopChildren } from "./child-stop.ts";
import { ended, findById, letGo, removeById, replaceChild, running, stopped } from "./children.ts";
import { tableDelete } from "./pid-table.ts";
import { decideAutoShutdown, decideRestart, enterRestart, restartGroup } from "./restart-decision.ts";
import { restartDynamic } from "./simple-one-for-one.ts";
import { keepsByPid, type SupervisorState, type Verdict } from "./supervisor-state.ts";

/** A child of this supervisor has ended by itself. */
export function* childEnded(
  ctx: Context,
  state: SupervisorState,
  child: Child,
  reason: Term,
): Blocking<Verdict> {
  const { id, pid } = child;
  ctx.emit("otp.child_terminated", { supervisor: ctx.self, id, pid, reason });
  const gone = ended(child, reason, ctx.now());
  if (decideRestart(child.restart, reason) === "restart") return yield* restart(ctx, state, gone);
  const next = forget(state, gone);
  const decision = decideAutoShutdown(state.flags.autoShutdown, gone, next.children);
  if (decision === "shut_down") ctx.emit("otp.auto_shutdown", { supervisor: ctx.self, id });
  return [decision === "shut_down" ? "shutdown" : "ok", next];
}

/** Restarts the child, and its group as the strategy says, unless that happens too often. */
export function* restart(ctx: Context, state: SupervisorState, child: Child): Blocking<Verdict> {
  const { intensity, period } = state.flags;
  const window = enterRestart(state.restartsUs, ctx.now(), state.flags);
  const counted = { ...state, restartsUs: window.restartsUs };
  const data = { supervisor: ctx.self, id: child.id, restarts: window.restartsUs.length, intensity, period };
  if (window.exceeded && !ctx.hasDefect("supervisor_ignores_intensity")) {
    ctx.emit("otp.restart_intensity_reached", data);
    return ["shutdown", forget(counted, child)];
  }
  if (keepsByPid(state)) return yield* restartDynamic(ctx, counted, child);
  return yield* restartGroupOf(ctx, counted, child);
}

/** Takes the dead child's process out of the state, as OTP's del_child does. */
function forget(state: SupervisorState, child: Child): SupervisorState {
  if (keepsByPid(state)) {
    return { ...state, dynamic: tableDelete(state.dynamic, child.pid as Pid) };
  }
  return { ...state, children: letGo(state.children, child) };
}

function* restartGroupOf(ctx: Context, state: SupervisorState, child: Child): Blocking<Verdict> {
  const { strategy } = state.flags;
  // one_for_all forgets a temporary child before it looks at the group; a temporary child is never restarted anyway.
  const children = replaceChild(state.children, strategy === "one_for_one" ? child : stopped(child));
  const index = children.findIndex((one) => one.id === child.id);
  const [from, to] = restartGroup(strategy, index, children.length);
  const group = children.slice(from, to);
  const stoppedGroup = strategy === "one_for_one" ? group : yield* stopChildren(ctx, group);
  const [failed, startedGroup] = yield* startGroup(ctx, state, { child, group: stoppedGroup });
  const next = children.toSpliced(from, to - from, ...startedGroup);
  if (failed !== undefined) ctx.send(ctx.self, ["$gen_cast", ["try_again_restart", failed]]);
  return ["ok", { ...state, children: next }];
}

/** Starts the stopped group in order. At the first failure the rest is left alone: it is started at the next try. */
function* startGroup(
  ctx: Context,
  state: SupervisorState,
  { child, group }: { readonly child: Child; readonly group: readonly Child[] },
): Blocking<readonly [failed: Term, group: readonly Child[]]> {
  let result = group;
  for (const one of toStart(ctx, state, { child, group })) {
    const outcome = yield* startChild(ctx, one);
    if (outcome[0] === "error") {
      const pid = one.id === child.id ? child.pid : undefined;
      const waiting = { ...one, pid, restarting: true };
      return [one.id, replaceChild(result, waiting)];
    }
    const [, pid] = outcome;
    if (pid === undefined && one.restart === "temporary") {
      result = removeById(result, one.id);
      continue;
    }
    const next = { ...running(one, pid), restarts: one.restarts + 1 };
    const { id, restarts } = next;
    ctx.emit("otp.child_restarted", {
      supervisor: ctx.self,
      id,
      pid,
      previous: child.id === id ? child.pid : undefined,
      reason: ensure(findById(result, id), "a group keeps its children").lastExit?.reason,
      restarts,
      restartsInWindow: state.restartsUs.length,
      intensity: state.flags.intensity,
      period: state.flags.period,
    });
    result = replaceChild(result, next);
  }
  return [undefined, result];
}

/** The planted defect forgets the last sibling that rest_for_one has stopped. */
function toStart(
  ctx: Context,
  state: SupervisorState,
  { child, group }: { readonly child: Child; readonly group: readonly Child[] },
): readonly Child[] {
  const isForgetful = state.flags.strategy === "rest_for_one" && ctx.hasDefect("supervisor_forgets_sibling");
  return isForgetful && group.at(-1)?.id !== child.id ? group.slice(0, -1) : group;
}
