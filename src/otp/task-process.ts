/** What a task's process does: wait for its work, carry it out, and send the value to its owner. */

import {
  type Blocking,
  type Context,
  error,
  exit,
  isBlocking,
  isTagged,
  type Mfa,
  type Module,
  type Pid,
  type Ref,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { TASK } from "./task.ts";
import { watchStream } from "./task-stream-watch.ts";

/** How long a supervised task waits for its work after its start. */
const WORK_TIMEOUT_US = 5_000_000;

function* applyWork(ctx: Context, [module, fn, args]: Mfa): Blocking<Term> {
  const call = ctx.code.get(module)?.functions?.[fn] ?? error(["undef", module, fn]);
  const result = call(ctx, ...(args as never[]));
  return (isBlocking(result) ? yield* result : result) as Term;
}

/** First function of a task with an owner. One that is supervised watches the owner until it has its work. */
function* replyProcess(ctx: Context, owner: Pid, watches: boolean): Blocking<undefined> {
  const watch = watches ? ctx.monitor(owner) : undefined;
  const news = yield* receiveWithin(
    watches ? WORK_TIMEOUT_US : Number.POSITIVE_INFINITY,
    (message) =>
      (isTagged(message, "$task") && message[1] === owner) ||
      (watch !== undefined && isTagged(message, "DOWN") && message[1] === watch),
  );
  if (news === TIMEOUT) exit("timeout");
  const [kind, , ref, work, reason] = news as readonly Term[];
  if (kind === "DOWN") exit(["shutdown", reason]);
  if (watch !== undefined) ctx.demonitor(watch, { flush: true });
  ctx.send(ref as Ref, [ref, yield* applyWork(ctx, work as Mfa)]);
  return undefined;
}

function* runProcess(ctx: Context, work: Mfa): Blocking<undefined> {
  yield* applyWork(ctx, work);
  return undefined;
}

function startTaskLink(ctx: Context, fn: string, args: readonly Term[], label: string): readonly ["ok", Pid] {
  return ["ok", ctx.spawn([TASK, fn, args], { link: true, label })];
}

export const taskModule: Module = {
  name: TASK,
  functions: {
    reply: replyProcess as never,
    run: runProcess as never,
    start_link: startTaskLink as never,
    watch_stream: watchStream as never,
  },
};
