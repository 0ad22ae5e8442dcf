/**
 * Restarts that wait: a supervisor sets a timer, shows the children as `restarting`, and goes on serving requests.
 *
 * Rules
 * - The strategy acts at once: what is to be restarted together is stopped when the child fails, and started together
 *   when the wait is over. So nobody runs beside a dead sibling it depends on.
 * - A child is in one wait at most. A later failure that takes its group along takes over the children that wait, and
 *   never starts them earlier than they would have been.
 * - Terminating a child takes it out of its wait; the others of its group still come back.
 * - Each failure counts against the restart intensity when it happens, waiting or not.
 *
 * Without a restart delay there are no waits, and the state is what it would be if this file did not exist.
 */

import type { Context, Pid, Ref, Term } from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { delayUsOf, nextBackOff, type RestartDelay } from "./restart-delay.ts";
import { sameTerm } from "./same-term.ts";
import type { SupervisorState } from "./supervisor-state.ts";

/** Children that are started when a timer fires. */
export type RestartWait = {
  readonly timer: Ref;
  readonly dueUs: number;
  /** Key of the child that failed: its id, where children are kept by pid the pid of the dead process. */
  readonly key: Term;
  /** Keys of all that are started then, `key` among them. */
  readonly members: readonly Term[];
};

/** Tag of the timer's message. */
export const RESTART_DELAY = "$restart_delay";

const DRAW_RANGE = 2 ** 32;

/** The back-off that holds for a child: its own, or its supervisor's. */
export function restartDelayOf(state: SupervisorState, child: Child): RestartDelay | undefined {
  return child.restartDelay ?? state.flags.restartDelay;
}

/** The child with one more failure on its record, and how long it has to wait. */
export function backOff(
  ctx: Context,
  delay: RestartDelay,
  child: Child,
): readonly [child: Child, delayUs: number] {
  const next = nextBackOff(delay, child.backOff, ctx.now());
  const delayUs = delayUsOf(delay, next.failures, () => ctx.draw("restart_delay") / DRAW_RANGE);
  return [{ ...child, backOff: next }, delayUs];
}

/** Lets these children wait from now on, the one that failed first among equals. */
export function putOff(
  ctx: Context,
  state: SupervisorState,
  wait: {
    readonly child: Child;
    readonly key: Term;
    readonly members: readonly Term[];
    readonly delayUs: number;
  },
): SupervisorState {
  const { child, key, members } = wait;
  const overtaken = (state.waits ?? []).filter((one) => one.members.some((member) => has(members, member)));
  const dueUs = Math.max(ctx.now() + wait.delayUs, ...overtaken.map((one) => one.dueUs));
  const delayUs = dueUs - ctx.now();
  const free = leaveWaits(ctx, state, members);
  const timer = ctx.startTimer(delayUs, ctx.self, [RESTART_DELAY]);
  const { id, lastExit, backOff: record } = child;
  ctx.emit("otp.restart_delayed", {
    supervisor: ctx.self,
    id,
    previous: child.pid as Pid | undefined,
    reason: lastExit?.reason,
    delayUs,
    failures: record?.failures ?? 1,
  });
  return { ...free, waits: [...(free.waits ?? []), { timer, dueUs, key, members }] };
}

/** Takes children out of their waits; a timer that nobody waits for any more is cancelled. */
export function leaveWaits(ctx: Context, state: SupervisorState, keys: readonly Term[]): SupervisorState {
  const { waits, ...rest } = state;
  if (waits === undefined) return state;
  const left: RestartWait[] = [];
  for (const wait of waits) {
    const members = wait.members.filter((member) => !has(keys, member));
    if (members.length === 0) ctx.cancelTimer(wait.timer);
    else left.push(members.length === wait.members.length ? wait : { ...wait, members });
  }
  return left.length === 0 ? rest : { ...rest, waits: left };
}

/** The wait whose timer this is, and the state without it. */
export function takeWait(
  state: SupervisorState,
  timer: Term,
): readonly [wait: RestartWait, state: SupervisorState] | undefined {
  const { waits, ...rest } = state;
  const wait = waits?.find((one) => one.timer === timer);
  if (waits === undefined || wait === undefined) return undefined;
  const left = waits.filter((one) => one !== wait);
  return [wait, left.length === 0 ? rest : { ...rest, waits: left }];
}

/** The child without its failures: it was stopped on purpose. */
export function withoutFailures(child: Child): Child {
  const { backOff: _failures, ...rest } = child;
  return child.backOff === undefined ? child : rest;
}

/** Whether a child of this key is among these. */
export function has(keys: readonly Term[], key: Term): boolean {
  return keys.some((one) => sameTerm(one, key));
}
