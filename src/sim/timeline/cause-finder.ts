/**
 * Finds the causes of any event of the branch that is shown, also those the traces no longer hold: it runs that part of
 * the past again, in a second world that nobody sees.
 *
 * The second world is made when it is first needed. It is put to the last checkpoint before the wanted event and runs
 * on until the event has happened again; then everything of the chain that its traces hold is kept. Work comes in
 * slices, so that whoever drives the shown run can always answer.
 *
 * Invariants
 * - The shown run is only read.
 * - What is found is what happened: the same seed, the same inputs, so the same records.
 * - A chain that cannot be completed says so: `lost` is a sentence.
 */

import { type EventId, INPUT_NODE, type TraceRecord, type TraceTail } from "../../kernel/index.ts";
import { type GrowingChain, growChain, originOf, type WhyChain } from "../story/why.ts";
import { World } from "../world.ts";
import type { Branch } from "./branch.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { firstOf, nearestIn } from "./past.ts";
import type { Timeline } from "./timeline.ts";

export interface FoundChain extends WhyChain {
  /** Why the causes before the last record cannot be told; undefined when they are known or still looked for. */
  readonly lost: string | undefined;
}

/** Chains that are kept, the ones asked for last. */
const CHAINS_KEPT = 8;
/** Single records that are kept: pages of events that were looked at. */
const RECORDS_KEPT = 4_096;

const UNKNOWN = "This event has not happened in this branch.";
const TOO_LARGE = "This world is too large to run a part of it again beside the one that is shown.";

export class CauseFinder {
  readonly #timeline: Timeline;
  /** Events run again so far. */
  searched = 0;
  #branch: Branch;
  #world: World | undefined;
  #chains = new Map<string, GrowingChain>();
  #records = new Map<string, TraceRecord>();
  /** Why an event cannot be found. */
  #lost = new Map<string, string>();
  /** What is being looked for, in the order of asking. */
  #wanted = new Map<string, EventId>();
  #goal: EventId | undefined;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#branch = timeline.branch;
  }

  /** Whether something is still looked for: `work` goes on with it. */
  get isSearching(): boolean {
    this.#followBranch();
    return this.#goal !== undefined || this.#wanted.size > 0;
  }

  /** The chain of an event as far as it is known; the rest is looked for. */
  chain(event: EventId): FoundChain {
    this.#followBranch();
    const key = keyOf(event);
    const chain = this.#chains.get(key) ?? { records: [], next: event };
    this.#chains.delete(key);
    this.#chains.set(key, chain);
    forgetOldest(this.#chains, CHAINS_KEPT);
    growChain(chain, (id) => this.#read(id));
    const origin = originOf(chain);
    const lost = origin.kind === "beyond" ? this.#want(chain.next as EventId) : undefined;
    return { records: chain.records, origin, lost };
  }

  /** The record of an event; undefined while it is looked for, or when there is none. */
  record(event: EventId): TraceRecord | undefined {
    this.#followBranch();
    const record = this.#read(event) ?? this.#chains.get(keyOf(event))?.records[0];
    if (record === undefined) this.#want(event);
    return record;
  }

  /** Runs at most `maxEvents` events of the past again; true when there is more to do. */
  work(maxEvents: number): boolean {
    this.#followBranch();
    this.#goal ??= this.#nextGoal();
    const goal = this.#goal;
    if (goal === undefined) return false;
    const world = this.#world ?? this.#openWorld();
    const trace = world.nodes[goal.node]?.trace;
    const endSteps = this.#branch.frontier.steps;
    let count = 0;
    while (count < maxEvents && trace !== undefined && trace.seq < goal.seq && world.steps < endSteps) {
      if (!world.step()) break;
      count++;
    }
    this.searched += count;
    if (count === maxEvents && trace !== undefined && trace.seq < goal.seq) return true;
    this.#arrive(goal, world);
    return this.isSearching;
  }

  #read(event: EventId): TraceRecord | undefined {
    const shown = this.#timeline.run.world.nodes[event.node]?.trace.read(event.seq);
    return shown ?? this.#records.get(keyOf(event));
  }

  /** Puts an event on the list; the answer is why that makes no sense. */
  #want(event: EventId): string | undefined {
    const key = keyOf(event);
    const lost = this.#timeline.recording().off === null ? this.#isUnknown(event, key) : TOO_LARGE;
    if (lost === undefined) this.#wanted.set(key, event);
    return lost;
  }

  /** At the frontier everything that has happened is in the traces' count; before it one has to look. */
  #isUnknown(event: EventId, key: string): string | undefined {
    const { run, isPast } = this.#timeline;
    if (isPast) return this.#lost.get(key);
    this.#lost.clear();
    return event.seq > (run.world.nodes[event.node]?.trace.seq ?? 0) ? UNKNOWN : undefined;
  }

  /** The next event that nobody has found meanwhile; the second world is brought before it. */
  #nextGoal(): EventId | undefined {
    for (const [key, event] of this.#wanted) {
      this.#wanted.delete(key);
      if (this.#read(event) !== undefined) continue;
      this.#bringBefore(event);
      return event;
    }
    return undefined;
  }

  #bringBefore(event: EventId): void {
    const isEarlyEnough = ({ traceSeqs }: Checkpoint): boolean => (traceSeqs[event.node] ?? 0) < event.seq;
    const from = nearestIn(this.#branch, isEarlyEnough) ?? firstOf(this.#branch);
    const known = this.#world;
    const seq = known?.nodes[event.node]?.trace.seq ?? event.seq;
    if (known !== undefined && seq < event.seq && known.steps >= from.steps) return;
    const world = known ?? this.#openWorld();
    world.restore(from.capture.world);
    for (const [i, node] of world.nodes.entries()) node.trace.putBack(from.capture.traces[i] as TraceTail);
    world.replaceGiven(this.#branch.given);
  }

  /** Keeps what the second world holds of the chain of the goal. */
  #arrive(goal: EventId, world: World): void {
    this.#goal = undefined;
    let next: EventId | undefined = goal;
    let isFound = false;
    while (next !== undefined && next.node !== INPUT_NODE && this.#read(next) === undefined) {
      const record: TraceRecord | undefined = world.nodes[next.node]?.trace.read(next.seq);
      if (record === undefined) break;
      isFound = true;
      this.#records.set(keyOf(next), record);
      next = record.cause;
    }
    if (!isFound) this.#lost.set(keyOf(goal), UNKNOWN);
    for (const chain of this.#chains.values()) growChain(chain, (id) => this.#read(id));
    forgetOldest(this.#records, RECORDS_KEPT);
  }

  /** The same world once more: its code is data without a memory, so both can use it. */
  #openWorld(): World {
    const { scenario, seed, parameters, code, nodes } = this.#timeline.run.world;
    this.#world = new World({
      scenario: { ...scenario, code: () => [...code.values()] },
      seed,
      parameters,
      resources: {},
      defects: [...(nodes[0]?.defects ?? [])],
    });
    this.#world.replaceGiven(this.#branch.given);
    return this.#world;
  }

  /** Another branch has another past: nothing of what is known needs to be true there. */
  #followBranch(): void {
    const { branch } = this.#timeline;
    if (branch === this.#branch) return;
    this.#branch = branch;
    this.#world = undefined;
    this.#goal = undefined;
    for (const known of [this.#chains, this.#records, this.#lost, this.#wanted]) known.clear();
  }
}

function keyOf({ node, seq }: EventId): string {
  return `${node}#${seq}`;
}

function forgetOldest(known: Map<string, unknown>, max: number): void {
  for (const key of known.keys()) {
    if (known.size <= max) return;
    known.delete(key);
  }
}
