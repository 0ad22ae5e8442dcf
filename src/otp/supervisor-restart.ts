/**
 * What a supervisor does when a child has ended (supervisor.erl: restart_child, do_restart, restart/3).
 *
 * A restart that fails is tried again through the supervisor's own mailbox, so that requests are served in between,
 * and every attempt counts against the restart intensity. Giving up means reason `shutdown`, whatever the child died
 * of. Where a restart delay is set, restarts wait (restart-delay-wait.ts).
 */

import { ensure } from "../base/index.ts";
import { type Blocking, type Context, isBlocking, type Pid, type Term } from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { startChild } from "./child-start.ts";
import { stopChildren } from "./child-stop.ts";
import { type ChildTable, letGo, listed, replaceEntry, toTable } from "./child-table.ts";
import { ended, findById, removeById, replaceChild, restarted, stopped } from "./children.ts";
import { tableDelete, tablePut, tableValues } from "./pid-table.ts";
import { decideAutoShutdown, decideRestart, restartGroup, type Significance } from "./restart-decision.ts";
import type { RestartDelay } from "./restart-delay.ts";
import { backOff, has, putOff, restartDelayOf, takeWait } from "./restart-delay-wait.ts";
import { countRestart, type RestartWindow } from "./restart-window.ts";
import { sameTerm } from "./same-term.ts";
import { findDynamic, restartDynamic } from "./simple-one-for-one.ts";
import { keepsByPid, type SupervisorState, type Verdict } from "./supervisor-state.ts";

/** A child of this supervisor has ended by itself. */
export function childEnded(
  ctx: Context,
  state: SupervisorState,
  child: Child,
  reason: Term,
): Verdict | Blocking<Verdict> {
  const { id, pid } = child;
  ctx.emit("otp.child_terminated", { supervisor: ctx.self, id, pid, reason });
  const gone = ended(child, reason, ctx.now());
  if (decideRestart(child.restart, reason) === "restart") return restart(ctx, state, gone, child);
  const next = forget(state, gone);
  if (!gone.significant) return ["ok", next];
  const decision = decideAutoShutdown(state.flags.autoShutdown, gone, left(next));
  if (decision === "shut_down") ctx.emit("otp.auto_shutdown", { supervisor: ctx.self, id });
  return [decision === "shut_down" ? "shutdown" : "ok", next];
}

/** The children an automatic shutdown waits for. Under simple_one_for_one every entry counts, with a process or without. */
function left({ children, dynamic, flags, remains }: SupervisorState): readonly Significance[] {
  if (flags.strategy !== "simple_one_for_one") return listed(children);
  const ignored = remains?.ignored;
  return ignored === undefined ? tableValues(dynamic) : [{ ...ignored, restarting: true }];
}

/**
 * Restarts the child, and its group as the strategy says, unless that happens too often. `entry`: the child as it is in
 * the state.
 */
export function restart(
  ctx: Context,
  state: SupervisorState,
  child: Child,
  entry: Child = child,
): Verdict | Blocking<Verdict> {
  const { intensity, period } = state.flags;
  const window = countRestart(state.window, ctx.now(), period);
  const counted = counting(state, window);
  const restarts = window.count;
  if (restarts > intensity && !ctx.hasDefect("supervisor_ignores_intensity")) {
    const data = { supervisor: ctx.self, id: child.id, restarts, intensity, period };
    ctx.emit("otp.restart_intensity_reached", data);
    return ["shutdown", forget(counted, child)];
  }
  const delay = restartDelayOf(state, child);
  if (delay !== undefined) return restartLater(ctx, counted, { child, delay });
  if (keepsByPid(state)) return restartDynamic(ctx, counted, child);
  if (state.flags.strategy === "one_for_one") return restartAlone(ctx, counted, child, entry);
  return restartTogether(ctx, counted, child);
}

/** The state with these restarts in its window; written out as `changed` is. */
function counting(state: SupervisorState, window: RestartWindow): SupervisorState {
  const { module, flags, children, dynamic, childrenMax, waits, remains } = state;
  return { module, flags, children, dynamic, window, childrenMax, waits, remains };
}

function withChildren(state: SupervisorState, children: ChildTable): SupervisorState {
  const { module, flags, dynamic, window, childrenMax, waits, remains } = state;
  return { module, flags, children, dynamic, window, childrenMax, waits, remains };
}

/** Takes the dead child's process out of the state, as OTP's del_child does. */
function forget(state: SupervisorState, child: Child): SupervisorState {
  if (keepsByPid(state)) {
    return { ...state, dynamic: tableDelete(state.dynamic, child.pid as Pid) };
  }
  return { ...state, children: letGo(state.children, child) };
}

/** Stops the child's group as the strategy says, and lets all of it wait. */
function* restartLater(
  ctx: Context,
  state: SupervisorState,
  { child, delay }: { readonly child: Child; readonly delay: RestartDelay },
): Blocking<Verdict> {
  const [failed, delayUs] = backOff(ctx, delay, child);
  const waiting: Child = { ...failed, restarting: true };
  if (keepsByPid(state)) {
    const key = child.pid;
    const next = { ...state, dynamic: tablePut(state.dynamic, key as Pid, waiting) };
    return ["ok", putOff(ctx, next, { child: failed, key, members: [key], delayUs })];
  }
  const { children, from, to } = groupOf(state, child);
  const group =
    state.flags.strategy === "one_for_one" ? [] : yield* stopChildren(ctx, children.slice(from, to));
  const waitingGroup = group.map((one): Child => ({ ...one, restarting: true }));
  const stoppedGroup = group.length === 0 ? [waiting] : replaceChild(waitingGroup, waiting);
  const next = withChildren(state, toTable(children.toSpliced(from, to - from, ...stoppedGroup)));
  const members = stoppedGroup.map((one) => one.id);
  return ["ok", putOff(ctx, next, { child: failed, key: child.id, members, delayUs })];
}

/** The time of those that wait for this timer has come. A timer nobody waits for is nothing. */
export function* resumeRestart(ctx: Context, state: SupervisorState, timer: Term): Blocking<Verdict> {
  const taken = takeWait(state, timer);
  if (taken === undefined) return ["ok", state];
  const [{ key, members }, rest] = taken;
  if (keepsByPid(rest)) {
    const child = findDynamic(rest, key);
    return child === undefined ? ["ok", rest] : yield* restartDynamic(ctx, rest, resumed(ctx, child));
  }
  const before = listed(rest.children);
  const group = before.filter((one) => one.restarting && has(members, one.id));
  const lead = group.find((one) => sameTerm(one.id, key)) ?? group[0];
  if (lead === undefined) return ["ok", rest];
  const child = resumed(ctx, lead);
  const stoppedGroup = replaceChild(group, child).map((one) => stopped(one));
  const [failedId, startedGroup] = yield* startGroup(ctx, rest, { child, group: stoppedGroup });
  const children = before.flatMap((one) => {
    return group.includes(one) ? (findById(startedGroup, one.id) ?? []) : one;
  });
  const next = withChildren(rest, toTable(children));
  const failed = failedId === undefined ? undefined : findById(children, failedId);
  if (failed === undefined) return ["ok", next];
  const again = restart(ctx, next, failed);
  return isBlocking(again) ? yield* again : again;
}

/** Whether a child has recovered is measured from here on. */
function resumed(ctx: Context, child: Child): Child {
  if (child.backOff === undefined) return child;
  return { ...child, backOff: { ...child.backOff, sinceUs: ctx.now() } };
}

function* restartTogether(ctx: Context, state: SupervisorState, child: Child): Blocking<Verdict> {
  const { children, from, to } = groupOf(state, child);
  const stoppedGroup = yield* stopChildren(ctx, children.slice(from, to));
  const [failed, startedGroup] = yield* startGroup(ctx, state, { child, group: stoppedGroup });
  const next = toTable(children.toSpliced(from, to - from, ...startedGroup));
  if (failed !== undefined) ctx.send(ctx.self, ["$gen_cast", ["try_again_restart", failed]]);
  return ["ok", withChildren(state, next)];
}

/** one_for_one: nobody else is touched, and nothing is copied but the list. */
function* restartAlone(ctx: Context, state: SupervisorState, child: Child, entry: Child): Blocking<Verdict> {
  const outcome = yield* startChild(ctx, child);
  if (outcome[0] === "error") {
    ctx.send(ctx.self, ["$gen_cast", ["try_again_restart", child.id]]);
    return ["ok", withChildren(state, replaceEntry(state.children, entry, { ...child, restarting: true }))];
  }
  const next = restarted(child, outcome[1]);
  tellRestarted(ctx, state, next, { previous: child.pid, reason: child.lastExit?.reason });
  return ["ok", withChildren(state, replaceEntry(state.children, entry, next))];
}

/** The children, this one as it is now, and which of them are restarted with it. */
function groupOf(
  state: SupervisorState,
  child: Child,
): { readonly children: readonly Child[]; readonly from: number; readonly to: number } {
  const { strategy } = state.flags;
  // one_for_all forgets a temporary child before it looks at the group; a temporary child is never restarted anyway.
  const children = replaceChild(listed(state.children), strategy === "one_for_one" ? child : stopped(child));
  const index = children.findIndex((one) => one.id === child.id);
  const [from, to] = restartGroup(strategy, index, children.length);
  return { children, from, to };
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
    const next = restarted(one, pid);
    tellRestarted(ctx, state, next, {
      previous: child.id === one.id ? child.pid : undefined,
      reason: ensure(findById(result, one.id), "a group keeps its children").lastExit?.reason,
    });
    result = replaceChild(result, next);
  }
  return [undefined, result];
}

function tellRestarted(
  ctx: Context,
  state: SupervisorState,
  { id, pid, restarts }: Child,
  before: { readonly previous: Pid | undefined; readonly reason: Term },
): void {
  ctx.emit("otp.child_restarted", {
    supervisor: ctx.self,
    id,
    pid,
    previous: before.previous,
    reason: before.reason,
    restarts,
    restartsInWindow: state.window.count,
    intensity: state.flags.intensity,
    period: state.flags.period,
  });
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
