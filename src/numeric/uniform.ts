/**
 * Uniform numbers out of a stream of 32-bit words: the only place where randomness enters this floor.
 *
 * Every function takes the stream as an argument and says how many words it draws, because a run is repeated from
 * its seed: one word more or less would shift every later draw of the same stream.
 */

import { assert } from "../base/index.ts";

/** A stream of uniform integers 0 … 2³²−1. The generators of `base` satisfy it. */
export interface UniformSource {
  nextUint32(): number;
}

const TWO_32 = 0x1_0000_0000;

/** The product of a 32-bit word and an index stays below 2⁵³, so it is exact in a double. */
const INDEX_BOUND_MAX = 0x20_0000;

/**
 * Uniform in the open interval (0, 1), on the midpoints of 2⁵² equal cells. Neither end can occur and 1 − u is exact,
 * so that quantile functions which are infinite at 0 or 1 need no special case. Draws two words.
 */
export function nextOpenUnit(source: UniformSource): number {
  const high = source.nextUint32();
  const low = source.nextUint32() >>> 12;
  return (high * 0x10_0000 + low + 0.5) / (TWO_32 * 0x10_0000);
}

/**
 * Uniform integer in 0 … bound−1 without bias (Lemire 2019, "Fast random integer generation in an interval").
 * `bound` is 1 … 2²¹. Draws one word; more only with probability bound / 2³².
 */
export function nextIndex(source: UniformSource, bound: number): number {
  assert(Number.isInteger(bound), "bound of an index is an integer");
  assert(bound >= 1 && bound <= INDEX_BOUND_MAX, "bound of an index is 1 … 2^21");
  let product = source.nextUint32() * bound;
  let index = Math.floor(product / TWO_32);
  if (product - index * TWO_32 < bound) {
    const threshold = TWO_32 % bound;
    while (product - index * TWO_32 < threshold) {
      product = source.nextUint32() * bound;
      index = Math.floor(product / TWO_32);
    }
  }
  return index;
}

/** The integers 0 … count−1 in uniformly random order (Fisher and Yates). Draws count−1 indices. */
export function shuffledIndices(count: number, source: UniformSource): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = nextIndex(source, i + 1);
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}
