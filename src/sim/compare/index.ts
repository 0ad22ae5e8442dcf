/** Door of comparing: two runs of one scenario side by side, where they part and what they come to. */

export { type DifferenceRow, differenceOf, rowOf } from "./difference.ts";
export { type Divergence, Lockstep } from "./divergence.ts";
