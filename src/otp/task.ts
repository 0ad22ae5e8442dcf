/**
 * Elixir's Task: a process that computes one value, and its owner who waits for it.
 *
 * A task's work is named by module, function and arguments, so that the process is data. The reference of a task is
 * the owner's monitor and the alias the result is sent to: giving up a task makes its late result vanish.
 */

import {
  type Blocking,
  type Context,
  error,
  exit,
  isTagged,
  type Mfa,
  type Pid,
  type Ref,
  receive,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { answerTo, CALL_TIMEOUT_US } from "./server-call.ts";

export const TASK = "task";

export type Task = { readonly pid: Pid; readonly ref: Ref; readonly owner: Pid };
/** `["ok", value]`, `["exit", reason]`, or `null` when there is nothing yet. */
export type TaskOutcome = readonly ["ok", Term] | readonly ["exit", Term] | null;

/** Task.async: linked to the caller, who is told the result. */
export function taskAsync(ctx: Context, work: Mfa, label = TASK): Task {
  const pid = ctx.spawn([TASK, "reply", [ctx.self, false]], { link: true, label });
  return handWork(ctx, pid, work);
}

/** Watches a fresh task process and tells it what to do. */
export function handWork(ctx: Context, pid: Pid, work: Mfa): Task {
  const ref = ctx.monitor(pid, { alias: "demonitor" });
  ctx.send(pid, ["$task", ctx.self, ref, work]);
  return { pid, ref, owner: ctx.self };
}

/** Task.start and Task.start_link: nobody waits for the value. */
export function taskStart(
  ctx: Context,
  work: Mfa,
  options: { readonly link?: boolean; readonly label?: string } = {},
) {
  return ctx.spawn([TASK, "run", [work]], { link: options.link === true, label: options.label ?? TASK });
}

/** Task.await: the value; exits when the task fails or is late. */
export function* taskAwait(ctx: Context, task: Task, timeoutUs: number = CALL_TIMEOUT_US): Blocking<Term> {
  checkOwner(ctx, task);
  const news = yield* receiveWithin(timeoutUs, answerTo(task.ref));
  if (news === TIMEOUT) {
    ctx.demonitor(task.ref, { flush: true });
    exit(["timeout", [TASK, "await", [task, timeoutUs]]]);
  }
  const [first, value, , , reason] = news as readonly Term[];
  if (first === "DOWN") exit([reason, [TASK, "await", [task, timeoutUs]]]);
  ctx.demonitor(task.ref, { flush: true });
  return value;
}

/** Task.yield: what there is after at most `timeoutUs`; the task goes on when there is nothing. */
export function* taskYield(
  ctx: Context,
  task: Task,
  timeoutUs: number = CALL_TIMEOUT_US,
): Blocking<TaskOutcome> {
  checkOwner(ctx, task);
  const news = yield* receiveWithin(timeoutUs, answerTo(task.ref));
  if (news === TIMEOUT) return null;
  const [first, value, , , reason] = news as readonly Term[];
  if (first === "DOWN") return ["exit", reason];
  ctx.demonitor(task.ref, { flush: true });
  return ["ok", value];
}

/** Task.ignore: takes what is there, else leaves the task to itself. */
export function* taskIgnore(ctx: Context, task: Task): Blocking<TaskOutcome> {
  const outcome = yield* taskYield(ctx, task, 0);
  if (outcome !== null) return outcome;
  ctx.unlink(task.pid);
  ctx.demonitor(task.ref, { flush: true });
  return null;
}

/** Task.shutdown: ends the task, after `how` µs with force, and answers its result if it was quick enough. */
export function* taskShutdown(
  ctx: Context,
  task: Task,
  how: number | "brutal_kill" = CALL_TIMEOUT_US,
): Blocking<TaskOutcome> {
  checkOwner(ctx, task);
  const watch = ctx.monitor(task.pid);
  const isDown = (message: Term) => isTagged(message, "DOWN") && message[1] === watch;
  ctx.unlink(task.pid);
  ctx.exit(task.pid, how === "brutal_kill" ? "kill" : "shutdown");
  const expected = how === "brutal_kill" ? "killed" : "shutdown";
  let down = how === "brutal_kill" ? yield* receive(isDown) : yield* receiveWithin(how, isDown);
  if (down === TIMEOUT) {
    ctx.exit(task.pid, "kill");
    down = yield* receive(isDown);
  }
  let reason = (down as readonly Term[])[4];
  if (reason === "noproc") {
    const earlier = yield* receiveWithin(
      0,
      (message) => isTagged(message, "DOWN") && message[1] === task.ref,
    );
    if (earlier !== TIMEOUT) reason = (earlier as readonly Term[])[4];
  }
  ctx.demonitor(task.ref, { flush: true });
  const result = yield* receiveWithin(0, (message) => Array.isArray(message) && message[0] === task.ref);
  if (result !== TIMEOUT) return ["ok", (result as readonly Term[])[1]];
  return reason === expected ? null : ["exit", reason];
}

export function checkOwner(ctx: Context, task: Task): void {
  if (task.owner !== ctx.self) error(["argument_error", "a task may only be asked by its owner"]);
}
