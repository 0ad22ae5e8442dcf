/** Door of the ground floor: the words we wish the language had. */

export { AssertionError, assert, ensure, unreachable } from "./assert.ts";
export { KeyHeap } from "./key-heap.ts";
export type { Lanes } from "./lanes.ts";
export { createLanes, lanesToHex, mix, mixNumber, mixString } from "./lanes.ts";
export type { Prng } from "./prng.ts";
export { createPrng, resumePrng } from "./prng.ts";
export type { Result } from "./result.ts";
export { err, ok } from "./result.ts";
export { Ring } from "./ring.ts";
