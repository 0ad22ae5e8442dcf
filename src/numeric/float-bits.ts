/**
 * The bits of a double, read and written without regard to the machine's byte order (a DataView is big-endian unless
 * told otherwise). `exp`, `ln` and the histogram stand on these three functions.
 */

const scratch = new DataView(new ArrayBuffer(8));

/** Bias of the exponent field of an IEEE 754 double. */
export const EXPONENT_BIAS = 1023;

/** Upper 32 bits: sign, 11 bits of exponent, the first 20 bits of the fraction. Monotone for values ≥ 0. */
export function highWordOf(value: number): number {
  scratch.setFloat64(0, value);
  return scratch.getInt32(0);
}

/** The double whose upper word is `high` and whose lower 32 bits are zero. */
export function fromHighWord(high: number): number {
  scratch.setInt32(0, high);
  scratch.setInt32(4, 0);
  return scratch.getFloat64(0);
}

/** `value` with its exponent field replaced, so that the result lies in [1, 2). `value` is positive and normal. */
export function significandOf(value: number): number {
  scratch.setFloat64(0, value);
  scratch.setInt32(0, (scratch.getInt32(0) & 0x000f_ffff) | 0x3ff0_0000);
  return scratch.getFloat64(0);
}

/** 2ᵏ exactly, for −1022 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  return fromHighWord((k + EXPONENT_BIAS) << 20);
}
