/**
 * Canonical hash in two 32-bit lanes, with integer operations that every engine computes alike.
 *
 * It serves the running hash of a node (one `mix` per word of every event) and the digest of state. It is not
 * cryptographic: it must tell apart runs that differ by accident, not by malice.
 *
 * Invariants
 * - Lanes live in an Int32Array: V8 with pointer compression would box 32-bit numbers kept in object fields.
 * - Numbers are hashed by their IEEE bits with -0 as 0 and every NaN as one NaN.
 */

export type Lanes = Int32Array;

const scratch = new DataView(new ArrayBuffer(8));

export function createLanes(seed = 0): Lanes {
  const lanes = new Int32Array(2);
  lanes[0] = 0x9e3779b9 ^ seed;
  lanes[1] = 0x7f4a7c15 + seed;
  return lanes;
}

/** Folds one 32-bit word into both lanes. */
export function mix(lanes: Lanes, word: number): void {
  let a = (lanes[0] as number) ^ word;
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  let b = ((lanes[1] as number) + word) | 0;
  b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
  lanes[0] = (a ^ (a >>> 13)) + ((b << 7) | (b >>> 25));
  lanes[1] = b ^ (b >>> 16) ^ a;
}

/** Folds a double by its bits. */
export function mixNumber(lanes: Lanes, value: number): void {
  scratch.setFloat64(0, value === 0 ? 0 : value);
  const isNotNumber = Number.isNaN(value);
  mix(lanes, isNotNumber ? 0x7ff80000 : scratch.getInt32(0));
  mix(lanes, isNotNumber ? 0 : scratch.getInt32(4));
}

/** Folds a string by its length and UTF-16 code units. */
export function mixString(lanes: Lanes, text: string): void {
  mix(lanes, text.length);
  for (let i = 0; i < text.length; i++) mix(lanes, text.charCodeAt(i));
}

/** Both lanes as 16 lower-case hexadecimal digits. */
export function lanesToHex(lanes: Lanes): string {
  return toHex(lanes[0] as number) + toHex(lanes[1] as number);
}

function toHex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
