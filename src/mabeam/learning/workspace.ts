/**
 * Where a task computes: the model in double precision and the scratch arrays of the network, borrowed for one call of
 * training, evaluation or comparison and never part of a state.
 *
 * There is one, kept for the next task of the same shape: to create its arrays anew took a tenth of a task's time.
 * Nothing can leak from one task to the next: `borrowWorkspace` overwrites the model, and everything else is written
 * before it is read, row by row or step by step (see `network.ts`). A task runs to its end without being interrupted, so
 * two never share it.
 */

import { assert } from "../../base/index.ts";
import type { Model, ModelShape, PackedModel } from "./model.ts";
import { isSameShape, layoutOf } from "./model.ts";

export interface Workspace {
  readonly shape: ModelShape;
  readonly layout: ReturnType<typeof layoutOf>;
  /** The model at work; training writes both in place. */
  readonly weights: Float64Array;
  readonly velocity: Float64Array;
  /** Of the row at hand: hidden units after the rectifier; outputs, then probabilities, then errors. */
  readonly hidden: Float64Array;
  readonly output: Float64Array;
  /** Sum of the batch's gradients, in the layout of the weights. */
  readonly gradient: Float64Array;
  /** Of each row of the batch: derivative of its loss by each hidden unit. */
  readonly delta: Float64Array;
  /**
   * The batch by inputs: for input i, `filled[i]` rows in which it is not zero, from i · capacity on: where their deltas
   * begin, and the input's value.
   */
  readonly filled: Int32Array;
  readonly deltaAt: Int32Array;
  readonly value: Float64Array;
  /** Rows a batch may have. */
  readonly capacity: number;
}

let kept: Workspace | undefined;

/** The workspace with this model in it, for batches of up to `batchSize` rows. */
export function borrowWorkspace(model: Model | PackedModel, batchSize = 0): Workspace {
  const { shape } = model;
  const isFit = kept !== undefined && isSameShape(kept.shape, shape) && kept.capacity >= batchSize;
  const work = isFit && kept !== undefined ? kept : createWorkspace(shape, batchSize);
  kept = work;
  loadModel(work, model);
  return work;
}

/** Writes this model over the one in the workspace, widened exactly. */
function loadModel(work: Workspace, model: Model | PackedModel): void {
  const { length } = work.weights;
  assert(
    model.weights.length === length && model.velocity.length === length,
    "a model has its shape's length",
  );
  work.weights.set(model.weights);
  work.velocity.set(model.velocity);
}

function createWorkspace(shape: ModelShape, capacity: number): Workspace {
  const layout = layoutOf(shape);
  return {
    shape,
    layout,
    weights: new Float64Array(layout.length),
    velocity: new Float64Array(layout.length),
    hidden: new Float64Array(shape.hidden),
    output: new Float64Array(shape.outputs),
    gradient: new Float64Array(layout.length),
    delta: new Float64Array(capacity * shape.hidden),
    filled: new Int32Array(shape.inputs),
    deltaAt: new Int32Array(capacity * shape.inputs),
    value: new Float64Array(capacity * shape.inputs),
    capacity,
  };
}
