/** The scenario that the page opens with, apart from the others: its code is all that a first visit needs. */

export { learningCluster as FIRST_SCENARIO } from "./learning-cluster.ts";
export { SUMMARIES } from "./summaries.ts";
