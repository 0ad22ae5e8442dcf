/**
 * A network with one hidden layer of rectifiers, as plain data: its shape, its weights and the momentum of each weight.
 *
 * Layout of `weights` (and of `velocity`), with I inputs, H hidden units and O outputs:
 *   [0, I·H)        input → hidden, one run of H per input
 *   [.., + H)       biases of the hidden layer
 *   [.., + H·O)     hidden → output, one run of O per hidden unit
 *   [.., + O)       biases of the output layer
 *
 * Invariants
 * - Weights are finite and of magnitude ≤ WEIGHT_MAX, which both precisions hold exactly, and so velocities of at most twice
 *   that; training that leaves this range is refused as diverged.
 * - Arrays of a model are never written after the model was returned: models are shared by messages and checkpoints.
 * - At work a model is in double precision: + − × ÷ give the same bits in every engine, and each store costs least (see
 *   `numeric/dense.ts`). At rest (in a state, a message, a table, on disk) it is packed: single precision, half the bytes,
 *   rounded to nearest once per task. Widening is exact, so an agent goes on from a restored model as from its own.
 */

import { assert } from "../../base/index.ts";
import type { UniformSource } from "../../numeric/index.ts";
import { interpolate, isBounded, sample } from "../../numeric/index.ts";

/** Numbers of inputs, hidden units and outputs (classes). */
export interface ModelShape {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

/** A network at work. Both arrays have `weightCount(shape)` elements. */
export interface Model {
  readonly shape: ModelShape;
  readonly weights: Float64Array;
  readonly velocity: Float64Array;
}

/** A network at rest: the same in single precision. */
export interface PackedModel {
  readonly shape: ModelShape;
  readonly weights: Float32Array;
  readonly velocity: Float32Array;
}

/** The network of the reference figure for the digits: 2,410 weights, packed 9.6 kB and as much momentum. */
export const DIGITS_SHAPE: ModelShape = { inputs: 64, hidden: 32, outputs: 10 };

/** Beyond this magnitude of a weight the training counts as diverged: useful weights stay below 100. */
export const WEIGHT_MAX = 1e6;

/** Where the four parts of the layout begin, and its length. */
export function layoutOf(shape: ModelShape) {
  const hiddenBias = shape.inputs * shape.hidden;
  const output = hiddenBias + shape.hidden;
  const outputBias = output + shape.hidden * shape.outputs;
  return { hiddenBias, output, outputBias, length: outputBias + shape.outputs };
}

/** Number of weights and biases. */
export function weightCount(shape: ModelShape): number {
  return layoutOf(shape).length;
}

/**
 * A fresh network: weights normal with variance 2 / fan-in (He et al. 2015), biases and velocities zero.
 * Draws two words per weight that is not a bias.
 */
export function initModel(shape: ModelShape, source: UniformSource): Model {
  for (const units of [shape.inputs, shape.hidden, shape.outputs]) {
    assert(Number.isInteger(units) && units >= 1, "each layer has at least one unit");
  }
  const { hiddenBias, output, outputBias, length } = layoutOf(shape);
  const weights = new Float64Array(length);
  const fill = (from: number, to: number, fanIn: number): void => {
    const deviation = Math.sqrt(2 / fanIn);
    for (let i = from; i < to; i++) weights[i] = sample({ kind: "normal", mean: 0, deviation }, source);
  };
  fill(0, hiddenBias, shape.inputs);
  fill(output, outputBias, shape.hidden);
  return { shape, weights, velocity: new Float64Array(length) };
}

/** The model in single precision, each number rounded to nearest. */
export function packModel({ shape, weights, velocity }: Model): PackedModel {
  return { shape, weights: new Float32Array(weights), velocity: new Float32Array(velocity) };
}

/** The model in double precision, each number exactly the same. */
export function unpackModel({ shape, weights, velocity }: PackedModel): Model {
  return { shape, weights: new Float64Array(weights), velocity: new Float64Array(velocity) };
}

/**
 * Gossip averaging: (1 − weight) · mine + weight · theirs, in the precision of mine; the momentum stays my own. Both must have
 * one shape and, to be useful, descend from one initial model: the units of independently drawn networks do not correspond.
 */
export function averageWeights<M extends Model | PackedModel>(
  mine: M,
  theirs: M["weights"],
  weight = 0.5,
): M {
  return { ...mine, weights: interpolate(mine.weights, theirs, weight) };
}

/** True when these can be the weights of a model of this shape: as many as it has, each a number within the range. */
export function areWeightsOf(shape: ModelShape, weights: Float64Array | Float32Array): boolean {
  return weights.length === weightCount(shape) && isBounded(weights, WEIGHT_MAX);
}

/** True when two shapes have the same numbers of units. */
export function isSameShape(a: ModelShape, b: ModelShape): boolean {
  return a.inputs === b.inputs && a.hidden === b.hidden && a.outputs === b.outputs;
}
