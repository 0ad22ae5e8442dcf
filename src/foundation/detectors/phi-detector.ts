/**
 * Phi accrual: learns the rhythm of a peer and says how unlikely its present silence is.
 *
 * φ(t) = −log₁₀ P(interval > t), with the intervals normal (Hayashibara 2004, §IV) or exponential, as Cassandra has it
 * (heavier tail, no deviation to estimate). The distribution function and the logarithm are those of the numeric
 * floor, so every engine suspects at the same microsecond.
 *
 * Invariants
 * - Mean and deviation change only with a heartbeat, so between heartbeats φ is a monotone function of time.
 * - The window holds whole microseconds, so their sum is exact and is kept instead of being added up again.
 */

import { ln, normalCdf } from "../../numeric/index.ts";
import { type Detector, PHI_MAX, type PhiPolicy } from "./detector.ts";

/** Intervals, oldest first, with what was computed from them at the last heartbeat. */
export type PhiArrivals = {
  readonly lastUs: number;
  readonly intervalsUs: readonly number[];
  readonly sumUs: number;
  readonly deviationUs: number;
};

const LN10 = Math.LN10;

export const PHI_DETECTOR: Detector<PhiPolicy, PhiArrivals> = {
  begin: (policy, nowUs) => ({
    lastUs: nowUs,
    intervalsUs: [],
    sumUs: 0,
    deviationUs: policy.deviationMinUs,
  }),
  heard(policy, arrivals, nowUs) {
    if (level(policy, arrivals, nowUs) >= 1) return { ...arrivals, lastUs: nowUs };
    const intervalUs = nowUs - arrivals.lastUs;
    const { intervalsUs, sumUs } = arrivals;
    const dropped = intervalsUs.length < policy.window ? [] : intervalsUs.slice(0, 1);
    const kept = [...intervalsUs.slice(dropped.length), intervalUs];
    const keptSumUs = sumUs + intervalUs - (dropped[0] ?? 0);
    const deviationUs = Math.max(policy.deviationMinUs, deviationOfIntervals(kept, keptSumUs));
    return { lastUs: nowUs, intervalsUs: kept, sumUs: keptSumUs, deviationUs };
  },
  level,
};

/** φ as a share of the threshold. */
function level(policy: PhiPolicy, arrivals: PhiArrivals, nowUs: number): number {
  return phiOf(policy, arrivals, nowUs) / policy.threshold;
}

/** φ itself: 0 when a heartbeat has just come, at most PHI_MAX. */
export function phiOf(policy: PhiPolicy, arrivals: PhiArrivals, nowUs: number): number {
  const silenceUs = nowUs - arrivals.lastUs;
  if (silenceUs <= 0) return 0;
  const { intervalsUs, sumUs, deviationUs } = arrivals;
  const seenUs = intervalsUs.length === 0 ? policy.firstIntervalUs : sumUs / intervalsUs.length;
  const meanUs = Math.max(1, seenUs) + policy.pauseAllowedUs;
  if (policy.tail === "exponential") return Math.min(PHI_MAX, silenceUs / meanUs / LN10);
  const later = normalCdf((meanUs - silenceUs) / deviationUs);
  return later <= 0 ? PHI_MAX : Math.min(PHI_MAX, Math.max(0, -ln(later) / LN10));
}

/** Standard deviation of the whole window, in µs. */
function deviationOfIntervals(intervalsUs: readonly number[], sumUs: number): number {
  const meanUs = sumUs / intervalsUs.length;
  let squares = 0;
  for (const intervalUs of intervalsUs) squares += (intervalUs - meanUs) * (intervalUs - meanUs);
  return Math.sqrt(squares / intervalsUs.length);
}
