/**
 * The restarts of a supervisor that still count: second by second, as OTP compares them. So what is too old goes by
 * whole seconds, and nobody walks or copies the restarts themselves, of which a busy supervisor may have thousands.
 */

import { EMPTY_LIST, type GrowingList, listAdd, listValues } from "./growing-list.ts";

/** Restarts within one second of the clock, oldest first. */
type RestartSecond = { readonly second: number; readonly timesUs: GrowingList<number> };

export type RestartWindow = {
  readonly count: number;
  /** Oldest first. */
  readonly seconds: readonly RestartSecond[];
};

export const NO_RESTARTS: RestartWindow = { count: 0, seconds: [] };

const SECOND_US = 1_000_000;

/** The window with one more restart at `nowUs`, the latest so far; see `enterRestart` for what counts. */
export function countRestart(window: RestartWindow, nowUs: number, period: number): RestartWindow {
  const second = Math.floor(nowUs / SECOND_US);
  const seconds = window.seconds.filter((one) => one.second >= second - period);
  const last = seconds.at(-1);
  const before: GrowingList<number> = last?.second === second ? last.timesUs : EMPTY_LIST;
  if (before !== EMPTY_LIST) seconds.pop();
  seconds.push({ second, timesUs: listAdd(before, nowUs) });
  let count = 0;
  for (const { timesUs } of seconds) count += timesUs.length;
  return { count, seconds };
}

/** When the restarts happened, oldest first. */
export function restartTimesUs({ seconds }: RestartWindow): readonly number[] {
  return seconds.flatMap(({ timesUs }) => listValues(timesUs));
}
