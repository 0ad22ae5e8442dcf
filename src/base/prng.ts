/**
 * Pseudo-random numbers: sfc32 (Doty-Humphrey's small fast chaotic generator, 128 bits of state, from PractRand).
 *
 * Only 32-bit integer operations, so that every engine draws the same numbers; the state is four words that can be
 * copied into a checkpoint. There is no ambient generator: a stream is seeded from a tuple of names, so adding a
 * draw in one stream can never shift another.
 */

import { createLanes, mix, mixString } from "./lanes.ts";

export interface Prng {
  /** Uniform in 0 … 2³²−1. */
  nextUint32(): number;
  /** Uniform in [0, 1) with 32 bits. */
  nextUnit(): number;
  /** Uniform integer in 0 … bound−1, without modulo bias. `bound` is 1 … 2³². */
  nextBelow(bound: number): number;
  /** Copy of the four words of state. */
  state(): Int32Array;
}

const WARM_UP_ROUNDS = 12;

/** A stream named by its parts: the same parts always give the same stream. */
export function createPrng(...name: readonly (string | number)[]): Prng {
  const lanes = createLanes();
  for (const part of name) {
    if (typeof part === "number") {
      mix(lanes, part | 0);
      mix(lanes, (part / 0x1_0000_0000) | 0);
    } else mixString(lanes, part);
  }
  const words = new Int32Array([lanes[0] as number, lanes[1] as number, 0, 1]);
  mix(lanes, 0x5bd1e995);
  words[2] = (lanes[0] as number) ^ (lanes[1] as number);
  const prng = resumePrng(words);
  for (let i = 0; i < WARM_UP_ROUNDS; i++) prng.nextUint32();
  return prng;
}

/** Continues a stream from words taken by `state()`; the words are owned by the stream from then on. */
export function resumePrng(words: Int32Array): Prng {
  const nextUint32 = (): number => {
    const a = words[0] as number;
    const b = words[1] as number;
    const c = words[2] as number;
    const d = words[3] as number;
    const sum = (a + b + d) | 0;
    words[3] = d + 1;
    words[0] = b ^ (b >>> 9);
    words[1] = c + (c << 3);
    words[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  const nextBelow = (bound: number): number => {
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let drawn = nextUint32();
    while (drawn >= limit) drawn = nextUint32();
    return drawn % bound;
  };
  return {
    nextUint32,
    nextBelow,
    nextUnit: () => nextUint32() / 0x1_0000_0000,
    state: () => words.slice(),
  };
}
