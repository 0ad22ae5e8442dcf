/**
 * Stopping children (supervisor.erl: shutdown/1, terminate_children/2).
 *
 * A child gets `shutdown` and, when it takes longer than its specification allows, `kill`. The supervisor watches it
 * by monitor, because a child may have unlinked itself, and takes the exit message of the link out of its mailbox.
 */

import {
  type Blocking,
  type Context,
  isTagged,
  type Pid,
  receive,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import type { Child, Shutdown } from "./child-spec.ts";
import { isRunning, stopped } from "./children.ts";

const MS_US = 1000;

/** Stops the child if it runs: the child without a process, with what it died of. */
export function* stopChild(ctx: Context, child: Child): Blocking<Child> {
  if (!isRunning(child)) return stopped(child);
  const reason = yield* shutDown(ctx, child.pid, child.shutdown);
  ctx.emit("otp.child_terminated", { supervisor: ctx.self, id: child.id, pid: child.pid, reason });
  return stopped(child, { reason, atUs: ctx.now() });
}

/** Ends a process as its shutdown value says; answers its exit reason. */
export function* shutDown(ctx: Context, pid: Pid, shutdown: Shutdown): Blocking<Term> {
  const ref = ctx.monitor(pid);
  const isDown = (message: Term) => isTagged(message, "DOWN") && message[1] === ref;
  ctx.exit(pid, shutdown === "brutal_kill" ? "kill" : "shutdown");
  let down: Term | typeof TIMEOUT = TIMEOUT;
  if (typeof shutdown === "number") down = yield* receiveWithin(shutdown * MS_US, isDown);
  else down = yield* receive(isDown);
  if (down === TIMEOUT) {
    ctx.exit(pid, "kill");
    down = yield* receive(isDown);
  }
  return yield* takeExit(ctx, pid, (down as readonly Term[])[4]);
}

/** Unlinks and takes the exit message that may already be there: it knows the reason when the monitor came too late. */
export function* takeExit(ctx: Context, pid: Pid, reason: Term): Blocking<Term> {
  ctx.unlink(pid);
  const exit = yield* receiveWithin(0, (message) => isTagged(message, "EXIT") && message[1] === pid);
  return exit === TIMEOUT ? reason : (exit as readonly Term[])[2];
}

/** Stops children in reverse order. Temporary ones are dropped, the others stay as specifications. */
export function* stopChildren(ctx: Context, children: readonly Child[]): Blocking<readonly Child[]> {
  const left: Child[] = [];
  for (const child of children.toReversed()) {
    const gone = yield* stopChild(ctx, child);
    if (child.restart !== "temporary") left.push(gone);
  }
  return left.reverse();
}
