/**
 * The arithmetic of one example through the network, forwards and backwards. Everything hot is here and works in place on a
 * `Workspace`, which lives for one call of the training or evaluation and is never part of a state.
 *
 * Two things make it quick. Inputs and hidden units that are zero are skipped: half of the pixels are black and about half
 * of the rectifiers are off. And four hidden units are summed at a time, in local variables instead of array elements.
 * Both are part of the definition: each sum runs over the inputs in ascending order, so the bits are always the same.
 */

import { exp, ln } from "../../numeric/index.ts";
import type { Dataset } from "./dataset.ts";
import type { ModelShape } from "./model.ts";
import { layoutOf } from "./model.ts";

/** Scratch arrays for one shape. */
export interface Workspace {
  readonly shape: ModelShape;
  /** The inputs of the current row that are not zero: where their weights begin, and their values. */
  readonly from: Int32Array;
  readonly value: Float64Array;
  readonly hidden: Float64Array;
  /** Derivative of the loss by each hidden unit. */
  readonly delta: Float64Array;
  readonly output: Float64Array;
  /** Sum of gradients, in the layout of the weights. */
  readonly gradient: Float64Array;
}

/** Fresh scratch for networks of one shape. */
export function createWorkspace(shape: ModelShape): Workspace {
  return {
    shape,
    from: new Int32Array(shape.inputs),
    value: new Float64Array(shape.inputs),
    hidden: new Float64Array(shape.hidden),
    delta: new Float64Array(shape.hidden),
    output: new Float64Array(shape.outputs),
    gradient: new Float64Array(layoutOf(shape).length),
  };
}

/** Computes the outputs (before softmax) of one row. Returns how many of its inputs are not zero, for `backward`. */
export function forward(work: Workspace, weights: Float64Array, dataset: Dataset, row: number): number {
  const { shape, hidden, output } = work;
  const { outputs } = shape;
  const layout = layoutOf(shape);
  const count = gatherInputs(work, dataset, row);
  sumHidden(work, weights, count);
  for (let k = 0; k < outputs; k++) output[k] = weights[layout.outputBias + k] as number;
  for (let j = 0; j < hidden.length; j++) {
    const h = hidden[j] as number;
    if (h <= 0) {
      hidden[j] = 0;
      continue;
    }
    const from = layout.output + j * outputs;
    for (let k = 0; k < outputs; k++) output[k] = (output[k] as number) + h * (weights[from + k] as number);
  }
  return count;
}

/** Turns outputs into probabilities in place and returns the cross-entropy of the right class (in nats). */
export function softmaxLoss(output: Float64Array, label: number): number {
  let max = output[0] as number;
  for (let k = 1; k < output.length; k++) max = Math.max(max, output[k] as number);
  const ofLabel = (output[label] as number) - max;
  let sum = 0;
  for (let k = 0; k < output.length; k++) {
    const e = exp((output[k] as number) - max);
    output[k] = e;
    sum += e;
  }
  for (let k = 0; k < output.length; k++) output[k] = (output[k] as number) / sum;
  return ln(sum) - ofLabel;
}

/** Position of the largest output; the first one on a tie. */
export function predictedClass(output: Float64Array): number {
  let best = 0;
  for (let k = 1; k < output.length; k++) if ((output[k] as number) > (output[best] as number)) best = k;
  return best;
}

/**
 * Adds the gradient of one row's loss to `work.gradient`, after `forward` (whose result is `count`) and `softmaxLoss` of the
 * same row. The derivative of softmax with cross-entropy is probability − (1 for the right class).
 */
export function backward(work: Workspace, weights: Float64Array, label: number, count: number): void {
  const { shape, hidden, delta, output, gradient } = work;
  const { outputs } = shape;
  const units = shape.hidden;
  const layout = layoutOf(shape);
  output[label] = (output[label] as number) - 1;
  for (let k = 0; k < outputs; k++) {
    gradient[layout.outputBias + k] = (gradient[layout.outputBias + k] as number) + (output[k] as number);
  }
  for (let j = 0; j < units; j++) {
    const h = hidden[j] as number;
    delta[j] = 0;
    if (h === 0) continue;
    const from = layout.output + j * outputs;
    let back = 0;
    for (let k = 0; k < outputs; k++) {
      const error = output[k] as number;
      gradient[from + k] = (gradient[from + k] as number) + h * error;
      back += error * (weights[from + k] as number);
    }
    delta[j] = back;
    gradient[layout.hiddenBias + j] = (gradient[layout.hiddenBias + j] as number) + back;
  }
  for (let n = 0; n < count; n++) {
    const from = work.from[n] as number;
    const x = work.value[n] as number;
    for (let j = 0; j < units; j++)
      gradient[from + j] = (gradient[from + j] as number) + x * (delta[j] as number);
  }
}

function gatherInputs(work: Workspace, dataset: Dataset, row: number): number {
  const { from, value } = work;
  const { inputs, hidden } = work.shape;
  const { features } = dataset;
  let count = 0;
  for (let i = 0; i < inputs; i++) {
    const x = features[row * inputs + i] as number;
    if (x === 0) continue;
    from[count] = i * hidden;
    value[count] = x;
    count++;
  }
  return count;
}

/** Hidden sums before the rectifier: bias + Σ input · weight. */
function sumHidden(work: Workspace, weights: Float64Array, count: number): void {
  const { from, value, hidden } = work;
  const bias = layoutOf(work.shape).hiddenBias;
  const units = hidden.length;
  const inFours = units - (units % 4);
  for (let j = 0; j < inFours; j += 4) {
    let a = weights[bias + j] as number;
    let b = weights[bias + j + 1] as number;
    let c = weights[bias + j + 2] as number;
    let d = weights[bias + j + 3] as number;
    for (let n = 0; n < count; n++) {
      const at = (from[n] as number) + j;
      const x = value[n] as number;
      a += x * (weights[at] as number);
      b += x * (weights[at + 1] as number);
      c += x * (weights[at + 2] as number);
      d += x * (weights[at + 3] as number);
    }
    hidden[j] = a;
    hidden[j + 1] = b;
    hidden[j + 2] = c;
    hidden[j + 3] = d;
  }
  for (let j = inFours; j < units; j++) {
    let sum = weights[bias + j] as number;
    for (let n = 0; n < count; n++)
      sum += (value[n] as number) * (weights[(from[n] as number) + j] as number);
    hidden[j] = sum;
  }
}
