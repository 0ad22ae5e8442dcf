/** Measuring a model on rows it was not trained on. */

import { assert } from "../../base/index.ts";
import type { Dataset } from "./dataset.ts";
import type { Model } from "./model.ts";
import { createWorkspace, forward, predictedClass, softmaxLoss } from "./network.ts";
import { checkFit } from "./training.ts";

/** Result over `rows` rows: how many classes were right, that share, and the mean cross-entropy in nats. */
export interface Evaluation {
  readonly rows: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly loss: number;
}

/** Runs every row of the dataset through the model. */
export function evaluate(model: Model, dataset: Dataset): Evaluation {
  checkFit(model, dataset);
  assert(dataset.rows >= 1, "an evaluation needs at least one row");
  const work = createWorkspace(model.shape);
  let correct = 0;
  let lossSum = 0;
  for (let row = 0; row < dataset.rows; row++) {
    const label = dataset.labels[row] as number;
    forward(work, model.weights, dataset, row);
    if (predictedClass(work.output) === label) correct++;
    lossSum += softmaxLoss(work.output, label);
  }
  return { rows: dataset.rows, correct, accuracy: correct / dataset.rows, loss: lossSum / dataset.rows };
}

/** The cross-entropy of each row, in nats: what a paired comparison of two models needs. */
export function lossesOf(model: Model, dataset: Dataset): Float64Array {
  checkFit(model, dataset);
  const work = createWorkspace(model.shape);
  return Float64Array.from({ length: dataset.rows }, (_, row) => {
    forward(work, model.weights, dataset, row);
    return softmaxLoss(work.output, dataset.labels[row] as number);
  });
}
