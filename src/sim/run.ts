/**
 * A run under observation: a world, its checkers, its domain events and its samples at whole virtual seconds.
 *
 * Everything here reads the world and nothing touches it: the hash is the same with and without a run around it.
 *
 * Invariants
 * - Samples and the shown hash are taken exactly when every event up to a whole second has been handled, so they do
 *   not depend on how the run was sliced. A world of very many processes is hashed less often; `hashAtUs` says when.
 * - After the first violation the run stops at that event until told to go on.
 */

import { type MetricReading, mergeMetrics, readMetrics, totalsOf } from "../foundation/telemetry/index.ts";
import { type Checks, createChecks } from "./checks.ts";
import { type DomainEvent, DomainLog } from "./domain-log.ts";
import type { InputRecord } from "./input.ts";
import { type InputNote, noteInput } from "./input-note.ts";
import { type Sample, takeSample } from "./samples.ts";
import { Scoreboard } from "./scoreboard.ts";
import { World, type WorldOptions } from "./world.ts";

export const SECOND_US = 1_000_000;
const SAMPLES_MAX = 1_200;
/** With more processes the whole state is digested only when the run rests, and with more than the second not then. */
const HASH_EACH_SECOND_MAX = 20_000;
const HASH_AT_REST_MAX = 250_000;

export interface RunOptions extends WorldOptions {
  /** Inputs of a journal, applied at their own times. */
  readonly inputs?: readonly InputRecord[];
  /** Whether invariants are checked after every event. On unless speed alone is measured. */
  readonly checks?: boolean;
}

export class Run {
  readonly world: World;
  readonly domain = new DomainLog();
  readonly scoreboard = new Scoreboard();
  readonly checks: Checks;
  readonly samples: Sample[] = [];
  /** What was the case when each input took effect. */
  readonly notes: InputNote[] = [];
  hash: string;
  hashAtUs = 0;
  #stopAtViolation = true;

  constructor(options: RunOptions) {
    this.world = new World(options);
    const { world, domain } = this;
    this.checks = createChecks(options.checks === false ? [] : options.scenario.checkers, world);
    world.observer = (node) => this.checks.afterEvent(node);
    for (const node of world.nodes) {
      node.onEmit = (name, data, seq) => this.#hear({ atUs: world.nowUs, node: node.index, seq, name, data });
    }
    world.onInput = (record, number) => this.notes.push(noteInput(world, record, number, domain.count));
    for (const input of options.inputs ?? []) world.schedule(input);
    this.hash = world.hash();
    this.samples.push(takeSample(world, undefined));
  }

  /** Runs up to `goalUs` or for `maxEvents` events, whichever comes first; the number of events handled. */
  advance(goalUs: number, maxEvents: number): number {
    const { world } = this;
    let left = maxEvents;
    while (left > 0 && world.nowUs < goalUs && !this.stopped) {
      const secondUs = (Math.floor(world.nowUs / SECOND_US) + 1) * SECOND_US;
      const untilUs = Math.min(goalUs, secondUs);
      const handled = this.#runUntil(untilUs, left);
      left -= handled;
      if (world.nowUs === secondUs && world.nextTimeUs() > secondUs) this.#sample();
      if (handled === 0 && world.nowUs < untilUs) break;
    }
    return maxEvents - left;
  }

  /** Handles events until one has left a mark in the trace: what a person means by one step. */
  stepEvent(): boolean {
    const { world } = this;
    const before = traceLength(world);
    const secondUs = (Math.floor(world.nowUs / SECOND_US) + 1) * SECOND_US;
    while (traceLength(world) === before) {
      if (world.nextTimeUs() > secondUs && world.nowUs < secondUs) {
        world.runUntil(secondUs, 1);
        this.#sample();
        return this.stepEvent();
      }
      if (!world.step()) return false;
    }
    return true;
  }

  /** Runs up to the very event at which a run was left: `events` handled by `untilUs`. */
  advanceTo(untilUs: number, events: number): void {
    this.advance(untilUs - 1, Number.POSITIVE_INFINITY);
    const { world } = this;
    while (world.events < events && world.nextTimeUs() <= untilUs && !this.stopped && world.step());
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

  #hear(event: DomainEvent): void {
    this.domain.add(event);
    this.scoreboard.add(event);
  }

  #sample(): void {
    this.samples.push(takeSample(this.world, this.scoreboard.accuracy()));
    if (this.samples.length > SAMPLES_MAX) this.samples.splice(1, 1);
    this.refreshHash(HASH_EACH_SECOND_MAX);
  }
}

function processesOf(world: World): number {
  let count = 0;
  for (const node of world.nodes) count += node.processCount;
  return count;
}

function traceLength(world: World): number {
  let length = world.inputs.length;
  for (const node of world.nodes) length += node.trace.seq;
  return length;
}
