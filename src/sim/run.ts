/**
 * A run under observation: a world, its checkers, its domain events and its samples at whole virtual seconds.
 *
 * Everything here reads the world and nothing touches it: the hash is the same with and without a run around it.
 *
 * Invariants
 * - Samples and the shown hash are taken exactly when every event up to a whole second has been handled, so they do
 *   not depend on how the run was sliced. A world of very many processes is hashed less often; `hashAtUs` says when.
 * - After the first violation the run stops at that event until told to go on.
 * - capture() is everything that is to come back: restore() and the same events lead to the same run, whatever was
 *   done in between.
 */

import { type MetricReading, mergeMetrics, readMetrics, totalsOf } from "../foundation/telemetry/index.ts";
import type { TraceTail } from "../kernel/index.ts";
import { type Checks, type ChecksCapture, createChecks } from "./checks.ts";
import { type DomainEvent, DomainLog, type DomainLogCapture } from "./domain-log.ts";
import type { FlightsCapture } from "./flights.ts";
import type { InputRecord } from "./input.ts";
import { type InputNote, noteInput } from "./input-note.ts";
import { type Sample, takeSample } from "./samples.ts";
import { Scoreboard, type ScoreboardCapture } from "./scoreboard.ts";
import { World, type WorldOptions, type WorldSnapshot } from "./world.ts";

export const SECOND_US = 1_000_000;
const SAMPLES_MAX = 1_200;
/** With more processes the whole state is digested only when the run rests, and with more than the second not then. */
const HASH_EACH_SECOND_MAX = 20_000;
const HASH_AT_REST_MAX = 250_000;

export interface RunOptions extends WorldOptions {
  /** Inputs of a journal, applied at their own times. With `isLean` no samples and hashes are taken at whole seconds. */
  readonly inputs?: readonly InputRecord[];
  /** Whether invariants are checked after every event. On unless speed alone is measured. */
  readonly checks?: boolean;
}

/** A run at one moment. Immutable, and shares with other captures what did not change between them. */
export interface RunCapture {
  readonly world: WorldSnapshot;
  readonly domain: DomainLogCapture;
  readonly scoreboard: ScoreboardCapture;
  readonly checks: ChecksCapture;
  readonly flights: FlightsCapture;
  /** The newest records of each node, for those who look at what led to this moment. */
  readonly traces: readonly TraceTail[];
  readonly samples: readonly Sample[];
  readonly notes: readonly InputNote[];
  readonly hash: string;
  readonly hashAtUs: number;
  readonly sampleDueUs: number;
}

/** Records of all nodes together that a capture brings along, and the least of each. */
const TAIL_RECORDS = 1_024;
const TAIL_RECORDS_MIN = 8;
/** Flights that arrived longer ago are not captured: nothing draws them. */
const FLIGHTS_KEPT_US = 500_000;

export class Run {
  readonly world: World;
  readonly domain = new DomainLog();
  readonly scoreboard = new Scoreboard();
  readonly checks: Checks;
  hash: string;
  hashAtUs = 0;
  #samples: readonly Sample[];
  #notes: readonly InputNote[] = [];
  /** The next whole second that has not been sampled. */
  #sampleDueUs = SECOND_US;
  #stopAtViolation = true;
  readonly #isLean: boolean;

  constructor(options: RunOptions) {
    this.#isLean = options.isLean === true;
    this.world = new World(options);
    const { world, domain } = this;
    this.checks = createChecks(options.checks === false ? [] : options.scenario.checkers, world);
    world.observer = (node) => this.checks.afterEvent(node);
    for (const node of world.nodes) {
      node.onEmit = (name, data, seq) => this.#hear({ atUs: world.nowUs, node: node.index, seq, name, data });
    }
    world.onInput = (record, number) => {
      this.#notes = [...this.#notes, noteInput(world, record, number, domain.count)];
    };
    for (const input of inOrderOfTime(options.inputs ?? [])) world.schedule(input);
    this.hash = world.hash();
    this.#samples = [takeSample(world, undefined)];
  }

  /** One at every whole second, thinned when there are very many. */
  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** What was the case when each input took effect. */
  get notes(): readonly InputNote[] {
    return this.#notes;
  }

  /** Runs up to `goalUs` or for `maxEvents` events, whichever comes first; the number of events handled. */
  advance(goalUs: number, maxEvents: number): number {
    const { world } = this;
    let count = 0;
    while (count < maxEvents && world.nowUs < goalUs && !this.stopped) {
      const untilUs = Math.min(goalUs, this.#sampleDueUs);
      const handled = this.#runUntil(untilUs, maxEvents - count);
      count += handled;
      if (world.nowUs === untilUs && world.nextTimeUs() > untilUs) this.#sampleUpTo(untilUs);
      else if (handled === 0 && world.nowUs < untilUs) break;
    }
    return count;
  }

  /** Handles one event or control, and first takes the samples that are due before it; false when nothing is left. */
  step(): boolean {
    const { world } = this;
    const nextUs = world.nextTimeUs();
    while (Number.isFinite(nextUs) && nextUs > this.#sampleDueUs) {
      world.runUntil(this.#sampleDueUs, 1);
      this.#sampleUpTo(this.#sampleDueUs);
    }
    return world.step();
  }

  /** Handles events until one has left a mark in the trace: what a person means by one step. */
  stepEvent(): boolean {
    const before = this.marks();
    while (this.marks() === before) {
      if (!this.step()) return false;
    }
    return true;
  }

  /** How many marks there are in the traces: the measure of `stepEvent`. */
  marks(): number {
    let marks = this.world.applied;
    for (const node of this.world.nodes) marks += node.trace.seq;
    return marks;
  }

  /** Runs up to the very event at which a run was left: `events` handled by `untilUs`. */
  advanceTo(untilUs: number, events: number): void {
    this.advance(untilUs - 1, Number.POSITIVE_INFINITY);
    const { world } = this;
    while (world.events < events && world.nextTimeUs() <= untilUs && !this.stopped && this.step());
    if (world.nextTimeUs() > untilUs) world.runUntil(untilUs, 1);
  }

  /** Handles what is left of the present instant, so that the hash is that of its time. */
  finishInstant(): void {
    if (!this.stopped) this.world.runUntil(this.world.nowUs, Number.POSITIVE_INFINITY);
  }

  /** True while the run rests at a violation. */
  get stopped(): boolean {
    return this.#stopAtViolation && this.checks.firstViolation !== undefined;
  }

  /** Lets a run that rests at a violation go on. */
  goOn(): void {
    this.#stopAtViolation = false;
  }

  /** The metrics of all nodes that are up, merged, one reading per metric and label set. */
  metrics(): readonly MetricReading[] {
    const readings = mergeMetrics(this.world.nodes.map(readMetrics));
    return [...totalsOf(readings), ...readings.filter(({ kind }) => kind === "gauge")];
  }

  /** Takes the hash of this very moment, for a run that pauses between seconds; not of a world too large for it. */
  refreshHash(processesMax = HASH_AT_REST_MAX): void {
    if (processesOf(this.world) > processesMax) return;
    this.hash = this.world.hash();
    this.hashAtUs = this.world.nowUs;
  }

  #runUntil(untilUs: number, maxEvents: number): number {
    if (!this.#stopAtViolation) return this.world.runUntil(untilUs, maxEvents);
    const { world } = this;
    let count = 0;
    while (count < maxEvents && world.nextTimeUs() <= untilUs && !this.stopped && world.step()) count++;
    if (!this.stopped && world.nextTimeUs() > untilUs) world.runUntil(untilUs, 1);
    return count;
  }

  capture(): RunCapture {
    const { world } = this;
    return {
      world: world.snapshot(),
      domain: this.domain.capture(),
      scoreboard: this.scoreboard.capture(),
      checks: this.checks.capture(),
      flights: world.flights.capture(world.nowUs - FLIGHTS_KEPT_US),
      traces: this.#tails(),
      samples: this.#samples,
      notes: this.#notes,
      hash: this.hash,
      hashAtUs: this.hashAtUs,
      sampleDueUs: this.#sampleDueUs,
    };
  }

  /** `knownSeqs` as in `World.restore`: needed only between moments of different branches. */
  restore(capture: RunCapture, knownSeqs?: readonly number[]): void {
    this.world.restore(capture.world, knownSeqs);
    for (const [i, node] of this.world.nodes.entries()) node.trace.putBack(capture.traces[i] as TraceTail);
    this.domain.restore(capture.domain);
    this.scoreboard.restore(capture.scoreboard);
    this.checks.restore(capture.checks);
    this.world.flights.restore(capture.flights);
    this.#samples = capture.samples;
    this.#notes = capture.notes;
    this.hash = capture.hash;
    this.hashAtUs = capture.hashAtUs;
    this.#sampleDueUs = capture.sampleDueUs;
  }

  #tails(): readonly TraceTail[] {
    const { nodes } = this.world;
    const count = Math.max(TAIL_RECORDS_MIN, Math.floor(TAIL_RECORDS / nodes.length));
    return nodes.map((node) => node.trace.tail(count));
  }

  #hear(event: DomainEvent): void {
    this.domain.add(event);
    this.scoreboard.add(event);
  }

  /** Takes the sample of a whole second once everything up to it has been handled. */
  #sampleUpTo(untilUs: number): void {
    if (untilUs < this.#sampleDueUs) return;
    this.#sampleDueUs = untilUs + SECOND_US;
    if (this.#isLean) return;
    const sample = takeSample(this.world, this.scoreboard.accuracy());
    const [first, , ...rest] = this.#samples;
    this.#samples =
      this.#samples.length < SAMPLES_MAX || first === undefined
        ? [...this.#samples, sample]
        : [first, ...rest, sample];
    this.refreshHash(HASH_EACH_SECOND_MAX);
  }
}

/** The order in which they take effect; the journal numbers them so. */
function inOrderOfTime(inputs: readonly InputRecord[]): readonly InputRecord[] {
  return inputs.slice().sort((a, b) => a.atUs - b.atUs);
}

function processesOf(world: World): number {
  let count = 0;
  for (const node of world.nodes) count += node.processCount;
  return count;
}
