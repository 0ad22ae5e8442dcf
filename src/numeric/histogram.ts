/**
 * A histogram of non-negative values with a fixed relative error, for p50 / p90 / p99 of latencies and sizes.
 *
 * Buckets are log-linear (Tene's HdrHistogram): 64 equal ones per power of two. Octave and bucket are the exponent and
 * the first six fraction bits of the double, so finding them is one shift and needs no logarithm.
 *
 * Invariants
 * - A quantile is at most 0.8 % off, whatever the range; minimum, maximum and count are exact.
 * - Merging loses nothing: the merge of two histograms has the buckets of the histogram of all values, so summaries of
 *   nodes, windows or workers add up. `sum` is exact while the values are integers and the sum is below 2⁵³.
 * - Plain data, never written after it was returned. Recording copies one octave and the short list of octaves, so
 *   successive versions share the rest.
 */

import { assert } from "../base/index.ts";
import { fromHighWord, highWordOf } from "./float-bits.ts";

/** The 64 buckets between a power of two and the next. */
interface Octave {
  /** Exponent field of the doubles in this octave: they lie in [2^(exponent − 1023), 2^(exponent − 1022)). */
  readonly exponent: number;
  /** How many values lie in each of the 64 buckets. */
  readonly counts: readonly number[];
}

/** Summary of a set of values ≥ 0. `min` and `max` are 0 while `count` is 0. */
export interface Histogram {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** The octaves in use, ascending. */
  readonly octaves: readonly Octave[];
}

export const EMPTY_HISTOGRAM: Histogram = { count: 0, sum: 0, min: 0, max: 0, octaves: [] };

const BUCKETS_PER_OCTAVE = 64;
const NO_COUNTS: readonly number[] = new Array<number>(BUCKETS_PER_OCTAVE).fill(0);

/** Bits of the upper word below the bucket number: 20 fraction bits minus the six that are kept. */
const DROPPED_BITS = 14;

/** The histogram with one more value (finite, ≥ 0). */
export function recordValue(histogram: Histogram, value: number): Histogram {
  const bucket = bucketOf(value);
  return {
    count: histogram.count + 1,
    sum: histogram.sum + value,
    min: histogram.count === 0 ? value : Math.min(histogram.min, value),
    max: Math.max(histogram.max, value),
    octaves: withOneMore(
      histogram.octaves,
      Math.floor(bucket / BUCKETS_PER_OCTAVE),
      bucket % BUCKETS_PER_OCTAVE,
    ),
  };
}

/** Histogram of a list. */
export function histogramOf(values: ArrayLike<number>): Histogram {
  let histogram = EMPTY_HISTOGRAM;
  for (let i = 0; i < values.length; i++) histogram = recordValue(histogram, values[i] as number);
  return histogram;
}

/** The histogram of both sets together. */
export function mergeHistograms(a: Histogram, b: Histogram): Histogram {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    octaves: mergeOctaves(a.octaves, b.octaves),
  };
}

/**
 * The p-quantile by nearest rank, 0 ≤ p ≤ 1: the middle of the bucket that holds the value of rank ⌈p · count⌉, kept
 * within [min, max]. 0 for an empty histogram.
 */
export function quantileOfHistogram(histogram: Histogram, p: number): number {
  assert(p >= 0 && p <= 1, "probability of a quantile lies between 0 and 1");
  const rank = Math.max(1, Math.ceil(p * histogram.count));
  let seen = 0;
  for (const { exponent, counts } of histogram.octaves) {
    for (let i = 0; i < BUCKETS_PER_OCTAVE; i++) {
      seen += counts[i] as number;
      if (seen < rank) continue;
      const bucket = exponent * BUCKETS_PER_OCTAVE + i;
      const middle = (lowerEdgeOf(bucket) + lowerEdgeOf(bucket + 1)) / 2;
      return Math.min(Math.max(middle, histogram.min), histogram.max);
    }
  }
  return histogram.max;
}

/** Mean of the recorded values; 0 for an empty histogram. */
export function meanOfHistogram(histogram: Histogram): number {
  return histogram.count === 0 ? 0 : histogram.sum / histogram.count;
}

/** The buckets in use as drawable bars, ascending: how many values lie in [low, high). */
export function barsOf(histogram: Histogram): { low: number; high: number; count: number }[] {
  const bars: { low: number; high: number; count: number }[] = [];
  for (const { exponent, counts } of histogram.octaves) {
    counts.forEach((count, i) => {
      const bucket = exponent * BUCKETS_PER_OCTAVE + i;
      if (count > 0) bars.push({ low: lowerEdgeOf(bucket), high: lowerEdgeOf(bucket + 1), count });
    });
  }
  return bars;
}

function withOneMore(octaves: readonly Octave[], exponent: number, index: number): readonly Octave[] {
  const found = octaves.findIndex((octave) => octave.exponent >= exponent);
  const at = found < 0 ? octaves.length : found;
  const octave = octaves[at];
  const isKnown = octave !== undefined && octave.exponent === exponent;
  const counts = isKnown ? octave.counts : NO_COUNTS;
  const changed = { exponent, counts: counts.with(index, (counts[index] as number) + 1) };
  return isKnown ? octaves.with(at, changed) : octaves.toSpliced(at, 0, changed);
}

function mergeOctaves(a: readonly Octave[], b: readonly Octave[]): readonly Octave[] {
  const merged: Octave[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && right !== undefined && left.exponent === right.exponent) {
      const counts = left.counts.map((count, at) => count + (right.counts[at] as number));
      merged.push({ exponent: left.exponent, counts });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || left.exponent < right.exponent)) {
      merged.push(left);
      i++;
    } else if (right !== undefined) {
      merged.push(right);
      j++;
    } else return merged;
  }
}

function bucketOf(value: number): number {
  assert(value >= 0 && value <= Number.MAX_VALUE, "a recorded value is finite and not negative");
  // Adding 0 turns −0 into 0, whose sign bit would otherwise become part of the bucket's number.
  return highWordOf(value + 0) >>> DROPPED_BITS;
}

/** Smallest value of a bucket; +∞ above the last one. */
function lowerEdgeOf(bucket: number): number {
  return fromHighWord(bucket << DROPPED_BITS);
}
