/**
 * Training by stochastic gradient descent with momentum (Polyak's heavy ball): v ← μ·v − η·∇, w ← w + v.
 *
 * A diverging learning rate is an everyday event in this world (agents propose values), so it is an answer: the model is
 * returned as it was given and no NaN can reach a state, a message or a vote.
 */

import { assert } from "../../base/index.ts";
import type { UniformSource } from "../../numeric/index.ts";
import { isBounded } from "../../numeric/index.ts";
import type { BatchCursor } from "./batches.ts";
import { drawRows } from "./batches.ts";
import { flopsOfStep } from "./cost.ts";
import type { Dataset } from "./dataset.ts";
import type { Model } from "./model.ts";
import { WEIGHT_MAX } from "./model.ts";
import type { Workspace } from "./network.ts";
import { backward, createWorkspace, forward, softmaxLoss } from "./network.ts";

/** What one training step does. `weightDecay` (L2, default 0) is added to the gradient as weightDecay · w. */
export interface StepOptions {
  readonly learningRate: number;
  /** 0 ≤ momentum < 1. */
  readonly momentum: number;
  readonly batchSize: number;
  readonly weightDecay?: number;
}

/** A number of steps from a place in the dataset. */
export interface TrainOptions extends StepOptions {
  readonly steps: number;
  readonly cursor: BatchCursor;
}

/** What training gives back. `lossMean` is the mean over the steps, each before its update. `step` counts from 0. */
export type Training =
  | {
      readonly diverged: false;
      readonly model: Model;
      readonly lossMean: number;
      readonly flops: number;
      readonly cursor: BatchCursor;
    }
  | {
      readonly diverged: true;
      readonly model: Model;
      readonly step: number;
      readonly flops: number;
      readonly cursor: BatchCursor;
    };

/**
 * Trains for `steps` steps on batches drawn from the cursor. The model and the dataset are not written. The stream is drawn
 * from only when a pass over the dataset ends.
 */
export function trainSteps(
  model: Model,
  dataset: Dataset,
  options: TrainOptions,
  source: UniformSource,
): Training {
  assert(options.cursor.order.length === dataset.rows, "the cursor belongs to a dataset of this size");
  const drawn = drawRows(options.cursor, options.steps * options.batchSize, source);
  return { ...trainOnRows(model, dataset, drawn.rows, options), cursor: drawn.cursor };
}

/** Trains on the given rows, `batchSize` at a time; their number is a multiple of it. */
export function trainOnRows(model: Model, dataset: Dataset, rows: Uint32Array, options: StepOptions) {
  checkFit(model, dataset);
  checkOptions(options);
  const steps = rows.length / options.batchSize;
  assert(Number.isInteger(steps) && steps >= 1, "rows to train on make at least one step of whole batches");
  const work = createWorkspace(model.shape);
  const trained: Model = {
    shape: model.shape,
    weights: model.weights.slice(),
    velocity: model.velocity.slice(),
  };
  const flopsEach = flopsOfStep(model.shape, options.batchSize);
  let lossSum = 0;
  for (let step = 0; step < steps; step++) {
    const batch = rows.subarray(step * options.batchSize, (step + 1) * options.batchSize);
    const loss = accumulateGradient(work, trained.weights, dataset, batch);
    applyGradient(trained, work.gradient, options);
    lossSum += loss;
    const isSound = Number.isFinite(loss) && isBounded(trained.weights, WEIGHT_MAX);
    if (!isSound) return { diverged: true as const, model, step, flops: (step + 1) * flopsEach };
  }
  return { diverged: false as const, model: trained, lossMean: lossSum / steps, flops: steps * flopsEach };
}

/** A model can be used on a dataset when inputs and classes agree. */
export function checkFit(model: Model, dataset: Dataset): void {
  assert(model.shape.inputs === dataset.featureCount, "the model has one input per feature");
  assert(model.shape.outputs === dataset.classCount, "the model has one output per class");
}

/** Mean gradient of the batch into `work.gradient` (not yet divided); returns the mean loss. */
function accumulateGradient(
  work: Workspace,
  weights: Float64Array,
  dataset: Dataset,
  batch: Uint32Array,
): number {
  work.gradient.fill(0);
  let lossSum = 0;
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i] as number;
    const label = dataset.labels[row] as number;
    const count = forward(work, weights, dataset, row);
    lossSum += softmaxLoss(work.output, label);
    backward(work, weights, label, count);
  }
  return lossSum / batch.length;
}

/** One update in place: `trained` is our own copy until it is returned. */
function applyGradient(trained: Model, gradientSum: Float64Array, options: StepOptions): void {
  const { weights, velocity } = trained;
  const { momentum } = options;
  const rate = options.learningRate / options.batchSize;
  const decay = options.learningRate * (options.weightDecay ?? 0);
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i] as number;
    const v = momentum * (velocity[i] as number) - rate * (gradientSum[i] as number) - decay * w;
    velocity[i] = v;
    weights[i] = w + v;
  }
}

function checkOptions(options: StepOptions): void {
  assert(
    Number.isFinite(options.learningRate) && options.learningRate >= 0,
    "learning rate is finite, 0 or more",
  );
  assert(options.momentum >= 0 && options.momentum < 1, "momentum lies in [0, 1)");
  assert(
    Number.isInteger(options.batchSize) && options.batchSize >= 1,
    "batch size is an integer, 1 or more",
  );
  const decay = options.weightDecay ?? 0;
  assert(Number.isFinite(decay) && decay >= 0, "weight decay is finite, 0 or more");
}
