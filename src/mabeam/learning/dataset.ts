/**
 * Labelled examples as plain data, and the ways to divide them among agents.
 *
 * Datasets are large and never change: give them to processes by name or by reference from the world's assets, and keep
 * only an index into them in process state, or every checkpoint and every hash would visit them again.
 */

import { assert } from "../../base/index.ts";

/** `rows` examples of `featureCount` numbers each, and their classes 0 … classCount−1. */
export interface Dataset {
  readonly rows: number;
  readonly featureCount: number;
  readonly classCount: number;
  /** Row by row, scaled to about [0, 1]; every value exact in single precision. */
  readonly features: Float32Array;
  readonly labels: Uint8Array;
}

/** The chosen rows in the order given, copied. Row numbers may repeat. */
export function takeRows(dataset: Dataset, chosen: ArrayLike<number>): Dataset {
  const { featureCount, classCount } = dataset;
  const features = new Float32Array(chosen.length * featureCount);
  const labels = new Uint8Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i] as number;
    assert(Number.isInteger(row) && row >= 0 && row < dataset.rows, "a chosen row lies inside the dataset");
    features.set(dataset.features.subarray(row * featureCount, (row + 1) * featureCount), i * featureCount);
    labels[i] = dataset.labels[row] as number;
  }
  return { rows: chosen.length, featureCount, classCount, features, labels };
}

/**
 * One of `count` disjoint parts of nearly equal size that together hold every row: the rows index, index + count,
 * index + 2·count …. Strides mix writers and classes; `index` is 0 … count−1.
 */
export function shard(dataset: Dataset, index: number, count: number): Dataset {
  assert(Number.isInteger(count) && count >= 1 && count <= dataset.rows, "there are 1 … rows shards");
  assert(Number.isInteger(index) && index >= 0 && index < count, "a shard's index is below their count");
  const length = Math.ceil((dataset.rows - index) / count);
  return takeRows(
    dataset,
    Uint32Array.from({ length }, (_, i) => index + i * count),
  );
}
