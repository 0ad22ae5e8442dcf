/** Door of the timeline: a run that can be taken back, forward and aside. */

export type { Branch } from "./branch.ts";
export { CauseFinder, type FoundChain } from "./cause-finder.ts";
export type { Mark, MarkKind } from "./marks.ts";
export type { Recording } from "./recorder.ts";
export { type BranchPlan, regrow } from "./regrow.ts";
export type { Target } from "./target.ts";
export { BUDGET_BYTES, type Move, Timeline, type TimelineOptions } from "./timeline.ts";
export { WANDER_KINDS, type WanderKind, type WanderPlan, type WanderReport, wander } from "./wander.ts";
