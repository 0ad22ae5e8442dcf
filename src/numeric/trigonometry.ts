/**
 * Sine and cosine from + − × alone, for test functions such as Rastrigin's and Ackley's; see `exp.ts` for why.
 *
 * Method: x = k·π/2 + r with |r| ≤ π/4, π/2 held in three parts of 33 bits so that the first two products are exact for
 * |k| < 2²⁰ (Cody and Waite); then the Taylor polynomial of sine or cosine, by k mod 4.
 */

import { assert } from "../base/index.ts";

/** Beyond this argument the reduction would lose digits, so it is refused rather than answered badly. */
const ARGUMENT_MAX = 1e6;

const TWO_OVER_PI = 0.6366197723675814;
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/** sin x for |x| ≤ 10⁶ radians. Absolute error ≤ 3e−16. */
export function sin(x: number): number {
  const k = quadrantOf(x);
  return atQuadrant(k, remainderOf(x, k));
}

/** cos x for |x| ≤ 10⁶ radians. Absolute error ≤ 3e−16. */
export function cos(x: number): number {
  const k = quadrantOf(x);
  return atQuadrant(k + 1, remainderOf(x, k));
}

function quadrantOf(x: number): number {
  assert(Math.abs(x) <= ARGUMENT_MAX, "argument of sin and cos is finite and at most 10^6");
  return Math.round(x * TWO_OVER_PI);
}

function remainderOf(x: number, k: number): number {
  return x - k * HALF_PI_1 - k * HALF_PI_2 - k * HALF_PI_3;
}

/** sin(r + quadrant · π/2). */
function atQuadrant(quadrant: number, r: number): number {
  switch (quadrant & 3) {
    case 0:
      return sinNearZero(r);
    case 1:
      return cosNearZero(r);
    case 2:
      return -sinNearZero(r);
    default:
      return -cosNearZero(r);
  }
}

function sinNearZero(r: number): number {
  const z = r * r;
  let sum = 1 / 355_687_428_096_000;
  sum = 1 / 1_307_674_368_000 - sum * z;
  sum = 1 / 6_227_020_800 - sum * z;
  sum = 1 / 39_916_800 - sum * z;
  sum = 1 / 362_880 - sum * z;
  sum = 1 / 5_040 - sum * z;
  sum = 1 / 120 - sum * z;
  sum = 1 / 6 - sum * z;
  return r - r * z * sum;
}

function cosNearZero(r: number): number {
  const z = r * r;
  let sum = 1 / 6_402_373_705_728_000;
  sum = 1 / 20_922_789_888_000 - sum * z;
  sum = 1 / 87_178_291_200 - sum * z;
  sum = 1 / 479_001_600 - sum * z;
  sum = 1 / 3_628_800 - sum * z;
  sum = 1 / 40_320 - sum * z;
  sum = 1 / 720 - sum * z;
  sum = 1 / 24 - sum * z;
  return 1 - z * (0.5 - z * sum);
}
