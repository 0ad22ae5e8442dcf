/**
 * Commands on their way into the log. Each is submitted under one (session, sequence) until it is answered, however
 * often that takes; the sessions of the log see to it that it is performed once.
 */

import { submitAsync } from "../../foundation/consensus/index.ts";
import { record } from "../../foundation/telemetry/index.ts";
import type { Context, Term } from "../../kernel/index.ts";
import { type From, replyTo } from "../../otp/index.ts";
import {
  type CoordinatorState,
  GIVE_UP_TICKS,
  type Outstanding,
  RESUBMIT_TICKS,
  TICK_US,
} from "./coordinator-state.ts";
import { type Duty, named } from "./duties.ts";

/** Commands of one session that may be under way at once; the log remembers twice as many. */
const PER_SESSION_MAX = 8;

/** Submits the duties that are not under way already. */
export function pursue(ctx: Context, state: CoordinatorState, duties: readonly Duty[]): CoordinatorState {
  let next = state;
  for (const { key, agent, command } of duties) {
    if (next.outstanding.some((outstanding) => outstanding.key === key)) continue;
    const [session, sequence, taken] = named(next, agent);
    if (next.outstanding.filter((other) => other.session === session).length >= PER_SESSION_MAX) continue;
    next = begin(ctx, taken, { key, session, sequence, command: command as Term, from: null });
  }
  return next;
}

/** Puts a named command on its way. */
export function begin(
  ctx: Context,
  state: CoordinatorState,
  what: Omit<Outstanding, "sinceTick" | "sentTick">,
): CoordinatorState {
  const outstanding = { ...what, sinceTick: state.tick, sentTick: state.tick };
  send(ctx, outstanding);
  return { ...state, outstanding: [...state.outstanding, outstanding] };
}

/** Submits again what was not answered in time, and gives up proposals that could not be brought in. */
export function resubmit(ctx: Context, state: CoordinatorState): CoordinatorState {
  const { tick } = state;
  const isGivenUp = (one: Outstanding): boolean => isProposal(one) && tick - one.sinceTick >= GIVE_UP_TICKS;
  const isLate = ({ sentTick }: Outstanding): boolean => tick - sentTick >= RESUBMIT_TICKS;
  if (!state.outstanding.some((one) => isGivenUp(one) || isLate(one))) return state;
  const outstanding: Outstanding[] = [];
  for (const one of state.outstanding) {
    if (isGivenUp(one)) {
      tell(ctx, one.from, ["unknown", { session: one.session, sequence: one.sequence }]);
      continue;
    }
    if (isLate(one)) send(ctx, one);
    outstanding.push(isLate(one) ? { ...one, sentTick: tick } : one);
  }
  return { ...state, outstanding };
}

/**
 * Takes the answer of the consensus server. Not performed yet: it stays under way and is submitted again in time.
 * Duties are not looked at now, because the notices of the same entry are right behind the answer.
 */
export function answered(ctx: Context, state: CoordinatorState, key: Term, result: Term): CoordinatorState {
  const one = state.outstanding.find((outstanding) => outstanding.key === key);
  if (one === undefined) return state;
  const [kind, said] = result as readonly Term[];
  if (kind !== "ok" && said !== "stale_sequence") return state;
  const isRefused = Array.isArray(said) && said[0] === "refused";
  if (isProposal(one) && isRefused) {
    const { variable, value, proposer } = one.command as { readonly [field: string]: Term };
    record(ctx, "variables.proposal_refused", { variable, value, proposer, reason: said[2] });
  }
  tell(ctx, one.from, kind === "ok" ? said : ["unknown", { session: one.session, sequence: one.sequence }]);
  return { ...state, outstanding: state.outstanding.filter((outstanding) => outstanding !== one) };
}

function isProposal({ key }: Outstanding): boolean {
  return key.startsWith("open:");
}

function tell(ctx: Context, from: From | null, answer: Term): void {
  if (from !== null) replyTo(ctx, from, answer);
}

function send(ctx: Context, { key, session, sequence, command }: Outstanding): void {
  // The consensus server lets go of it a tick before it would be submitted again.
  const timeoutUs = (RESUBMIT_TICKS - 1) * TICK_US;
  submitAsync(ctx, { session, sequence, command, tag: key, timeoutUs });
}
