/**
 * Quantiles of a finite list. A sorted copy is made by the numeric order of Float64Array, which is total and the same
 * in every engine; the given list is never reordered.
 */

import { assert } from "../base/index.ts";

/** An ascending copy. Values must not be NaN. */
export function sortedCopy(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length === 0 ? 0 : (sorted[sorted.length - 1] as number);
  assert(!Number.isNaN(last), "values of an order statistic are numbers");
  return sorted;
}

/**
 * The p-quantile, 0 ≤ p ≤ 1, with linear interpolation between neighbours (Hyndman and Fan type 7, the default of R
 * and NumPy). `sorted` is ascending and not empty.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  assert(sorted.length > 0, "a quantile needs at least one value");
  assert(p >= 0 && p <= 1, "probability of a quantile lies between 0 and 1");
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const low = sorted[below] as number;
  const high = sorted[above] as number;
  return low + (position - below) * (high - low);
}

/** Several quantiles of an unsorted list, in the order asked for; the list is sorted once. */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  const sorted = sortedCopy(values);
  return ps.map((p) => quantileOfSorted(sorted, p));
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: ArrayLike<number>): number {
  return quantileOfSorted(sortedCopy(values), 0.5);
}
