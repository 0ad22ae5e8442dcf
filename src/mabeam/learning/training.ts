/**
 * Training by stochastic gradient descent with momentum (Polyak's heavy ball): v ← μ·v − η·∇, w ← w + v.
 *
 * A diverging learning rate is an everyday event in this world (agents propose values), so it is an answer: the model is
 * returned as it was given and no NaN can reach a state, a message or a vote.
 */

import { assert } from "../../base/index.ts";
import type { UniformSource } from "../../numeric/index.ts";
import type { BatchCursor } from "./batches.ts";
import { drawRows } from "./batches.ts";
import { flopsOfStep } from "./cost.ts";
import type { Dataset } from "./dataset.ts";
import type { Model, PackedModel } from "./model.ts";
import { WEIGHT_MAX } from "./model.ts";
import { backward, beginBatch, fileInputs, forward, softmaxLoss, sumInputGradient } from "./network.ts";
import { type SparseRows, sparseRowsOf } from "./sparse-rows.ts";
import { borrowWorkspace, type Workspace } from "./workspace.ts";

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

/**
 * What training gives back: a model in the precision of the one that was given. `lossMean` is the mean over the steps, each
 * before its update. `step` counts from 0.
 */
export type Training<M extends Model | PackedModel = Model> = Outcome & {
  readonly model: M;
  readonly cursor: BatchCursor;
};

/** How some steps went. */
export type Outcome =
  | { readonly diverged: false; readonly lossMean: number; readonly flops: number }
  | { readonly diverged: true; readonly step: number; readonly flops: number };

/**
 * Trains for `steps` steps on batches drawn from the cursor. The model and the dataset are not written. The stream is drawn
 * from only when a pass over the dataset ends.
 */
export function trainSteps<M extends Model | PackedModel>(
  model: M,
  dataset: Dataset,
  options: TrainOptions,
  source: UniformSource,
): Training<M> {
  assert(options.cursor.order.length === dataset.rows, "the cursor belongs to a dataset of this size");
  const drawn = drawRows(options.cursor, options.steps * options.batchSize, source);
  return { ...trainOnRows(model, dataset, drawn.rows, options), cursor: drawn.cursor };
}

/** Trains on the given rows, `batchSize` at a time; their number is a multiple of it. */
export function trainOnRows<M extends Model | PackedModel>(
  model: M,
  dataset: Dataset,
  rows: Uint32Array,
  options: StepOptions,
): Outcome & { readonly model: M } {
  const work = borrowWorkspace(model, options.batchSize);
  const outcome = trainInPlace(work, dataset, rows, options);
  return { ...outcome, model: outcome.diverged ? model : modelLike(model, work) };
}

/** Trains the model in the workspace, whose capacity is at least `batchSize`. After a divergence that model is of no use. */
export function trainInPlace(
  work: Workspace,
  dataset: Dataset,
  rows: Uint32Array,
  options: StepOptions,
): Outcome {
  checkFit(work, dataset);
  checkOptions(options);
  const { batchSize } = options;
  const steps = rows.length / batchSize;
  assert(Number.isInteger(steps) && steps >= 1, "rows to train on make at least one step of whole batches");
  const sparse = sparseRowsOf(dataset);
  const flopsEach = flopsOfStep(work.shape, batchSize);
  let lossSum = 0;
  for (let step = 0; step < steps; step++) {
    const batch = rows.subarray(step * batchSize, (step + 1) * batchSize);
    const loss = sumGradient(work, sparse, dataset.labels, batch);
    const isBounded = applyGradient(work, options);
    lossSum += loss;
    if (!Number.isFinite(loss) || !isBounded) return { diverged: true, step, flops: (step + 1) * flopsEach };
  }
  return { diverged: false, lossMean: lossSum / steps, flops: steps * flopsEach };
}

/** A copy of the model in the workspace, in the precision of `model`. */
function modelLike<M extends Model | PackedModel>(model: M, { weights, velocity }: Workspace): M {
  const isPacked = model.weights instanceof Float32Array;
  const copy = (field: Float64Array) => (isPacked ? new Float32Array(field) : field.slice());
  return { ...model, weights: copy(weights), velocity: copy(velocity) };
}

/** A model can be used on a dataset when inputs and classes agree. */
export function checkFit({ shape }: Pick<Model, "shape">, dataset: Dataset): void {
  assert(shape.inputs === dataset.featureCount, "the model has one input per feature");
  assert(shape.outputs === dataset.classCount, "the model has one output per class");
}

/** Sum of the gradients of the batch's rows into `work.gradient`; returns their mean loss. */
function sumGradient(work: Workspace, rows: SparseRows, labels: Uint8Array, batch: Uint32Array): number {
  let lossSum = 0;
  beginBatch(work);
  for (let at = 0; at < batch.length; at++) {
    const row = batch[at] as number;
    const label = labels[row] as number;
    forward(work, rows, row);
    lossSum += softmaxLoss(work.output, label);
    backward(work, label, at);
    fileInputs(work, rows, row, at);
  }
  sumInputGradient(work);
  return lossSum / batch.length;
}

/** One update in place; says whether every weight is still a number of magnitude ≤ WEIGHT_MAX. */
function applyGradient({ weights, velocity, gradient }: Workspace, options: StepOptions): boolean {
  const { momentum } = options;
  const rate = options.learningRate / options.batchSize;
  const decay = options.learningRate * (options.weightDecay ?? 0);
  let isBounded = true;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i] as number;
    const v = momentum * (velocity[i] as number) - rate * (gradient[i] as number) - decay * w;
    const next = w + v;
    velocity[i] = v;
    weights[i] = next;
    if (!(Math.abs(next) <= WEIGHT_MAX)) isBounded = false;
  }
  return isBounded;
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
