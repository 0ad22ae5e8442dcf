/**
 * The clock of a node that is not exact: it runs faster or slower than true time, and the time of day it shows is off.
 * A node without one (the usual case) has true time. Code sees only its node's clock; the order of events, the trace
 * and the hash know only true time.
 *
 * Invariant: local time never goes back, and a timer of d µs fires when at least d local µs have passed.
 */

const PPM = 1_000_000;

export interface Clock {
  /** How much faster the clock runs, in millionths; negative: slower. */
  readonly driftPpm: number;
  /** How far the time of day is ahead of the monotonic clock, in µs. */
  readonly offsetUs: number;
  /** A moment in true time, and what the clock showed then, both in µs. */
  readonly trueUs: number;
  readonly localUs: number;
}

/** What the clock shows at `trueUs`, in µs. */
export function localTimeUs({ driftPpm, trueUs: sinceUs, localUs }: Clock, trueUs: number): number {
  const passedUs = trueUs - sinceUs;
  const wholeUs = Math.floor(passedUs / PPM) * PPM;
  const driftUs = (wholeUs / PPM) * driftPpm + Math.floor(((passedUs - wholeUs) * driftPpm) / PPM);
  return localUs + passedUs + driftUs;
}

/** How long `localUs` on this clock take in true time, in µs, rounded up. */
export function trueDelayUs({ driftPpm }: Clock, localUs: number): number {
  return Math.ceil((localUs / (PPM + driftPpm)) * PPM);
}

/** What passes on this clock in `trueUs` of true time, in µs. */
export function localDelayUs({ driftPpm }: Clock, trueUs: number): number {
  return Math.floor((trueUs / PPM) * (PPM + driftPpm));
}

/** The clock after a change at `nowUs`; what is left out stays as it was. */
export function changedClock(
  clock: Clock | undefined,
  nowUs: number,
  change: { readonly driftPpm?: number | undefined; readonly offsetUs?: number | undefined },
): Clock {
  const { driftPpm = clock?.driftPpm ?? 0, offsetUs = clock?.offsetUs ?? 0 } = change;
  const localUs = clock === undefined ? nowUs : localTimeUs(clock, nowUs);
  return { driftPpm, offsetUs, trueUs: nowUs, localUs };
}
