/**
 * Where two runs of one scenario part: both are run side by side in short stretches of virtual time, and the events of
 * every node are compared one by one.
 *
 * Two questions are answered apart. *Content*: the first event that differs in anything, what it carries included.
 * *Course*: the first event that differs in time, kind, process, peer or cause; a run may carry other numbers for long
 * before anything happens otherwise.
 *
 * Invariants
 * - The answer is a function of the two runs: neither the sizes of the pieces nor the end of the pieces change it. At
 *   the end of a stretch everything up to its last instant has happened in both, so nothing earlier can be found later.
 * - Of events at one instant that of the node with the smaller index is first, as in the order of the world.
 */

import type { TraceRecord } from "../../kernel/index.ts";
import type { Run } from "../run.ts";
import type { World } from "../world.ts";
import { sameContent, sameCourse } from "./same-event.ts";

/** The first event that differs. One of the two is missing where it happens in one run only. */
export interface Divergence {
  readonly atUs: number;
  readonly node: number;
  readonly a: TraceRecord | undefined;
  readonly b: TraceRecord | undefined;
  /** Events before it, the same in both. */
  readonly common: number;
}

type Sameness = (a: TraceRecord, b: TraceRecord) => boolean;

/** While the runs are still the same, this much virtual time is compared at once. */
const STRETCH_US = 20_000;
/** Afterwards they only have to stay side by side. */
const STRETCH_APART_US = 500_000;
/** Events between two comparisons: far fewer than a trace keeps. */
const EVENTS_BETWEEN = 512;

export class Lockstep {
  readonly a: Run;
  readonly b: Run;
  /** Everything up to here has happened in both and is compared. */
  atUs = 0;
  readonly #content = new FirstDifference(sameContent);
  readonly #course = new FirstDifference(sameCourse);

  /** Both runs at their start. Violations of invariants do not stop them. */
  constructor(a: Run, b: Run) {
    this.a = a;
    this.b = b;
    a.goOn();
    b.goOn();
  }

  get content(): Divergence | undefined {
    return this.#content.found;
  }

  get course(): Divergence | undefined {
    return this.#course.found;
  }

  /** Runs both towards `goalUs`, for at least `events` events unless it is reached; the number handled in both. */
  advance(goalUs: number, events: number): number {
    let count = 0;
    while (count < events && this.atUs < goalUs) {
      const stretchUs = this.course === undefined ? STRETCH_US : STRETCH_APART_US;
      const endUs = Math.min(goalUs, (Math.floor(this.atUs / stretchUs) + 1) * stretchUs);
      count += this.#advanceBoth(endUs, events - count);
      if (!isPast(this.a.world, endUs) || !isPast(this.b.world, endUs)) continue;
      this.#content.settle(this.a.world, this.b.world);
      this.#course.settle(this.a.world, this.b.world);
      this.atUs = endUs;
    }
    return count;
  }

  #advanceBoth(endUs: number, eventsMax: number): number {
    const events = this.course === undefined ? EVENTS_BETWEEN : Math.max(1, eventsMax);
    let count = 0;
    for (const run of [this.a, this.b]) {
      count += run.advance(endUs, events);
      if (run.world.nowUs >= endUs) run.finishInstant();
    }
    this.#content.compare(this.a.world, this.b.world);
    this.#course.compare(this.a.world, this.b.world);
    return count;
  }
}

function isPast(world: World, us: number): boolean {
  return world.nowUs >= us && world.nextTimeUs() > us;
}

/** A pair of records at the same place of a node's trace. */
interface Pair {
  readonly a: TraceRecord | undefined;
  readonly b: TraceRecord | undefined;
}

function timeOf(record: TraceRecord | undefined): number {
  return record?.timeUs ?? Number.POSITIVE_INFINITY;
}

/** What happens at this very moment: the later of two events is not yet part of the difference. */
function pairAt({ a, b }: Pair, atUs: number): Pair {
  return { a: timeOf(a) === atUs ? a : undefined, b: timeOf(b) === atUs ? b : undefined };
}

/** The search for the first difference by one measure of sameness. */
class FirstDifference {
  found: Divergence | undefined = undefined;
  readonly #same: Sameness;
  /** Per node, how many records from the first on are the same in both. */
  readonly #matched: number[] = [];
  /** Per node, the first pair that differs. */
  readonly #pairs: (Pair | undefined)[] = [];

  constructor(same: Sameness) {
    this.#same = same;
  }

  /** Compares what both have by now. */
  compare(a: World, b: World): void {
    if (this.found !== undefined) return;
    for (const node of a.nodes) {
      const { index } = node;
      if (this.#pairs[index] !== undefined) continue;
      const other = (b.nodes[index] as typeof node).trace;
      const end = Math.min(node.trace.seq, other.seq);
      let seq = this.#matched[index] ?? 0;
      while (seq < end) {
        const pair = { a: node.trace.read(seq + 1), b: other.read(seq + 1) };
        if (pair.a !== undefined && pair.b !== undefined && !this.#same(pair.a, pair.b)) {
          this.#pairs[index] = pair;
          break;
        }
        seq++;
      }
      this.#matched[index] = seq;
    }
  }

  /** Both worlds rest after the same instant: a record that only one has is a difference too. */
  settle(a: World, b: World): void {
    if (this.found !== undefined) return;
    let first: (Pair & { readonly atUs: number; readonly node: number }) | undefined;
    for (const { index, trace } of a.nodes) {
      const matched = this.#matched[index] ?? 0;
      const other = (b.nodes[index] as (typeof b.nodes)[number]).trace;
      const pair = this.#pairs[index] ?? { a: trace.read(matched + 1), b: other.read(matched + 1) };
      const atUs = Math.min(timeOf(pair.a), timeOf(pair.b));
      if (atUs < (first?.atUs ?? Number.POSITIVE_INFINITY))
        first = { ...pairAt(pair, atUs), atUs, node: index };
    }
    if (first !== undefined) this.found = { ...first, common: this.#countBefore(a, first) };
  }

  #countBefore(world: World, first: { readonly atUs: number; readonly node: number }): number {
    let count = 0;
    for (const { index, trace } of world.nodes) {
      let seq = this.#matched[index] ?? 0;
      const isLater = (timeUs: number): boolean =>
        timeUs > first.atUs || (timeUs === first.atUs && index > first.node);
      while (seq > 0 && isLater(trace.read(seq)?.timeUs ?? 0)) seq--;
      count += seq;
    }
    return count;
  }
}
