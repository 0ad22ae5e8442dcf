/**
 * The search for a linearization: Wing and Gong's algorithm with Lowe's memoisation (Wing, Gong: Testing and verifying
 * concurrent objects, 1993; Lowe: Testing for linearizability, 2017).
 *
 * An operation may come next when no operation that is still missing had returned before it was called. Three rules
 * keep the search small and lose nothing:
 * - an observation that fits is taken at once and for good: taking it later is no better;
 * - an operation of unknown outcome is tried last, and only right before one that would not have gone the same way
 *   without it, nor could have come before it: otherwise it is left out, or comes later;
 * - a configuration (set of operations, state) that failed once is not entered again.
 *
 * Invariants
 * - Deterministic; bounded by `stepsMax` steps of the model and by the memory of its configurations.
 * - When there is no linearization, `blocked` names the operation whose answer made the history impossible: everything
 *   answered before it can be put in order, with it nothing can. (Operations that were open at that time may take part
 *   in both, with the answers they got later.)
 */

import { createEntryList, type EntryList, lift, unlift } from "./entry-list.ts";
import { isCompleted, type Operation } from "./operation.ts";
import { createDoneSet, type DoneSet } from "./search-state.ts";
import type { SequentialModel } from "./sequential-model.ts";

export interface SearchPlan<S> {
  readonly model: SequentialModel<S>;
  /** In order of `callsAt`. */
  readonly operations: readonly Operation[];
  readonly callsAt: (operation: Operation) => number;
  /** Per operation the one that must come before it whatever the times say, or -1. */
  readonly predecessors: Int32Array;
  readonly stepsMax: number;
}

export interface SearchOutcome {
  readonly kind: "found" | "blocked" | "undecided";
  /** Operations in an order that is possible: all of them, or the longest beginning that was found. */
  readonly order: readonly number[];
  /** The operation that cannot follow, for `blocked`; the farthest one met so far for `undecided`, or -1. */
  readonly operation: number;
  /** States in which it was refused, in words; at most `STATES_TOLD`. */
  readonly states: readonly string[];
  readonly steps: number;
}

/** States told as evidence. */
const STATES_TOLD = 6;
/** Characters of all names of configurations together: about a hundred megabytes. */
const NAMES_MAX = 100_000_000;

interface Frame<S> {
  readonly operation: number;
  readonly before: S;
  readonly beforeKey: string;
  /** An observation: no other operation need be tried in its place. */
  readonly isForced: boolean;
  readonly isUnknown: boolean;
}

interface Farthest {
  rank: number;
  operation: number;
  order: readonly number[];
  states: readonly string[];
}

type Trial = "no" | "entered" | "dead";

class Search<S> {
  readonly #plan: SearchPlan<S>;
  readonly #list: EntryList;
  readonly #done: DoneSet;
  readonly #seen = new Set<string>();
  readonly #isObservation: Uint8Array;
  readonly #followers = new Map<number, readonly number[]>();
  readonly #stack: Frame<S>[] = [];
  readonly #farthest: Farthest = { rank: -1, operation: -1, order: [], states: [] };
  #namesLength = 0;
  #state: S;
  #key: string;
  #steps = 0;

  constructor(plan: SearchPlan<S>) {
    this.#plan = plan;
    this.#list = createEntryList(plan.operations, plan.callsAt);
    this.#done = createDoneSet(this.#list.isUnknown);
    this.#isObservation = Uint8Array.from(plan.operations, (operation) =>
      isCompleted(operation) && plan.model.isObservation(operation) ? 1 : 0,
    );
    this.#state = plan.model.initial;
    this.#key = plan.model.keyOf(this.#state);
  }

  run(): SearchOutcome {
    const { head, next } = this.#list;
    let cursor = next[head] as number;
    let isFresh = true;
    while (next[head] !== -1) {
      if (this.#steps >= this.#plan.stepsMax || this.#namesLength > NAMES_MAX)
        return this.#outcome("undecided");
      let trial: Trial = isFresh ? this.#observe() : "no";
      if (trial === "no") trial = this.#tryFrom(cursor);
      isFresh = trial === "entered";
      if (isFresh) {
        cursor = next[head] as number;
        continue;
      }
      const resumed = this.#backtrack(trial === "no");
      if (resumed === undefined) return this.#outcome("blocked");
      cursor = resumed;
    }
    return this.#outcome("found");
  }

  /** Takes an observation that fits, if there is one. */
  #observe(): Trial {
    const { count, head, next } = this.#list;
    for (let entry = next[head] as number; entry < count; entry = next[entry] as number) {
      if (this.#isObservation[entry] === 0) continue;
      const trial = this.#try(entry);
      if (trial !== "no") return trial;
    }
    return "no";
  }

  /** Tries what else may come next, from this entry of its list on. */
  #tryFrom(from: number): Trial {
    const { count, next, rank, unknownHead, isUnknown } = this.#list;
    let entry = from;
    if (entry >= count || isUnknown[entry] === 0) {
      for (; entry < count; entry = next[entry] as number) {
        if (this.#isObservation[entry] === 1) continue;
        const trial = this.#try(entry);
        if (trial !== "no") return trial;
      }
      entry = next[unknownHead] as number;
    }
    const wall = rank[this.#wall()] as number;
    for (; entry !== -1 && (rank[entry] as number) < wall; entry = next[entry] as number) {
      if (!this.#canUnlock(entry)) continue;
      const trial = this.#try(entry);
      if (trial !== "no") return trial;
    }
    return "no";
  }

  /** Whether something that may come next could need this unknown operation right before it. */
  #canUnlock(operation: number): boolean {
    const { model, operations } = this.#plan;
    const { count, head, next } = this.#list;
    if (model.unlocks === undefined) return true;
    const first = operations[operation] as Operation;
    for (let entry = next[head] as number; entry < count; entry = next[entry] as number) {
      if (model.unlocks(first, operations[entry] as Operation)) return true;
    }
    return this.#followersOf(operation).some((follower) => !this.#done.has(follower));
  }

  /** Unknown operations that could need this one right before them. */
  #followersOf(operation: number): readonly number[] {
    const known = this.#followers.get(operation);
    if (known !== undefined) return known;
    const { model, operations } = this.#plan;
    const first = operations[operation] as Operation;
    const found: number[] = [];
    for (const [i, second] of operations.entries()) {
      const isOther = i !== operation && this.#list.isUnknown[i] === 1;
      if (isOther && model.unlocks?.(first, second) !== false) found.push(i);
    }
    this.#followers.set(operation, found);
    return found;
  }

  /** The first return of an operation that is missing: nothing called after it may come before it. */
  #wall(): number {
    const { count, head, next } = this.#list;
    let entry = next[head] as number;
    while (entry < count) entry = next[entry] as number;
    return entry;
  }

  #try(operation: number): Trial {
    const { model, operations, predecessors } = this.#plan;
    const predecessor = predecessors[operation] as number;
    if (predecessor !== -1 && !this.#done.has(predecessor)) return "no";
    this.#steps++;
    const after = model.step(this.#state, operations[operation] as Operation);
    if (after === undefined) return "no";
    const isUnknown = this.#list.isUnknown[operation] === 1;
    if (!this.#lastIsNeededBy(operation, after)) return "no";
    const key = model.keyOf(after);
    if (isUnknown && key === this.#key) return "no";
    const isForced = this.#isObservation[operation] === 1;
    this.#done.add(operation);
    if (!this.#isNew(isUnknown ? `${operation} after ${this.#key}|${key}` : key)) {
      this.#done.remove(operation);
      return isForced ? "dead" : "no";
    }
    lift(this.#list, operation);
    this.#stack.push({ operation, before: this.#state, beforeKey: this.#key, isForced, isUnknown });
    this.#state = after;
    this.#key = key;
    return "entered";
  }

  /** Whether the unknown operation that was taken last, if one was, is needed right before this one. */
  #lastIsNeededBy(operation: number, after: S): boolean {
    const last = this.#stack.at(-1);
    if (last === undefined || !last.isUnknown) return true;
    const { model, operations } = this.#plan;
    const alone = model.step(last.before, operations[operation] as Operation);
    if (alone === undefined) return true;
    if (this.#isSame(alone, after)) return false;
    // Of two unknown operations that may be swapped, the one with the smaller number comes first.
    if (this.#list.isUnknown[operation] === 1 && operation > last.operation) return true;
    const swapped = model.step(alone, operations[last.operation] as Operation);
    return swapped === undefined || !this.#isSame(swapped, after);
  }

  #isSame(a: S, b: S): boolean {
    return Object.is(a, b) || this.#plan.model.keyOf(a) === this.#plan.model.keyOf(b);
  }

  #isNew(key: string): boolean {
    const name = `${this.#done.name()}|${key}`;
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    this.#namesLength += name.length;
    return true;
  }

  /** Takes back the last choice that had alternatives; the entry to go on with, or undefined when there is none. */
  #backtrack(isBlocked: boolean): number | undefined {
    if (isBlocked) this.#noteBlock();
    for (;;) {
      const frame = this.#stack.pop();
      if (frame === undefined) return undefined;
      const { operation } = frame;
      unlift(this.#list, operation);
      this.#done.remove(operation);
      this.#state = frame.before;
      this.#key = frame.beforeKey;
      if (frame.isForced) continue;
      const after = this.#list.next[operation] as number;
      // The end of the unknown ones: nothing is left to try here.
      if (after !== -1) return after;
      this.#noteBlock();
    }
  }

  #noteBlock(): void {
    const { count, rank } = this.#list;
    const wall = this.#wall();
    const place = rank[wall] as number;
    const farthest = this.#farthest;
    if (place < farthest.rank) return;
    const described = this.#plan.model.describe(this.#state);
    if (place > farthest.rank) {
      farthest.rank = place;
      farthest.operation = wall - count;
      farthest.order = this.#order();
      farthest.states = [described];
    } else if (farthest.states.length < STATES_TOLD && !farthest.states.includes(described)) {
      farthest.states = [...farthest.states, described];
    }
  }

  #order(): readonly number[] {
    return this.#stack.map(({ operation }) => operation);
  }

  #outcome(kind: SearchOutcome["kind"]): SearchOutcome {
    const { operation, order, states } = this.#farthest;
    if (kind === "found")
      return { kind, order: this.#order(), operation: -1, states: [], steps: this.#steps };
    const longest = kind === "undecided" && this.#stack.length > order.length ? this.#order() : order;
    return { kind, order: longest, operation, states, steps: this.#steps };
  }
}

/** Looks for an order of the operations that respects their times and that the model allows. */
export function search<S>(plan: SearchPlan<S>): SearchOutcome {
  return new Search(plan).run();
}
