/**
 * Dense vectors in flat arrays: what small networks need, no more.
 *
 * Why arithmetic works on Float64Arrays: + − × ÷ and √ on doubles are the same bits in every engine, and rounding each store
 * to single precision made the same training 28 % slower. What lies at rest may be a Float32Array: it is widened exactly
 * when it is read and rounded to nearest when it is stored, which every engine does alike.
 *
 * Sums run from the first element to the last: floating addition is not associative, so the order is part of the result.
 * A function whose name ends in `InPlace` writes into its first argument; the others return a new array.
 */

import { assert } from "../base/index.ts";

/** Σ aᵢ · bᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  assert(a.length === b.length, "vectors of a dot product have one length");
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** √Σ aᵢ². */
export function euclideanNorm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** (1 − weight) · a + weight · b: a at weight 0, b at weight 1, exactly. In the precision of the two. */
export function interpolate<V extends Float64Array | Float32Array>(a: V, b: V, weight: number): V {
  assert(a.length === b.length, "interpolated vectors have one length");
  assert(weight >= 0 && weight <= 1, "weight of an interpolation lies between 0 and 1");
  const other = 1 - weight;
  const mixed = a.slice();
  for (let i = 0; i < a.length; i++) mixed[i] = other * (a[i] as number) + weight * (b[i] as number);
  return mixed as V;
}

/** True when every element is a number of magnitude ≤ limit; NaN and ±∞ are not. */
export function isBounded(a: Float64Array | Float32Array, limit: number): boolean {
  for (let i = 0; i < a.length; i++) if (!(Math.abs(a[i] as number) <= limit)) return false;
  return true;
}
