/** Door of the experiments: one trial, many seeds, hunts and shrinking, as plain orders for whoever has a free thread. */

export { FIGURES, type FigureFacts, type FigureId, type Figures } from "./figure-list.ts";
export { huntSeed } from "./hunt.ts";
export { HuntOrder, type HuntPlan } from "./hunt-order.ts";
export type { MedianInterval } from "./median.ts";
export type {
  ExperimentOrder,
  ExperimentOutcome,
  FoundViolation,
  Moment,
  RunOrder,
  SeedOrder,
  SeedResult,
  TrialOrder,
  TrialOutcome,
} from "./order.ts";
export {
  type ShrinkState,
  settleShrink,
  shrinkCandidates,
  shrinkHorizonUs,
  startShrink,
} from "./shrink-steps.ts";
export { type FigureSummary, type SeedValue, summarise } from "./summary.ts";
export { openTrial, type Trial } from "./trial.ts";
