/** Door of the learning room: a small network, its data, its training, and how agents judge a proposed setting. */

export type { BatchCursor } from "./batches.ts";
export { drawRows, startBatches } from "./batches.ts";
export type { Comparison, ComparisonOptions, Verdict } from "./comparison.ts";
export { compareValues, SCORE_MAX, verdictOf } from "./comparison.ts";
export { flopsOfForward, flopsOfStep, virtualDurationUs } from "./cost.ts";
export type { Dataset } from "./dataset.ts";
export { shard, takeRows } from "./dataset.ts";
export type { DigitsError } from "./digits-format.ts";
export { decodeDigits, splitDigits } from "./digits-format.ts";
export type { Evaluation } from "./evaluation.ts";
export { evaluate, lossesOf } from "./evaluation.ts";
export type { Model, ModelShape, PackedModel } from "./model.ts";
export {
  areWeightsOf,
  averageWeights,
  DIGITS_SHAPE,
  initModel,
  packModel,
  unpackModel,
  WEIGHT_MAX,
  weightCount,
} from "./model.ts";
export type { StepOptions, Training, TrainOptions } from "./training.ts";
export { trainOnRows, trainSteps } from "./training.ts";
