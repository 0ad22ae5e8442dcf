/**
 * The contract of failure detectors: from the times at which heartbeats of one peer arrived to how much the silence
 * since then speaks for its death.
 *
 * A detector is pure: it knows neither clock nor peer, so the same code can be asked about the past and about now.
 *
 * Contract
 * - Between two heartbeats the level never falls as time passes (N10), and a heartbeat sets it back below 1.
 * - The level is at least 0 and finite; 1 or more means "suspected".
 * - Silence that goes on for ever is suspected at some point (completeness). Nothing is promised about mistakes
 *   (accuracy): they are counted, not excluded.
 * - A heartbeat that ends a suspicion teaches nothing about the rhythm: an absence is not an interval.
 */

import type { Term } from "../../kernel/index.ts";

/** Suspected as soon as nothing has been heard for `timeoutUs`. */
export type FixedPolicy = { readonly kind: "fixed"; readonly timeoutUs: number };

/**
 * Phi accrual (Hayashibara et al., "The φ accrual failure detector", 2004): φ = −log₁₀ P(the next heartbeat is later
 * than this), from the intervals seen. Suspected when φ reaches `threshold`.
 */
export type PhiPolicy = {
  readonly kind: "phi";
  /** In powers of ten: at 8 a wrong suspicion has a probability of 10⁻⁸ per heartbeat, if the model fits. */
  readonly threshold: number;
  /** The distribution that intervals are taken to have. */
  readonly tail: "normal" | "exponential";
  /** Intervals remembered. */
  readonly window: number;
  /** What an interval is taken to be until one was seen. */
  readonly firstIntervalUs: number;
  /** Least standard deviation, so that a regular peer is not suspected at the first jitter. Normal tail only. */
  readonly deviationMinUs: number;
  /** Silence that is forgiven on top of the mean interval. */
  readonly pauseAllowedUs: number;
};

export type DetectorPolicy = FixedPolicy | PhiPolicy;

/** One way of judging silence. `S` is what it remembers of one peer. */
export interface Detector<P extends DetectorPolicy, S extends Term> {
  /** Begins to watch a peer, as if it had been heard at `nowUs`. */
  readonly begin: (policy: P, nowUs: number) => S;
  /** A heartbeat has arrived. `nowUs` is not before any earlier time. */
  readonly heard: (policy: P, arrivals: S, nowUs: number) => S;
  /** How suspicious the silence until `nowUs` is: 1 or more is suspected. */
  readonly level: (policy: P, arrivals: S, nowUs: number) => number;
}

/** Defaults of a phi detector beside a heartbeat every `heartbeatUs`. */
export function phiPolicy(heartbeatUs: number, changes: Partial<PhiPolicy> = {}): PhiPolicy {
  return {
    kind: "phi",
    threshold: 8,
    tail: "normal",
    window: 100,
    firstIntervalUs: heartbeatUs,
    deviationMinUs: Math.ceil(heartbeatUs / 5),
    pauseAllowedUs: heartbeatUs,
    ...changes,
  };
}

/** Why the policy cannot be used; undefined when it can. */
export function policyRefusal(policy: DetectorPolicy): string | undefined {
  if (policy.kind === "fixed")
    return isCount(policy.timeoutUs) ? undefined : "timeoutUs: a whole number of µs from 1";
  if (policy.kind !== "phi") return "kind: fixed or phi";
  if (!(policy.threshold > 0 && policy.threshold <= PHI_MAX)) return `threshold: above 0, at most ${PHI_MAX}`;
  if (policy.tail !== "normal" && policy.tail !== "exponential") return "tail: normal or exponential";
  if (!isCount(policy.window)) return "window: a whole number from 1";
  if (!isCount(policy.firstIntervalUs)) return "firstIntervalUs: a whole number of µs from 1";
  if (!isCount(policy.deviationMinUs)) return "deviationMinUs: a whole number of µs from 1";
  const isPause = policy.pauseAllowedUs === 0 || isCount(policy.pauseAllowedUs);
  return isPause ? undefined : "pauseAllowedUs: a whole number of µs from 0";
}

/** φ is cut here: what is less likely than 10⁻³⁰⁰ cannot be told from zero. */
export const PHI_MAX = 300;

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
