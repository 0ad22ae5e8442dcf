/**
 * The process of a task stream: starts tasks when told, watches them, and tells the caller how each has ended
 * (Task.Supervised.stream_monitor). It ends when it is told to, with its caller, or, when it does not trap exits, with a
 * linked task that crashes.
 */

import {
  type Blocking,
  type Context,
  exit,
  isTagged,
  type Mfa,
  type Pid,
  Raise,
  type Ref,
  receive,
  type Term,
} from "../kernel/index.ts";
import type { ServerName } from "./server-name.ts";
import type { Task } from "./task.ts";
import { type TaskOptions, taskSupervisor } from "./task-supervisor.ts";

/** Tag of the news: `[STREAM_NEWS, tag, news]`. */
export const STREAM_NEWS = "$stream";

/** How a task has ended, or that the supervisor takes no more. */
export type StreamNews = readonly [
  kind: "down" | "timed_out" | "max_children",
  position: number,
  result: readonly ["ok", Term] | readonly ["exit", Term],
];

type How = { readonly link: boolean; readonly traps: boolean; readonly timeoutUs: number };

type Running = {
  readonly position: number;
  readonly task: Task;
  readonly timer: Ref | undefined;
  value: readonly [Term] | undefined;
};

export function* watchStream(ctx: Context, caller: Pid, sup: ServerName, how: How): Blocking<undefined> {
  ctx.trapExit(how.traps);
  const callerWatch = ctx.monitor(caller);
  const begin = yield* receive((message) => isTagged(message, "begin"));
  const tag = (begin as readonly Term[])[1] as Ref;
  const tell = (news: StreamNews) => ctx.send(caller, [STREAM_NEWS, tag, news]);
  const running = new Map<Ref, Running>();
  for (;;) {
    const message = (yield* receive(Array.isArray)) as readonly Term[];
    const [kind, second, , , reason] = message;
    if (kind === "stop" && second === tag) return yield* killAll(ctx, running);
    if (kind === "spawn") yield* spawnOne(ctx, { sup, how, running, tell }, message);
    else if (kind === "DOWN" && second === callerWatch) leaveWithCaller(ctx, how, running, reason);
    else if (kind === "DOWN") ended(ctx, running, second as Ref, reason, tell);
    else if (kind === "timeout") timedOut(ctx, running, message, tell);
    else {
      const one = running.get(kind as Ref);
      if (one !== undefined) one.value = [second];
    }
  }
}

type Stream = {
  readonly sup: ServerName;
  readonly how: How;
  readonly running: Map<Ref, Running>;
  readonly tell: (news: StreamNews) => void;
};

function* spawnOne(ctx: Context, stream: Stream, order: readonly Term[]): Blocking<void> {
  const [, position, work, options] = order as readonly [Term, number, Mfa, TaskOptions];
  const { how, running, tell } = stream;
  const start = how.link ? taskSupervisor.async : taskSupervisor.asyncNolink;
  try {
    const task = yield* start(ctx, stream.sup, work, options);
    const isTimed = how.timeoutUs !== Number.POSITIVE_INFINITY;
    const timer = isTimed ? ctx.startTimer(how.timeoutUs, ctx.self, task.ref) : undefined;
    running.set(task.ref, { position, task, timer, value: undefined });
  } catch (raised) {
    if (!(raised instanceof Raise) || !isTagged(raised.reason, "runtime_error")) throw raised;
    tell(["max_children", position, ["exit", "max_children"]]);
  }
}

// biome-ignore lint/complexity/useMaxParams: what happened, and to whom
function ended(ctx: Context, running: Map<Ref, Running>, ref: Ref, reason: Term, tell: Stream["tell"]): void {
  const one = running.get(ref);
  if (one === undefined) return;
  if (one.timer !== undefined) ctx.cancelTimer(one.timer);
  running.delete(ref);
  tell(["down", one.position, one.value === undefined ? ["exit", reason] : ["ok", one.value[0]]]);
}

function timedOut(
  ctx: Context,
  running: Map<Ref, Running>,
  message: readonly Term[],
  tell: Stream["tell"],
): void {
  const [, timer, ref] = message as readonly [Term, Ref, Ref];
  const one = running.get(ref);
  if (one?.timer !== timer) return;
  ctx.unlink(one.task.pid);
  ctx.demonitor(ref, { flush: true });
  ctx.exit(one.task.pid, "kill");
  running.delete(ref);
  tell(["timed_out", one.position, ["exit", "timeout"]]);
}

function leaveWithCaller(ctx: Context, how: How, running: ReadonlyMap<Ref, Running>, reason: Term): never {
  if (how.link) for (const { task } of running.values()) ctx.exit(task.pid, reason);
  return exit(reason);
}

function* killAll(ctx: Context, running: ReadonlyMap<Ref, Running>): Blocking<undefined> {
  ctx.trapExit(true);
  for (const { task } of running.values()) ctx.exit(task.pid, "kill");
  for (const ref of running.keys()) {
    yield* receive((message) => isTagged(message, "DOWN") && message[1] === ref);
  }
  return undefined;
}
