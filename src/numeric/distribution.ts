/**
 * Probability distributions as plain data, sampled by inversion: one uniform number in (0, 1) through the quantile function.
 *
 * Why inversion throughout: a sample always costs the same two words of its stream, and the sample is monotone in the
 * uniform number, so two runs that differ in one parameter stay paired (common random numbers).
 *
 * Latencies are usually `shifted_exponential` (a fixed distance plus queueing) or `lognormal` (a long tail).
 */

import type { Result } from "../base/index.ts";
import { assert, err, ok, unreachable } from "../base/index.ts";
import { exp } from "./exp.ts";
import { ln } from "./ln.ts";
import { normalQuantile } from "./normal.ts";
import type { UniformSource } from "./uniform.ts";
import { nextOpenUnit } from "./uniform.ts";

/**
 * A distribution over the real numbers; the unit is the caller's. `shifted_exponential` is `shift` plus an exponential
 * with mean `mean`. `lognormal` is e to a normal with mean ln(median) and standard deviation `sigma`.
 */
export type Distribution =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "shifted_exponential"; readonly shift: number; readonly mean: number }
  | { readonly kind: "normal"; readonly mean: number; readonly deviation: number }
  | { readonly kind: "lognormal"; readonly median: number; readonly sigma: number };

/** The distribution itself, or the reason why its parameters make none. For the doors through which configurations enter. */
export function checkDistribution(distribution: Distribution): Result<Distribution> {
  const problem = problemOf(distribution);
  return problem === undefined ? ok(distribution) : err(`${distribution.kind}: ${problem}`);
}

/** The value below which a share `p` of the distribution lies, 0 < p < 1. */
export function quantileOf(distribution: Distribution, p: number): number {
  assert(p > 0 && p < 1, "probability of a quantile lies strictly between 0 and 1");
  switch (distribution.kind) {
    case "constant":
      return distribution.value;
    case "uniform":
      return distribution.low + p * (distribution.high - distribution.low);
    case "exponential":
      return -distribution.mean * ln(1 - p);
    case "shifted_exponential":
      return distribution.shift - distribution.mean * ln(1 - p);
    case "normal":
      return distribution.mean + distribution.deviation * normalQuantile(p);
    case "lognormal":
      return distribution.median * exp(distribution.sigma * normalQuantile(p));
    default:
      return unreachable(distribution);
  }
}

/** The expected value. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "constant":
      return distribution.value;
    case "uniform":
      return distribution.low + (distribution.high - distribution.low) / 2;
    case "exponential":
      return distribution.mean;
    case "shifted_exponential":
      return distribution.shift + distribution.mean;
    case "normal":
      return distribution.mean;
    case "lognormal":
      return distribution.median * exp(distribution.sigma * distribution.sigma * 0.5);
    default:
      return unreachable(distribution);
  }
}

/** One sample. Draws two words, also for `constant`, so that changing the kind shifts no later draw. */
export function sample(distribution: Distribution, source: UniformSource): number {
  return quantileOf(distribution, nextOpenUnit(source));
}

/** One sample as a whole, non-negative number of microseconds (rounded; negative samples become 0; at most 2⁵³−1). */
export function sampleDurationUs(distribution: Distribution, source: UniformSource): number {
  const durationUs = Math.round(sample(distribution, source));
  return Math.min(Math.max(durationUs, 0), Number.MAX_SAFE_INTEGER);
}

function problemOf(distribution: Distribution): string | undefined {
  switch (distribution.kind) {
    case "constant":
      return finite("value", distribution.value);
    case "uniform":
      return (
        finite("low", distribution.low) ??
        finite("high", distribution.high) ??
        (distribution.low <= distribution.high ? undefined : "low must not exceed high")
      );
    case "exponential":
      return notNegative("mean", distribution.mean);
    case "shifted_exponential":
      return finite("shift", distribution.shift) ?? notNegative("mean", distribution.mean);
    case "normal":
      return finite("mean", distribution.mean) ?? notNegative("deviation", distribution.deviation);
    case "lognormal":
      return notNegative("median", distribution.median) ?? notNegative("sigma", distribution.sigma);
    default:
      return unreachable(distribution);
  }
}

function finite(name: string, value: number): string | undefined {
  return Number.isFinite(value) ? undefined : `${name} must be a finite number`;
}

function notNegative(name: string, value: number): string | undefined {
  return Number.isFinite(value) && value >= 0 ? undefined : `${name} must be a finite number, 0 or more`;
}
