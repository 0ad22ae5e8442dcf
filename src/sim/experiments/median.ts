/**
 * The median with a 95 % confidence interval that assumes nothing about the distribution: two order statistics between
 * which the true median lies with at least that probability. Source: W. R. Thompson, "On confidence ranges for the
 * median", Annals of Mathematical Statistics 7 (1936).
 */

import { assert } from "../../base/index.ts";
import { median, sortedCopy } from "../../numeric/index.ts";

export interface MedianInterval {
  readonly count: number;
  readonly median: number;
  /** Null with fewer than six values: no two of them are far enough apart to promise 95 %. */
  readonly low: number | null;
  readonly high: number | null;
}

/** More would need another way to sum the binomial distribution. */
const COUNT_MAX = 1_000;
const TAIL = 0.025;

/** `values` is not empty and holds no NaN. */
export function medianInterval(values: readonly number[]): MedianInterval {
  const count = values.length;
  const rank = rankOf(count);
  if (rank === 0) return { count, median: median(values), low: null, high: null };
  const sorted = sortedCopy(values);
  const low = sorted[rank - 1] as number;
  const high = sorted[count - rank] as number;
  return { count, median: median(values), low, high };
}

/** The largest k for which at most 2.5 % of samples have fewer than k values below the median; 0 when there is none. */
function rankOf(count: number): number {
  assert(count >= 1 && count <= COUNT_MAX, "a median interval is taken of 1 to 1000 values");
  let term = 1;
  for (let i = 0; i < count; i++) term *= 0.5;
  let rank = 0;
  for (let below = term; below <= TAIL; below += term) {
    rank++;
    term *= (count - rank + 1) / rank;
  }
  return rank;
}
