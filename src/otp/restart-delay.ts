/**
 * Back-off of restarts: how long a supervisor waits before it starts a child again. Optional, and beyond OTP.
 *
 * Exponential back-off in its usual terms: the n-th failure in a row waits `initialMs * factor^(n-1)`, at most
 * `maxMs`; jitter takes a random part of that away, so that children that failed together do not come back together.
 * A child that has run for `resetAfterMs` starts again at `initialMs`.
 *
 * A supervisor without it restarts at once and draws nothing: exactly OTP.
 */

import type { Term } from "../kernel/index.ts";

export type RestartDelay = {
  /** Wait after the first failure. */
  readonly initialMs: number;
  /** Growth per failure in a row, 1 or more; 2 unless said. */
  readonly factor?: number;
  /** The longest wait. */
  readonly maxMs: number;
  /** Share of the wait that chance may take away, 0 to 1 ("full jitter"); 0 unless said. */
  readonly jitter?: number;
  /** A child that ran this long has recovered: its next failure counts as the first. `maxMs` unless said. */
  readonly resetAfterMs?: number;
};

/** What is known of a child's failures in a row. */
export type BackOff = {
  /** Failures in a row so far, 1 or more. */
  readonly failures: number;
  /** When the last wait ended and the child was started, or tried to. */
  readonly sinceUs: number;
};

const MS_US = 1000;
const DEFAULT_FACTOR = 2;

/** The back-off after one more failure at `nowUs`. */
export function nextBackOff(delay: RestartDelay, last: BackOff | undefined, nowUs: number): BackOff {
  const resetAfterUs = (delay.resetAfterMs ?? delay.maxMs) * MS_US;
  const isRecovered = last === undefined || nowUs - last.sinceUs >= resetAfterUs;
  return { failures: isRecovered ? 1 : last.failures + 1, sinceUs: nowUs };
}

/** The wait after that many failures in a row, in µs. `chance` is uniform in [0, 1) and used only with jitter. */
export function delayUsOf(delay: RestartDelay, failures: number, chance: () => number): number {
  const { initialMs, maxMs, factor = DEFAULT_FACTOR, jitter = 0 } = delay;
  let ms = initialMs;
  for (let failure = 1; failure < failures && ms < maxMs && factor > 1; failure++) ms *= factor;
  const wholeUs = Math.min(ms, maxMs) * MS_US;
  return Math.floor(jitter === 0 ? wholeUs : wholeUs * (1 - jitter * chance()));
}

/** Whether a term is a back-off; undefined is none. */
export function isRestartDelay(value: Term): value is RestartDelay | undefined {
  if (value === undefined) return true;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return false;
  }
  const { initialMs, factor, maxMs, jitter, resetAfterMs } = value as { readonly [key: string]: Term };
  return (
    isWithin(initialMs, 0, Number.MAX_VALUE) &&
    isWithin(maxMs, initialMs, Number.MAX_VALUE) &&
    (factor === undefined || isWithin(factor, 1, Number.MAX_VALUE)) &&
    (jitter === undefined || isWithin(jitter, 0, 1)) &&
    (resetAfterMs === undefined || isWithin(resetAfterMs, 0, Number.MAX_VALUE))
  );
}

function isWithin(value: Term, low: number, high: number): value is number {
  return typeof value === "number" && value >= low && value <= high;
}
