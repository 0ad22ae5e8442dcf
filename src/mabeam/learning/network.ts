/**
 * The arithmetic of the network, forwards and backwards. Everything hot is here and works in place on a `Workspace`.
 *
 * Three things make it quick. Inputs and hidden units that are zero are skipped: half of the pixels are black and about
 * half of the rectifiers are off. The gradient of the first layer is summed weight by weight over the rows of a batch, not
 * row by row over all weights. And eight sums run side by side in local variables: one addition need not wait for another.
 *
 * None of it changes a bit: every sum begins with the same term and runs over inputs, or over rows, in ascending order.
 */

import { exp, ln } from "../../numeric/index.ts";
import type { SparseRows } from "./sparse-rows.ts";
import type { Workspace } from "./workspace.ts";

/** Sums that run side by side. The loops below are written out for this number. */
const ABREAST = 8;

/** Computes hidden units and outputs (before softmax) of one row. */
export function forward(work: Workspace, rows: SparseRows, row: number): void {
  const { weights, hidden, output, layout } = work;
  const outputs = output.length;
  sumHidden(work, rows, row);
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

/** Before the first row of a batch. The rest of the gradient and the deltas are written whole, not added to. */
export function beginBatch(work: Workspace): void {
  work.filled.fill(0);
  work.gradient.fill(0, work.layout.hiddenBias);
}

/**
 * Goes back from the loss of one row to the hidden layer, after `forward` and `softmaxLoss` of the same row: adds its part
 * to the gradients of the output layer and of the hidden biases, and keeps its deltas as those of the batch's row `at`.
 * The derivative of softmax with cross-entropy is probability − (1 for the right class).
 */
export function backward(work: Workspace, label: number, at: number): void {
  const { weights, hidden, delta, output, gradient, layout } = work;
  const outputs = output.length;
  const units = hidden.length;
  output[label] = (output[label] as number) - 1;
  for (let k = 0; k < outputs; k++) {
    gradient[layout.outputBias + k] = (gradient[layout.outputBias + k] as number) + (output[k] as number);
  }
  for (let j = 0; j < units; j++) {
    const h = hidden[j] as number;
    if (h === 0) {
      delta[at * units + j] = 0;
      continue;
    }
    const from = layout.output + j * outputs;
    let back = 0;
    for (let k = 0; k < outputs; k++) {
      const error = output[k] as number;
      gradient[from + k] = (gradient[from + k] as number) + h * error;
      back += error * (weights[from + k] as number);
    }
    delta[at * units + j] = back;
    gradient[layout.hiddenBias + j] = (gradient[layout.hiddenBias + j] as number) + back;
  }
}

/** Files the inputs of a row under their columns, as the batch's row `at`. Rows come in ascending order. */
export function fileInputs(work: Workspace, rows: SparseRows, row: number, at: number): void {
  const { filled, deltaAt, value, capacity } = work;
  const from = at * work.hidden.length;
  const end = rows.start[row + 1] as number;
  for (let n = rows.start[row] as number; n < end; n++) {
    const i = rows.input[n] as number;
    const count = filled[i] as number;
    deltaAt[i * capacity + count] = from;
    value[i * capacity + count] = rows.value[n] as number;
    filled[i] = count + 1;
  }
}

/** The gradient of the first layer: for each weight Σ input · delta over the rows of the batch. */
export function sumInputGradient(work: Workspace): void {
  const { filled, deltaAt, value, capacity, delta, gradient } = work;
  const units = work.hidden.length;
  const inEights = units - (units % ABREAST);
  for (let i = 0; i < filled.length; i++) {
    const first = i * capacity;
    const end = first + (filled[i] as number);
    for (let j = 0; j < inEights; j += ABREAST) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      let e = 0;
      let f = 0;
      let g = 0;
      let h = 0;
      for (let n = first; n < end; n++) {
        const at = (deltaAt[n] as number) + j;
        const x = value[n] as number;
        a += x * (delta[at] as number);
        b += x * (delta[at + 1] as number);
        c += x * (delta[at + 2] as number);
        d += x * (delta[at + 3] as number);
        e += x * (delta[at + 4] as number);
        f += x * (delta[at + 5] as number);
        g += x * (delta[at + 6] as number);
        h += x * (delta[at + 7] as number);
      }
      const to = i * units + j;
      gradient[to] = a;
      gradient[to + 1] = b;
      gradient[to + 2] = c;
      gradient[to + 3] = d;
      gradient[to + 4] = e;
      gradient[to + 5] = f;
      gradient[to + 6] = g;
      gradient[to + 7] = h;
    }
    for (let j = inEights; j < units; j++) {
      let sum = 0;
      for (let n = first; n < end; n++)
        sum += (value[n] as number) * (delta[(deltaAt[n] as number) + j] as number);
      gradient[i * units + j] = sum;
    }
  }
}

/** Hidden sums before the rectifier: bias + Σ input · weight. */
function sumHidden(work: Workspace, rows: SparseRows, row: number): void {
  const { weights, hidden } = work;
  const { input, value } = rows;
  const bias = work.layout.hiddenBias;
  const first = rows.start[row] as number;
  const end = rows.start[row + 1] as number;
  const units = hidden.length;
  const inEights = units - (units % ABREAST);
  for (let j = 0; j < inEights; j += ABREAST) {
    let a = weights[bias + j] as number;
    let b = weights[bias + j + 1] as number;
    let c = weights[bias + j + 2] as number;
    let d = weights[bias + j + 3] as number;
    let e = weights[bias + j + 4] as number;
    let f = weights[bias + j + 5] as number;
    let g = weights[bias + j + 6] as number;
    let h = weights[bias + j + 7] as number;
    for (let n = first; n < end; n++) {
      const at = (input[n] as number) * units + j;
      const x = value[n] as number;
      a += x * (weights[at] as number);
      b += x * (weights[at + 1] as number);
      c += x * (weights[at + 2] as number);
      d += x * (weights[at + 3] as number);
      e += x * (weights[at + 4] as number);
      f += x * (weights[at + 5] as number);
      g += x * (weights[at + 6] as number);
      h += x * (weights[at + 7] as number);
    }
    hidden[j] = a;
    hidden[j + 1] = b;
    hidden[j + 2] = c;
    hidden[j + 3] = d;
    hidden[j + 4] = e;
    hidden[j + 5] = f;
    hidden[j + 6] = g;
    hidden[j + 7] = h;
  }
  for (let j = inEights; j < units; j++) {
    let sum = weights[bias + j] as number;
    for (let n = first; n < end; n++)
      sum += (value[n] as number) * (weights[(input[n] as number) * units + j] as number);
    hidden[j] = sum;
  }
}
