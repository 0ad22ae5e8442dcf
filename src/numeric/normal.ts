/**
 * The standard normal distribution: density, distribution function and its inverse.
 *
 * The inverse is Wichura's AS 241 (PPND16, Applied Statistics 37, 1988): one uniform number gives one normal number by
 * one monotone function, so that common random numbers stay paired, which rejection methods would break.
 * The distribution function is Marsaglia's series ("Evaluating the normal distribution", 2004) near zero and
 * Laplace's continued fraction in the tails, which keeps small tail probabilities relatively exact.
 */

import { assert } from "../base/index.ts";
import { exp } from "./exp.ts";
import { ln } from "./ln.ts";

const INVERSE_SQRT_2PI = 0.3989422804014327;

/** From here outwards the continued fraction needs fewer terms than the series. */
const TAIL_FROM = 3;
/** Enough for full precision at x = 3; further out it converges faster. */
const FRACTION_DEPTH = 90;

/** φ(x) = e^(−x²/2) / √(2π). */
export function normalDensity(x: number): number {
  return INVERSE_SQRT_2PI * exp(-0.5 * x * x);
}

/** Φ(x) = P(X ≤ x). Relative error ≤ 2e−13, also in the lower tail down to 1e−300. */
export function normalCdf(x: number): number {
  assert(!Number.isNaN(x), "argument of the normal distribution function is a number");
  if (x <= -TAIL_FROM) return upperTail(-x);
  if (x >= TAIL_FROM) return 1 - upperTail(x);
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 3; sum + term !== sum; n += 2) {
    term *= square / n;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/** The x with Φ(x) = p, for 0 < p < 1. Relative error about 1e−15. */
export function normalQuantile(p: number): number {
  assert(p > 0 && p < 1, "probability of a normal quantile lies strictly between 0 and 1");
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(MIDDLE_ABOVE, r - 1.6) / polynomial(MIDDLE_BELOW, r - 1.6)
      : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
  return q < 0 ? -x : x;
}

function upperTail(x: number): number {
  let fraction = x;
  for (let n = FRACTION_DEPTH; n >= 1; n--) fraction = x + n / fraction;
  return normalDensity(x) / fraction;
}

/** Horner's rule; coefficients from the constant upwards. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + (coefficients[i] as number);
  return sum;
}

// Coefficients of AS 241, constant term first.
const CENTRE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const MIDDLE_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
];
