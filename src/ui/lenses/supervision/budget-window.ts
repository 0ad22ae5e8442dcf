/**
 * The window of a restart budget at a moment: which restarts count, and when the next one stops counting.
 *
 * OTP compares whole seconds of its clock: a restart counts as long as the second it happened in is at most `period`
 * seconds back. The window's left edge therefore jumps once a second.
 */
import type { RestartBudget } from "../../../view/index.ts";

const SECOND_US = 1_000_000;

/** Left edge of the window at `nowUs`: restarts from here on count. */
export function windowFromUs(nowUs: number, periodS: number): number {
  return (Math.floor(nowUs / SECOND_US) - periodS) * SECOND_US;
}

/** When a restart at `atUs` stops counting. */
export function countsUntilUs(atUs: number, periodS: number): number {
  return (Math.floor(atUs / SECOND_US) + periodS + 1) * SECOND_US;
}

/** Restarts that count now, oldest first. */
export function counting({ restartsUs, used }: RestartBudget): readonly number[] {
  return used === 0 ? [] : restartsUs.slice(-used);
}

/** What the drawn strip spans, in µs before now: the window at its widest, and a little of what has left it. */
export function spanUs(periodS: number): number {
  return (periodS + 2) * SECOND_US;
}
