/**
 * Count, mean and variance of a stream in one pass (Welford 1962; merging after Chan, Golub and LeVeque 1979).
 * The sum of squared deviations is carried instead of the sum of squares, which would cancel for large means.
 *
 * Plain data: a `Moments` may live in process state and cross any boundary.
 */

import { assert } from "../base/index.ts";

/** Summary of the values seen so far. `squares` is the sum of squared deviations from `mean`. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export const EMPTY_MOMENTS: Moments = { count: 0, mean: 0, squares: 0 };

/** The summary with one more finite value. */
export function addToMoments(moments: Moments, value: number): Moments {
  assert(Number.isFinite(value), "a value added to moments is finite");
  const count = moments.count + 1;
  const delta = value - moments.mean;
  const mean = moments.mean + delta / count;
  return { count, mean, squares: moments.squares + delta * (value - mean) };
}

/** The summary of both streams together. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    squares: a.squares + b.squares + (delta * delta * a.count * b.count) / count,
  };
}

/** Summary of a list. */
export function momentsOf(values: ArrayLike<number>): Moments {
  let moments = EMPTY_MOMENTS;
  for (let i = 0; i < values.length; i++) moments = addToMoments(moments, values[i] as number);
  return moments;
}

/** Unbiased sample variance (divisor n − 1); 0 for fewer than two values. */
export function varianceOf(moments: Moments): number {
  return moments.count < 2 ? 0 : moments.squares / (moments.count - 1);
}

/** Square root of the sample variance. */
export function deviationOf(moments: Moments): number {
  return Math.sqrt(varianceOf(moments));
}
