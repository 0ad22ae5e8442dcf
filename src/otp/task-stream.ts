/**
 * Task.Supervisor.async_stream: work over a list with bounded concurrency, results in order or as they come.
 *
 * A result counts when its task has ended. In order, a place is free again only when the result could be handed on,
 * as in Elixir, so a slow first task holds the others back. On a timeout the remaining tasks are killed and the
 * caller exits, unless `onTimeout` says to kill the late task only.
 */

import {
  type Blocking,
  type Context,
  exit,
  type Mfa,
  type Ref,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { takeExit } from "./child-stop.ts";
import { CALL_TIMEOUT_US } from "./server-call.ts";
import type { ServerName } from "./server-name.ts";
import { TASK, type Task } from "./task.ts";
import { type TaskOptions, taskSupervisor } from "./task-supervisor.ts";

export type StreamOptions = {
  /** Tasks at once; 8 unless said. */
  readonly maxConcurrency?: number;
  /** Results in the order of the work; true unless said. */
  readonly ordered?: boolean;
  /** Time for each task; 5 s unless said. */
  readonly timeoutUs?: number;
  readonly onTimeout?: "exit" | "kill_task";
  /** Whether a crash of a task takes the caller along. */
  readonly link?: boolean;
};

export type StreamResult = readonly ["ok", Term] | readonly ["exit", Term];

/** One piece of work and the options of its task. */
export type StreamItem = { readonly work: Mfa; readonly options?: TaskOptions };

type Running = {
  readonly index: number;
  readonly task: Task;
  readonly endUs: number;
  value: readonly [Term] | undefined;
};

export function* taskStream(
  ctx: Context,
  sup: ServerName,
  items: readonly StreamItem[],
  options: StreamOptions = {},
): Blocking<readonly StreamResult[]> {
  const {
    maxConcurrency = 8,
    ordered = true,
    timeoutUs = CALL_TIMEOUT_US,
    onTimeout = "exit",
    link = false,
  } = options;
  const running = new Map<Ref, Running>();
  const finished: (StreamResult | undefined)[] = [];
  const results: StreamResult[] = [];
  let next = 0;
  while (results.length < items.length) {
    const held = ordered ? next - results.length : running.size;
    const item = items[next];
    if (item !== undefined && held < maxConcurrency) {
      const start = link ? taskSupervisor.async : taskSupervisor.asyncNolink;
      const task = yield* start(ctx, sup, item.work, item.options);
      running.set(task.ref, { index: next, task, endUs: ctx.now() + timeoutUs, value: undefined });
      next++;
      continue;
    }
    const ended = yield* awaitOne(ctx, running, { onTimeout, timeoutUs, link });
    if (ended === undefined) continue;
    const [index, result] = ended;
    if (!ordered) results.push(result);
    else {
      finished[index] = result;
      for (let done = finished[results.length]; done !== undefined; done = finished[results.length])
        results.push(done);
    }
  }
  return results;
}

/** The next task that ends, or undefined when there was only a value. */
function* awaitOne(
  ctx: Context,
  running: Map<Ref, Running>,
  {
    onTimeout,
    timeoutUs,
    link,
  }: { readonly onTimeout: "exit" | "kill_task"; readonly timeoutUs: number; readonly link: boolean },
): Blocking<readonly [number, StreamResult] | undefined> {
  const all = Array.from(running.values());
  const first = all.reduce((a, b) => (b.endUs < a.endUs ? b : a));
  const news = yield* receiveWithin(Math.max(0, first.endUs - ctx.now()), (message) =>
    concerns(message, running),
  );
  if (news === TIMEOUT) {
    if (onTimeout === "exit") abandon(ctx, running, ["timeout", timeoutUs]);
    discard(ctx, first.task);
    running.delete(first.task.ref);
    return [first.index, ["exit", "timeout"]];
  }
  const [head, second, , , reason] = news as readonly Term[];
  const one = running.get((head === "DOWN" ? second : head) as Ref);
  if (one === undefined) return undefined;
  if (head !== "DOWN") {
    one.value = [second];
    return undefined;
  }
  running.delete(one.task.ref);
  if (link) {
    yield* takeExit(ctx, one.task.pid, reason);
    // Elixir's linked stream dies with a task that crashes; a caller that traps exits learns it as an exit.
    if (one.value === undefined && reason !== "normal") abandon(ctx, running, [reason, timeoutUs]);
  }
  return [one.index, one.value === undefined ? ["exit", reason] : ["ok", one.value[0]]];
}

/** Kills what still runs and exits with the reason. */
function abandon(
  ctx: Context,
  running: ReadonlyMap<Ref, Running>,
  [reason, timeoutUs]: readonly [Term, number],
): never {
  for (const { task } of running.values()) discard(ctx, task);
  return exit([reason, [TASK, "stream", [timeoutUs]]]);
}

function discard(ctx: Context, task: Task): void {
  ctx.demonitor(task.ref, { flush: true });
  ctx.unlink(task.pid);
  ctx.exit(task.pid, "kill");
}

function concerns(message: Term, running: ReadonlyMap<Ref, Running>): boolean {
  if (!Array.isArray(message)) return false;
  return running.has(message[0]) || (message[0] === "DOWN" && running.has(message[1]));
}
