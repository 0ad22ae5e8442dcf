/**
 * A dataset without its zeros: for each row, which inputs are not zero, and their values. Half of the pixels of the digits
 * are black, and finding that out once per dataset is cheaper than once per look at a row.
 *
 * The list is derived from a dataset and remembered with it; datasets never change, so it never does either, and a run that
 * computes it anew gets the same one. It is part of no state, message or checkpoint.
 */

import type { Dataset } from "./dataset.ts";

/** The entries of row r are start[r] … start[r + 1] − 1, in ascending order of inputs. Values widened from the features. */
export interface SparseRows {
  readonly start: Int32Array;
  readonly input: Int32Array;
  readonly value: Float64Array;
}

const remembered = new WeakMap<Dataset, SparseRows>();

/** The rows of this dataset without their zeros. */
export function sparseRowsOf(dataset: Dataset): SparseRows {
  const known = remembered.get(dataset);
  if (known !== undefined) return known;
  const { rows, featureCount, features } = dataset;
  const total = features.reduce((count, x) => (x === 0 ? count : count + 1), 0);
  const start = new Int32Array(rows + 1);
  const input = new Int32Array(total);
  const value = new Float64Array(total);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < featureCount; i++) {
      const x = features[row * featureCount + i] as number;
      if (x === 0) continue;
      input[end] = i;
      value[end] = x;
      end++;
    }
    start[row + 1] = end;
  }
  const sparse: SparseRows = { start, input, value };
  remembered.set(dataset, sparse);
  return sparse;
}
