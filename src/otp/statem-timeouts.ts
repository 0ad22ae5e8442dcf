/**
 * The timeouts of a gen_statem (gen_statem.erl: loop_timeouts), as functions on an immutable list.
 *
 * Rules
 * - One timeout of each type; setting it again replaces it. Of several actions for one type the last one holds.
 * - A timeout of zero starts no timer: it is an event once no other is left. Those are in the order of their actions.
 * - Timers of one result start from the last action to the first, so those due together come in that order: OTP does so.
 */

import type { Context, Ref, Term } from "../kernel/index.ts";
import { sameTerm } from "./same-term.ts";
import type { TimeoutAction, TimeoutType } from "./statem-results.ts";
import { isTimeoutType } from "./statem-results.ts";
import type { SetTimeout } from "./statem-state.ts";

/** Third element of the messages that timers of this behaviour send. */
export const STATEM_TIMEOUT = "$gen_statem";

type Timeouts = readonly SetTimeout[];

/** The action when it is one about a timeout that makes sense; a bare number is an event timeout. */
export function asTimeoutAction(action: Term): TimeoutAction | undefined {
  if (typeof action === "number") return isTime(action) ? ["timeout", action, action] : undefined;
  if (!Array.isArray(action) || !isTimeoutType(action[0])) return undefined;
  const [, time, , options] = action as readonly Term[];
  switch (action.length) {
    case 2:
      return time === "cancel" ? (action as unknown as TimeoutAction) : undefined;
    case 3:
      return time === "update" || isTime(time) ? (action as unknown as TimeoutAction) : undefined;
    case 4:
      return isMoment(time, options) ? (action as unknown as TimeoutAction) : undefined;
    default:
      return undefined;
  }
}

function isTime(value: Term): value is number {
  return value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && (value as number) >= 0);
}

function isMoment(time: Term, options: Term): boolean {
  const abs = (options as { readonly abs?: Term } | null | undefined)?.abs;
  if (abs === true) return time === Number.POSITIVE_INFINITY || Number.isSafeInteger(time);
  return abs === false && isTime(time);
}

/** Does what the actions of one transition say. */
export function applyTimeouts(ctx: Context, timeouts: Timeouts, actions: readonly TimeoutAction[]): Timeouts {
  const seen: TimeoutType[] = [];
  const due: SetTimeout[] = [];
  let result = timeouts;
  for (const action of actions.toReversed()) {
    const [type, time] = action;
    if (seen.some((one) => sameTerm(one, type))) continue;
    seen.push(type);
    const running = findTimeout(result, type);
    if (time === "update" && running !== undefined) {
      result = result.map((one) => (one === running ? { ...one, content: action[2] as Term } : one));
      continue;
    }
    result = dropTimeout(ctx, result, type);
    if (time === "cancel" || time === Number.POSITIVE_INFINITY) continue;
    const content = action[2] as Term;
    if (time === "update" || (time === 0 && !isAbsolute(action))) {
      due.push({ type, timer: undefined, content });
      continue;
    }
    const us = isAbsolute(action) ? Math.max(0, time - ctx.now()) : time;
    result = [...result, { type, timer: ctx.startTimer(us, ctx.self, STATEM_TIMEOUT), content }];
  }
  return due.length === 0 ? result : [...result, ...due.reverse()];
}

function isAbsolute(action: TimeoutAction): boolean {
  return action.length === 4 && action[3].abs;
}

function findTimeout(timeouts: Timeouts, type: TimeoutType): SetTimeout | undefined {
  return timeouts.find((one) => sameTerm(one.type, type));
}

/** Without the timeout of this type. */
export function dropTimeout(ctx: Context, timeouts: Timeouts, type: TimeoutType): Timeouts {
  const found = findTimeout(timeouts, type);
  if (found === undefined) return timeouts;
  if (found.timer !== undefined) ctx.cancelTimer(found.timer);
  return timeouts.filter((one) => one !== found);
}

/** Takes the timeout whose timer has fired; undefined when it was overtaken. */
export function takeFired(timeouts: Timeouts, timer: Ref): readonly [SetTimeout, Timeouts] | undefined {
  return take(timeouts, (one) => one.timer === timer);
}

/** Takes the first of those that are due without a timer. */
export function takeDue(timeouts: Timeouts): readonly [SetTimeout, Timeouts] | undefined {
  return take(timeouts, (one) => one.timer === undefined);
}

function take(
  timeouts: Timeouts,
  match: (one: SetTimeout) => boolean,
): readonly [SetTimeout, Timeouts] | undefined {
  const found = timeouts.find(match);
  return found === undefined ? undefined : [found, timeouts.filter((one) => one !== found)];
}
