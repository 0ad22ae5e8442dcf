/**
 * simple_one_for_one: many children of one specification, found by pid, without order (supervisor.erl: dyn_*).
 *
 * At shutdown all get the signal at once and share one timer.
 */

import { type Blocking, type Context, isTagged, Pid, type Ref, receive, type Term } from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { startChild } from "./child-start.ts";
import { takeExit } from "./child-stop.ts";
import { isRunning, running } from "./children.ts";
import { type PidTable, tableDelete, tableGet, tablePut, tableValues } from "./pid-table.ts";
import { NOTHING_REMAINS, type SupervisorState, type Verdict } from "./supervisor-state.ts";

/** A child under this pid: running, or waiting for its next try under the pid of the dead process. */
export function findDynamic(state: SupervisorState, pid: Term): Child | undefined {
  return pid instanceof Pid ? tableGet(state.dynamic, pid) : undefined;
}

/** Restarts one child; a failed restart keeps its place under the old pid until the next try. */
export function* restartDynamic(ctx: Context, state: SupervisorState, child: Child): Blocking<Verdict> {
  const old = child.pid as Pid;
  const dynamic = tableDelete(state.dynamic, old);
  const outcome = yield* startChild(ctx, child, state.childrenMax === undefined ? "otp" : "elixir");
  if (outcome[0] === "error") {
    ctx.send(ctx.self, ["$gen_cast", ["try_again_restart", old]]);
    return ["ok", { ...state, dynamic: tablePut(dynamic, old, { ...child, restarting: true }) }];
  }
  const [, pid] = outcome;
  if (pid === undefined) {
    if (state.childrenMax !== undefined) return ["ok", { ...state, dynamic }];
    const ignored = { ...child, pid: undefined, restarting: false };
    return ["ok", { ...state, dynamic, remains: { ...(state.remains ?? NOTHING_REMAINS), ignored } }];
  }
  const next = { ...running(child, pid), restarts: child.restarts + 1 };
  ctx.emit("otp.child_restarted", {
    supervisor: ctx.self,
    id: child.id,
    pid,
    previous: old,
    reason: child.lastExit?.reason,
    restarts: next.restarts,
    restartsInWindow: state.window.count,
    intensity: state.flags.intensity,
    period: state.flags.period,
  });
  return ["ok", { ...state, dynamic: tablePut(dynamic, pid, next) }];
}

/** Ends all children of a table at once, each as its shutdown value says; returns when the last one is gone. */
export function* stopDynamic(ctx: Context, table: PidTable<Child>): Blocking<void> {
  const waiting = new Map<Ref, Child & { readonly pid: Pid }>();
  const timers = new Map<number, Ref>();
  // OTP keeps them in a map by pid, so the older process hears of it first.
  for (const child of tableValues(table)
    .filter(isRunning)
    .sort((a, b) => a.pid.serial - b.pid.serial)) {
    waiting.set(ctx.monitor(child.pid), child);
    ctx.exit(child.pid, child.shutdown === "brutal_kill" ? "kill" : "shutdown");
    const { shutdown } = child;
    if (typeof shutdown === "number" && !timers.has(shutdown)) {
      timers.set(shutdown, ctx.startTimer(shutdown * 1000, ctx.self, ["$shutdown", shutdown]));
    }
  }
  while (waiting.size > 0) {
    const news = (yield* receive((message) => isNews(message, waiting))) as readonly Term[];
    if (news[0] === "timeout") {
      const [, limit] = news[2] as readonly Term[];
      for (const child of waiting.values()) if (child.shutdown === limit) ctx.exit(child.pid, "kill");
      continue;
    }
    const child = waiting.get(news[1] as Ref);
    if (child === undefined) continue;
    waiting.delete(news[1] as Ref);
    const { id, pid } = child;
    const reason = yield* takeExit(ctx, pid, news[4]);
    ctx.emit("otp.child_terminated", { supervisor: ctx.self, id, pid, reason });
  }
  for (const timer of timers.values()) ctx.cancelTimer(timer);
}

function isNews(message: Term, waiting: ReadonlyMap<Ref, Child>): boolean {
  if (isTagged(message, "DOWN")) return waiting.has(message[1] as Ref);
  return isTagged(message, "timeout") && isTagged(message[2], "$shutdown");
}
