/** Measuring a model on rows it was not trained on. */

import { assert } from "../../base/index.ts";
import type { Dataset } from "./dataset.ts";
import type { Model, PackedModel } from "./model.ts";
import { forward, predictedClass, softmaxLoss } from "./network.ts";
import { sparseRowsOf } from "./sparse-rows.ts";
import { checkFit } from "./training.ts";
import { borrowWorkspace, type Workspace } from "./workspace.ts";

/** Result over `rows` rows: how many classes were right, that share, and the mean cross-entropy in nats. */
export interface Evaluation {
  readonly rows: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly loss: number;
}

/** Runs every row of the dataset through the model. */
export function evaluate(model: Model | PackedModel, dataset: Dataset): Evaluation {
  checkFit(model, dataset);
  assert(dataset.rows >= 1, "an evaluation needs at least one row");
  const work = borrowWorkspace(model);
  const sparse = sparseRowsOf(dataset);
  let correct = 0;
  let lossSum = 0;
  for (let row = 0; row < dataset.rows; row++) {
    const label = dataset.labels[row] as number;
    forward(work, sparse, row);
    if (predictedClass(work.output) === label) correct++;
    lossSum += softmaxLoss(work.output, label);
  }
  return { rows: dataset.rows, correct, accuracy: correct / dataset.rows, loss: lossSum / dataset.rows };
}

/** The cross-entropy of each row, in nats: what a paired comparison of two models needs. */
export function lossesOf(model: Model | PackedModel, dataset: Dataset): Float64Array {
  checkFit(model, dataset);
  return lossesOfRows(
    borrowWorkspace(model),
    dataset,
    Uint32Array.from({ length: dataset.rows }, (_, row) => row),
  );
}

/** The cross-entropy of each of the chosen rows under the model in the workspace. */
export function lossesOfRows(work: Workspace, dataset: Dataset, chosen: Uint32Array): Float64Array {
  const sparse = sparseRowsOf(dataset);
  const losses = new Float64Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i] as number;
    forward(work, sparse, row);
    losses[i] = softmaxLoss(work.output, dataset.labels[row] as number);
  }
  return losses;
}
