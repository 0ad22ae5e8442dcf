/**
 * Choosing the points of a long series that a chart of limited width has to show.
 *
 * Both functions return ascending positions into the series, not values, so that one choice serves every field of a row.
 * `selectMinMax` never hides a spike and is right for latencies and queues; `selectLttb` keeps the visual shape with fewer
 * points and is right for smooth curves such as losses.
 */

import { assert } from "../base/index.ts";

/**
 * Positions of the smallest and the largest value of each of `bucketCount` equal stretches, plus both ends; at most
 * 2 · bucketCount + 2 positions. A series that is short enough is returned whole.
 */
export function selectMinMax(values: ArrayLike<number>, bucketCount: number): number[] {
  assert(Number.isInteger(bucketCount) && bucketCount >= 1, "a chart has at least one bucket");
  const length = values.length;
  if (length <= 2 * bucketCount + 2) return Array.from({ length }, (_, i) => i);
  const selected = [0];
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const from = Math.floor((bucket * length) / bucketCount);
    const to = Math.floor(((bucket + 1) * length) / bucketCount);
    let lowest = from;
    let highest = from;
    for (let i = from + 1; i < to; i++) {
      if ((values[i] as number) < (values[lowest] as number)) lowest = i;
      if ((values[i] as number) > (values[highest] as number)) highest = i;
    }
    appendAscending(selected, Math.min(lowest, highest));
    appendAscending(selected, Math.max(lowest, highest));
  }
  appendAscending(selected, length - 1);
  return selected;
}

/**
 * Largest triangle three buckets (Steinarsson 2013): from each stretch the point that spans the largest triangle with the
 * point chosen before it and the mean of the next stretch. `xs` is ascending; at most `pointsMax` ≥ 3 positions.
 */
export function selectLttb(xs: ArrayLike<number>, ys: ArrayLike<number>, pointsMax: number): number[] {
  assert(xs.length === ys.length, "a series has one x for each y");
  assert(Number.isInteger(pointsMax) && pointsMax >= 3, "a curve is kept by at least three points");
  const length = xs.length;
  if (length <= pointsMax) return Array.from({ length }, (_, i) => i);
  const width = (length - 2) / (pointsMax - 2);
  const edge = (bucket: number): number => 1 + Math.floor(bucket * width);
  const selected = [0];
  let previous = 0;
  for (let bucket = 0; bucket < pointsMax - 2; bucket++) {
    const next = { from: edge(bucket + 1), to: Math.min(edge(bucket + 2), length) };
    const corner = { x: meanBetween(xs, next), y: meanBetween(ys, next) };
    const baseX = corner.x - (xs[previous] as number);
    const baseY = corner.y - (ys[previous] as number);
    let best = edge(bucket);
    let bestArea = -1;
    for (let i = edge(bucket); i < next.from; i++) {
      const sideX = (xs[i] as number) - (xs[previous] as number);
      const sideY = (ys[i] as number) - (ys[previous] as number);
      const area = Math.abs(baseX * sideY - baseY * sideX);
      if (area > bestArea) {
        best = i;
        bestArea = area;
      }
    }
    selected.push(best);
    previous = best;
  }
  selected.push(length - 1);
  return selected;
}

function appendAscending(selected: number[], position: number): void {
  if (position > (selected[selected.length - 1] as number)) selected.push(position);
}

function meanBetween(values: ArrayLike<number>, range: { from: number; to: number }): number {
  let sum = 0;
  for (let i = range.from; i < range.to; i++) sum += values[i] as number;
  return sum / (range.to - range.from);
}
