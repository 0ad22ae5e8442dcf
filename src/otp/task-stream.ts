/**
 * Task.Supervisor.async_stream: work over a list with bounded concurrency, results in order or as they come.
 *
 * As in Elixir a process of its own, linked to the caller, starts and watches the tasks (task-stream-watch.ts); it traps
 * exits when the caller does. So a crash of a linked task, or a supervisor that is not there, ends a caller that does not
 * trap exits, and is a result or an exit of the call for one that does. On a timeout the remaining tasks are killed and
 * the caller exits, unless `onTimeout` says to kill the late task only.
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
} from "../kernel/index.ts";
import { CALL_TIMEOUT_US } from "./server-call.ts";
import type { ServerName } from "./server-name.ts";
import { TASK } from "./task.ts";
import { STREAM_NEWS, type StreamNews } from "./task-stream-watch.ts";
import type { TaskOptions } from "./task-supervisor.ts";

export type StreamOptions = {
  /** Tasks at once; 8 unless said. */
  readonly maxConcurrency?: number;
  /** Results in the order of the work; true unless said. */
  readonly ordered?: boolean;
  /** Time for each task; 5 s unless said. */
  readonly timeoutUs?: number;
  readonly onTimeout?: "exit" | "kill_task";
  /** Whether a crash of a task takes the stream along, and a caller that does not trap exits with it. */
  readonly link?: boolean;
};

export type StreamResult = readonly ["ok", Term] | readonly ["exit", Term];

/** One piece of work and the options of its task. */
export type StreamItem = { readonly work: Mfa; readonly options?: TaskOptions };

/** The stream's own process, and the caller's monitor of it, which marks all its news. */
type Watch = { readonly pid: Pid; readonly tag: Ref; readonly timeoutUs: number };

export function* taskStream(
  ctx: Context,
  sup: ServerName,
  items: readonly StreamItem[],
  options: StreamOptions = {},
): Blocking<readonly StreamResult[]> {
  const { maxConcurrency = 8, ordered = true, onTimeout = "exit" } = options;
  const watch = startWatch(ctx, sup, options);
  const finished: (StreamResult | undefined)[] = [];
  const results: StreamResult[] = [];
  let next = 0;
  let places = maxConcurrency;
  while (results.length < items.length) {
    const item = items[next];
    if (item !== undefined && places > 0) {
      ctx.send(watch.pid, ["spawn", next, item.work, item.options ?? {}]);
      next++;
      places--;
      continue;
    }
    const [kind, position, result] = yield* nextNews(ctx, watch);
    if (kind === "max_children") {
      yield* close(ctx, watch);
      error(["runtime_error", "max_children"]);
    }
    if (kind === "timed_out" && onTimeout === "exit") {
      yield* close(ctx, watch);
      exit(["timeout", [TASK, "stream", [watch.timeoutUs]]]);
    }
    places++;
    if (!ordered) results.push(result);
    else {
      finished[position] = result;
      for (let done = finished[results.length]; done !== undefined; done = finished[results.length])
        results.push(done);
    }
  }
  yield* close(ctx, watch);
  return results;
}

function startWatch(ctx: Context, sup: ServerName, options: StreamOptions): Watch {
  const { timeoutUs = CALL_TIMEOUT_US, link = false } = options;
  const traps = ctx.trapExit(true);
  ctx.trapExit(traps);
  const how = { link, traps, timeoutUs };
  const pid = ctx.spawn([TASK, "watch_stream", [ctx.self, sup as Term, how]], {
    link: true,
    label: "stream",
  });
  const tag = ctx.monitor(pid);
  ctx.send(pid, ["begin", tag]);
  return { pid, tag, timeoutUs };
}

/** What the stream's process has to tell; its own end is the end of the call. */
function* nextNews(ctx: Context, watch: Watch): Blocking<StreamNews> {
  const news = (yield* receive(
    (message) => (isTagged(message, STREAM_NEWS) || isTagged(message, "DOWN")) && message[1] === watch.tag,
  )) as readonly Term[];
  if (news[0] === "DOWN") yield* leave(ctx, watch, news[4]);
  return news[2] as StreamNews;
}

/** Ends the stream's process, and with it all tasks that still run. */
function* close(ctx: Context, watch: Watch): Blocking<void> {
  ctx.send(watch.pid, ["stop", watch.tag]);
  const down = yield* receive((message) => isTagged(message, "DOWN") && message[1] === watch.tag);
  const reason = (down as readonly Term[])[4];
  yield* reason === "normal" ? tidy(ctx, watch) : leave(ctx, watch, reason);
}

function* leave(ctx: Context, watch: Watch, reason: Term): Blocking<never> {
  yield* tidy(ctx, watch);
  return exit([reason, [TASK, "stream", [watch.timeoutUs]]]);
}

/** Nothing of the stream stays in the mailbox. */
function* tidy(ctx: Context, { pid, tag }: Watch): Blocking<void> {
  ctx.unlink(pid);
  const isLeft = (message: Term) =>
    (isTagged(message, "EXIT") && message[1] === pid) ||
    (isTagged(message, STREAM_NEWS) && message[1] === tag);
  while (Array.isArray(yield* receiveWithin(0, isLeft)));
}
