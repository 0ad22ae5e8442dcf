/**
 * What learning costs in the simulated world: floating-point operations, and the virtual time they take on a node.
 *
 * The count is that of dense arithmetic, whatever the code skips, so that cost depends on shape and batch alone.
 */

import { assert } from "../../base/index.ts";
import type { ModelShape } from "./model.ts";
import { weightCount } from "./model.ts";

/** One multiplication and one addition per connection. */
const FLOPS_PER_CONNECTION = 2;
/** Backwards, each connection is used twice: for its own gradient and for the layer before. */
const BACKWARD_PASSES = 2;
/** Scale, decay by momentum, subtract, add. */
const FLOPS_PER_UPDATE = 4;

/** Operations to run `rows` examples forwards. */
export function flopsOfForward(shape: ModelShape, rows: number): number {
  return FLOPS_PER_CONNECTION * connections(shape) * rows;
}

/** Operations of one training step: forwards, backwards and the update of every weight. */
export function flopsOfStep(shape: ModelShape, batchSize: number): number {
  return (1 + BACKWARD_PASSES) * flopsOfForward(shape, batchSize) + FLOPS_PER_UPDATE * weightCount(shape);
}

/** Virtual microseconds for that many operations on a node of that speed: a whole number, at least 1. */
export function virtualDurationUs(flops: number, flopsPerSecond: number): number {
  assert(flops >= 0, "operations are counted from 0");
  assert(Number.isFinite(flopsPerSecond) && flopsPerSecond > 0, "a node's speed is positive");
  return Math.max(1, Math.ceil((flops * 1_000_000) / flopsPerSecond));
}

function connections(shape: ModelShape): number {
  return shape.inputs * shape.hidden + shape.hidden * shape.outputs;
}
