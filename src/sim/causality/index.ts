/** Door of the causality room: happened-before over the events of a run, for whoever looks at it. */

export { CausalLog, NO_EVENT } from "./causal-log.ts";
export { foldLocal, layersOf } from "./folding.ts";
export type { CausalRelation } from "./relation.ts";
export { coneSizes, futureCut, happenedBefore, messagePath, NEVER, relationOf } from "./relation.ts";
