/**
 * The running hash of a node's events: both lanes folded over the records of its trace.
 *
 * A record's words meet in two sums of products with odd constants (a multilinear hash, which a processor computes in
 * parallel), and the sums enter the lanes by an invertible step. So two runs differ in the hash from the first event on
 * in which they differ, unless chance of one in 2^64 hides it.
 *
 * Invariant: integer operations only; every engine computes the same.
 */

import type { Lanes } from "../base/index.ts";

/** 32-bit words per record; see `trace.ts` for what they are. */
export const RECORD_WORDS = 8;

/** Folds the records in slots `from` up to `to` (not included). The sequence, word 5, follows from the order. */
export function foldRecords(lanes: Lanes, words: Uint32Array, from: number, to: number): void {
  let a = lanes[0] as number;
  let b = lanes[1] as number;
  for (let at = from * RECORD_WORDS; at < to * RECORD_WORDS; at += RECORD_WORDS) {
    const w0 = words[at] as number;
    const w1 = words[at + 1] as number;
    const w2 = words[at + 2] as number;
    const w3 = words[at + 3] as number;
    const w4 = words[at + 4] as number;
    const w6 = words[at + 6] as number;
    const w7 = words[at + 7] as number;
    const left =
      Math.imul(w0, 0x9e3779b1) +
      Math.imul(w1, 0x85ebca6b) +
      Math.imul(w2, 0xc2b2ae35) +
      Math.imul(w3, 0x27d4eb2f) +
      Math.imul(w4, 0x165667b1) +
      Math.imul(w6, 0xd35a2d97) +
      Math.imul(w7, 0xfd7046c5);
    const right =
      Math.imul(w0, 0xb5297a4d) +
      Math.imul(w1, 0x68e31da5) +
      Math.imul(w2, 0x1b56c4e9) +
      Math.imul(w3, 0x7feb352d) +
      Math.imul(w4, 0x846ca68b) +
      Math.imul(w6, 0x9e3779b9) +
      Math.imul(w7, 0x2c1b3c6d);
    a = Math.imul(((a << 13) | (a >>> 19)) ^ left, 0x85ebca6b);
    a ^= a >>> 15;
    b = Math.imul(((b << 17) | (b >>> 15)) + right, 0xc2b2ae35);
    b ^= b >>> 13;
  }
  lanes[0] = a;
  lanes[1] = b;
}
