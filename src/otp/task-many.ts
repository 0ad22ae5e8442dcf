/** Waiting for several tasks at once: Task.await_many and Task.yield_many. One deadline is shared by all. */

import {
  type Blocking,
  type Context,
  exit,
  type Ref,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { CALL_TIMEOUT_US } from "./server-call.ts";
import { checkOwner, TASK, type Task, type TaskOutcome, taskYield } from "./task.ts";

/** The values in the order of the tasks; exits when one fails or the time is over. */
export function* taskAwaitMany(
  ctx: Context,
  tasks: readonly Task[],
  timeoutUs: number = CALL_TIMEOUT_US,
): Blocking<readonly Term[]> {
  for (const task of tasks) checkOwner(ctx, task);
  const endUs = ctx.now() + timeoutUs;
  const values = new Map<Ref, Term>();
  const pending = new Set(tasks.map((task) => task.ref));
  const giveUp = (reason: Term): never => {
    for (const ref of pending) ctx.demonitor(ref, { flush: true });
    return exit([reason, [TASK, "await_many", [tasks, timeoutUs]]]);
  };
  while (pending.size > 0) {
    const news = yield* receiveWithin(endUs - ctx.now(), (message) => concerns(message, pending));
    if (news === TIMEOUT) return giveUp("timeout");
    const [first, second, , , reason] = news as readonly Term[];
    if (first === "DOWN") return giveUp(reason);
    ctx.demonitor(first as Ref, { flush: true });
    pending.delete(first as Ref);
    values.set(first as Ref, second);
  }
  return tasks.map((task) => values.get(task.ref));
}

/** What there is of each task when the time is over. */
export function* taskYieldMany(
  ctx: Context,
  tasks: readonly Task[],
  timeoutUs: number = CALL_TIMEOUT_US,
): Blocking<readonly TaskOutcome[]> {
  const endUs = ctx.now() + timeoutUs;
  const outcomes: TaskOutcome[] = [];
  for (const task of tasks) outcomes.push(yield* taskYield(ctx, task, Math.max(0, endUs - ctx.now())));
  return outcomes;
}

function concerns(message: Term, pending: ReadonlySet<Ref>): boolean {
  if (!Array.isArray(message)) return false;
  return pending.has(message[0]) || (message[0] === "DOWN" && pending.has(message[1]));
}
