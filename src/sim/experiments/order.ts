/**
 * Orders: what one worker is asked to compute, as plain data that crosses a thread boundary, and what it answers.
 * An answer is a function of its order alone, so it does not matter who computes it or when.
 */

import type { FirstViolation } from "../checks.ts";
import type { InputRecord } from "../input.ts";
import type { Parameters } from "../scenario.ts";
import type { Figures } from "./figure-list.ts";

/** A run that can be had again: all but its moment. */
export interface RunOrder {
  /** Id of the scenario. */
  readonly scenario: string;
  readonly seed: number;
  /** Parameters that differ from the scenario's own. */
  readonly parameters: Parameters;
  /** Planted defects to switch on. */
  readonly defects: readonly string[];
}

/** One run up to a moment, measured. */
export interface TrialOrder extends RunOrder {
  readonly kind: "trial";
  readonly inputs: readonly InputRecord[];
  readonly untilUs: number;
}

/** One seed of a hunt: random faults, then a healthy phase (see the campaign room). */
export interface SeedOrder extends RunOrder {
  readonly kind: "seed";
  /** Instead of random faults: what a failing seed is shrunk with. */
  readonly faults?: readonly InputRecord[];
}

export type ExperimentOrder = TrialOrder | SeedOrder;

export interface FoundViolation {
  readonly checker: string;
  readonly atUs: number;
  readonly text: string;
}

export interface TrialOutcome {
  readonly kind: "trial";
  readonly seed: number;
  /** `untilUs` of the order, or earlier: a run stops where an invariant breaks. */
  readonly reachedUs: number;
  readonly events: number;
  /** Hash of the world at `reachedUs`. */
  readonly hash: string;
  readonly figures: Figures;
  readonly violation: FoundViolation | null;
}

export interface SeedResult {
  readonly kind: "seed";
  readonly seed: number;
  /** Parameters the run had: those of the order over the cheaper ones that campaigns of its scenario use. */
  readonly parameters: Parameters;
  readonly events: number;
  /** What the faults were; without the cure. */
  readonly faults: readonly InputRecord[];
  /** The faults and the cure: what a journal needs. Empty when nothing broke. */
  readonly inputs: readonly InputRecord[];
  readonly violation: FoundViolation | null;
  /** The moment before the violation, and the hash there; null when nothing broke. */
  readonly before: Moment | null;
}

export interface Moment {
  readonly atUs: number;
  readonly hash: string;
}

export type ExperimentOutcome = TrialOutcome | SeedResult;

export function foundOf(violation: FirstViolation | undefined): FoundViolation | null {
  if (violation === undefined) return null;
  const { checker, atUs, text } = violation;
  return { checker, atUs, text };
}
