/**
 * The scenario that the page opens with, apart from the others and without its checkers: its code is all that the
 * first picture needs.
 */

export { learningClusterBare as FIRST_SCENARIO } from "./learning-cluster-bare.ts";
export { SUMMARIES } from "./summaries.ts";
