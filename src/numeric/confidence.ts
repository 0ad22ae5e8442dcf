/**
 * 95 % confidence intervals, so that no comparison on screen or in a lesson is a bare pair of means.
 *
 * A mean uses Student's t, because ten seeds are the usual sample; a share (accuracy, success rate) uses Wilson's score
 * interval, which stays inside [0, 1] and is honest at 0 and 1. For a paired comparison, take the interval of the differences.
 */

import { assert } from "../base/index.ts";
import type { Moments } from "./moments.ts";
import { deviationOf, momentsOf } from "./moments.ts";

/** An estimate with its 95 % confidence limits, in the unit of the values. */
export interface Interval {
  readonly count: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/** 97.5 % points of Student's t for 1 … 10 degrees of freedom. */
const T_SMALL = [
  12.70620474, 4.30265273, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135,
  2.262157163, 2.228138852,
];

/** 95 % interval of the mean. With fewer than two values there is no information about spread: the limits are ±∞. */
export function meanInterval(values: ArrayLike<number>): Interval {
  return meanIntervalOfMoments(momentsOf(values));
}

/** As `meanInterval`, from a summary. */
export function meanIntervalOfMoments(moments: Moments): Interval {
  const { count, mean } = moments;
  if (count < 2) {
    return { count, estimate: mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  }
  const halfWidth = (studentT975(count - 1) * deviationOf(moments)) / Math.sqrt(count);
  return { count, estimate: mean, low: mean - halfWidth, high: mean + halfWidth };
}

/** 95 % interval of a share: `successes` out of `trials` (Wilson 1927). Without trials it is [0, 1]. */
export function shareInterval(successes: number, trials: number): Interval {
  assert(Number.isInteger(successes) && Number.isInteger(trials), "successes and trials are integers");
  assert(successes >= 0 && successes <= trials, "successes lie between 0 and the number of trials");
  if (trials === 0) return { count: 0, estimate: 0, low: 0, high: 1 };
  const share = successes / trials;
  const z2 = Z * Z;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const spread =
    (Z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  return {
    count: trials,
    estimate: share,
    low: successes === 0 ? 0 : centre - spread,
    high: successes === trials ? 1 : centre + spread,
  };
}

/**
 * 97.5 % point of Student's t (two-sided 95 %). Tabulated to ten degrees of freedom, then by the expansion in 1/ν of
 * Abramowitz and Stegun 26.7.5, whose error is below 10⁻⁵ there.
 */
export function studentT975(degreesOfFreedom: number): number {
  assert(Number.isInteger(degreesOfFreedom) && degreesOfFreedom >= 1, "degrees of freedom are 1 or more");
  const tabulated = T_SMALL[degreesOfFreedom - 1];
  if (tabulated !== undefined) return tabulated;
  const v = 1 / degreesOfFreedom;
  const z2 = Z * Z;
  const g1 = (z2 + 1) / 4;
  const g2 = ((5 * z2 + 16) * z2 + 3) / 96;
  const g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  const g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160;
  return Z * (1 + v * (g1 + v * (g2 + v * (g3 + v * g4))));
}
