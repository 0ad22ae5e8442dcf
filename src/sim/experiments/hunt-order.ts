/**
 * The order of a hunt: which seed is looked at next, and which of the failing ones is the answer.
 *
 * Seeds are handed out in ascending order to whoever is free and may come back in any order. The answer is the lowest
 * seed that breaks the wanted invariant, and the figures count exactly the seeds up to it: both are independent of how
 * many workers there were and of who was faster.
 */

import { assert } from "../../base/index.ts";
import type { SeedResult } from "./order.ts";

export interface HuntPlan {
  readonly first: number;
  readonly count: number;
  /** Id of the checker that must object; null for any. */
  readonly checker: string | null;
}

export class HuntOrder {
  readonly #plan: HuntPlan;
  readonly #early = new Map<number, SeedResult>();
  #next: number;
  #settled: number;
  /** Lowest failing seed that has come back so far; no seed above it is worth looking at. */
  #failing = Number.POSITIVE_INFINITY;
  #found: SeedResult | null = null;
  #events = 0;
  #others = 0;

  constructor(plan: HuntPlan) {
    assert(plan.count >= 1, "a hunt has at least one seed");
    this.#plan = plan;
    this.#next = plan.first;
    this.#settled = plan.first;
  }

  /** The next seed to look at; undefined when no more are needed. */
  hand(): number | undefined {
    const { first, count } = this.#plan;
    if (this.#next >= first + count || this.#next > this.#failing) return undefined;
    return this.#next++;
  }

  /** Takes in the result of a seed that was handed out. */
  take(result: SeedResult): void {
    if (this.#found !== null) return;
    if (this.#isWanted(result)) this.#failing = Math.min(this.#failing, result.seed);
    this.#early.set(result.seed, result);
    for (let due = this.#early.get(this.#settled); due !== undefined; due = this.#early.get(this.#settled)) {
      this.#early.delete(this.#settled);
      this.#settled++;
      this.#events += due.events;
      if (this.#isWanted(due)) {
        this.#found = due;
        return;
      }
      if (due.violation !== null) this.#others++;
    }
  }

  #isWanted({ violation }: SeedResult): boolean {
    return violation !== null && (this.#plan.checker ?? violation.checker) === violation.checker;
  }

  /** The answer, once every seed below it has come back sound. */
  get found(): SeedResult | null {
    return this.#found;
  }

  get isOver(): boolean {
    return this.#found !== null || this.#settled >= this.#plan.first + this.#plan.count;
  }

  /** Seeds looked at without a gap, the one found included. */
  get seeds(): number {
    return this.#settled - this.#plan.first;
  }

  /** Events handled in those seeds. */
  get events(): number {
    return this.#events;
  }

  /** How many of them broke another invariant than the wanted one. */
  get others(): number {
    return this.#others;
  }
}
