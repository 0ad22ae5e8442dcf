/**
 * A world: nodes that share nothing, the network between them, and the inputs that reach them.
 *
 * Total order of events: (time, class, node): at one instant the controls of the world come first, then the nodes by
 * index, each until it has nothing left to do at that instant. No signal crosses nodes within an instant, so this
 * order is the same whoever computes it.
 *
 * Invariants
 * - The world is a function of (scenario, parameters, seed, inputs). Neither the sizes of the slices in which it is
 *   run nor its observers change it.
 * - Time never goes back; an input is applied strictly after everything that had happened when it was given.
 */

import { assert, createLanes, err, KeyHeap, lanesToHex, mix, ok, type Result } from "../base/index.ts";
import {
  type Code,
  createCode,
  mixNode,
  Node,
  type NodeSnapshot,
  type RemoteSignal,
  restoreSnapshot,
  takeSnapshot,
} from "../kernel/index.ts";
import { applyInput } from "./apply-input.ts";
import { Carrier } from "./carrier.ts";
import { checkAction } from "./check-action.ts";
import { connectAll, noticeConnect, noticeDisconnect, takeDown } from "./connections.ts";
import { Controls, type ScheduledControl } from "./controls.ts";
import { Flights } from "./flights.ts";
import type { Action, InputRecord } from "./input.ts";
import { Network, type NetworkSnapshot } from "./network.ts";
import type { Parameters, Resources, Scenario } from "./scenario.ts";

export interface WorldOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly parameters: Parameters;
  readonly resources: Resources;
  /** Planted defects to switch on; see the catalogue of each room. */
  readonly defects?: readonly string[];
  /** Nobody looks at the records of this run: traces are short and keep no payloads. The hash is the same. */
  readonly isLean?: boolean;
}

export interface WorldSnapshot {
  readonly nowUs: number;
  readonly events: number;
  readonly steps: number;
  readonly applied: number;
  readonly nodes: readonly NodeSnapshot[];
  readonly network: NetworkSnapshot;
  readonly controls: readonly ScheduledControl[];
  readonly inputs: readonly InputRecord[];
  readonly crossSeq: readonly number[];
}

/** Records a node's trace keeps in a world that people look at: minutes of the learning cluster. */
const TRACE_CAPACITY = 1 << 14;
/** Where nobody looks: enough for the hash. */
const TRACE_CAPACITY_LEAN = 1 << 8;
/** In a world of very many nodes each keeps less: half a gigabyte of records is nobody's instrument. */
const TRACE_CAPACITY_LARGE = 1 << 10;
const MANY_NODES = 64;

/** Told after each event; it may read everything and must touch nothing. */
export type Observer = (node: Node) => void;

export class World {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly parameters: Parameters;
  /** Planted defects that are switched on. */
  readonly defects: readonly string[];
  readonly code: Code;
  readonly nodes: readonly Node[];
  readonly network: Network;
  readonly flights = new Flights();
  readonly controls = new Controls();
  nowUs = 0;
  events = 0;
  /** Events and controls handled so far: with the time, the exact place in the run. */
  steps = 0;
  /** Inputs that have taken effect. */
  applied = 0;
  observer: Observer | undefined = undefined;
  /** Told just before an input takes effect; `number` is its place in the journal, from 1. */
  onInput: ((record: InputRecord, number: number) => void) | undefined = undefined;
  #inputs: InputRecord[] = [];
  readonly #carrier: Carrier;
  readonly #order: KeyHeap;

  constructor(options: WorldOptions) {
    const { scenario, seed, parameters } = options;
    this.scenario = scenario;
    this.seed = seed;
    this.parameters = parameters;
    this.code = createCode(scenario.code(parameters, options.resources));
    this.network = new Network(scenario.nodes, seed, scenario.link);
    this.#order = new KeyHeap(scenario.nodes);
    this.#carrier = new Carrier(this, scenario.nodes);
    this.defects = options.defects ?? [];
    const defects = new Set(this.defects);
    const traceCapacity = traceCapacityOf(options);
    this.nodes = Array.from({ length: scenario.nodes }, (_, index) => {
      const transmit = (to: number, signal: RemoteSignal): void => this.#carrier.transmit(index, to, signal);
      const { schedulers, handlerCostUs } = scenario;
      const nodeOptions = { index, seed, code: this.code, schedulers, handlerCostUs, defects, transmit };
      const node = new Node({ ...nodeOptions, traceCapacity });
      node.trace.recording = options.isLean !== true;
      return node;
    });
    for (const node of this.nodes) node.disk.syncUs = this.syncUs;
    connectAll(this);
    for (const node of this.nodes) this.bootNode(node, 0);
    for (const record of scenario.script ?? []) this.schedule(record);
  }

  /** How long a write to disk takes to become durable, in µs, unless an input says otherwise. */
  get syncUs(): number {
    return this.scenario.syncUs ?? 0;
  }

  /** Every input scheduled so far: those of the scenario's script, then those given from outside. */
  get inputs(): readonly InputRecord[] {
    return this.#inputs;
  }

  /** Inputs given from outside, in order of time: what a journal holds. */
  givenInputs(): readonly InputRecord[] {
    return this.#inputs.slice(this.scenario.script?.length ?? 0);
  }

  bootNode(node: Node, inputSeq: number): void {
    node.idleUntil(this.nowUs);
    node.boot(this.scenario.boot(node.index, this.parameters), inputSeq);
    this.refresh(node);
  }

  /** Gives an input: it takes effect in the next microsecond. The answer is its journal entry, or why it is refused. */
  apply(action: Action): Result<InputRecord> {
    const problem = checkAction(this, action);
    if (problem !== undefined) return err(problem);
    const record = { atUs: this.nowUs + 1, action };
    const given = this.#inputs.slice(this.scenario.script?.length ?? 0);
    const coming = given.filter(({ atUs }) => atUs > record.atUs);
    if (coming.length === 0) this.schedule(record);
    else this.replaceGiven([...given.slice(0, given.length - coming.length), record, ...coming]);
    return ok(record);
  }

  /** Schedules an input of a journal at its own time. */
  schedule(record: InputRecord): void {
    this.#inputs.push(record);
    this.controls.schedule(record.atUs, { kind: "input", record, inputSeq: this.#inputs.length });
  }

  /**
   * Makes `given` the inputs from outside. Those that have taken effect must be among them, first and in their order;
   * of the others only these are still to come.
   */
  replaceGiven(given: readonly InputRecord[]): void {
    const scripted = this.scenario.script?.length ?? 0;
    let common = scripted;
    while (common < this.#inputs.length && this.#inputs[common] === given[common - scripted]) common++;
    assert(
      this.controls.pendingInputsAfter(common) === this.#inputs.length - common,
      "an input that has taken effect cannot be taken back; go back before it first",
    );
    this.controls.dropInputsAfter(common);
    this.#inputs.length = common;
    for (const record of given.slice(common - scripted)) this.schedule(record);
  }

  nextTimeUs(): number {
    return Math.min(this.controls.nextUs, this.#order.priority(this.#order.top()));
  }

  /** Handles one event or control; false when nothing is left to happen. */
  step(): boolean {
    const index = this.#order.top();
    const atUs = this.#order.priority(index);
    if (this.controls.nextUs <= atUs) return this.#control();
    if (atUs === Number.POSITIVE_INFINITY) return false;
    const node = this.nodes[index] as Node;
    this.nowUs = atUs;
    node.step();
    this.events++;
    this.steps++;
    if (node.halting) takeDown(this, node, 0);
    this.refresh(node);
    this.observer?.(node);
    return true;
  }

  /** Runs until all events up to `untilUs` are handled or `maxEvents` have been; the number handled. */
  runUntil(untilUs: number, maxEvents: number): number {
    let count = 0;
    while (count < maxEvents && this.nextTimeUs() <= untilUs && this.step()) count++;
    if (this.nextTimeUs() > untilUs && untilUs !== Number.POSITIVE_INFINITY)
      this.nowUs = Math.max(this.nowUs, untilUs);
    return count;
  }

  /** Hash of all events so far and of the whole state, as 16 hexadecimal digits. */
  hash(): string {
    const lanes = createLanes();
    mix(lanes, this.applied);
    for (const node of this.nodes) mixNode(lanes, node);
    this.network.mix(lanes);
    return lanesToHex(lanes);
  }

  snapshot(): WorldSnapshot {
    return {
      nowUs: this.nowUs,
      events: this.events,
      steps: this.steps,
      applied: this.applied,
      nodes: this.nodes.map(takeSnapshot),
      network: this.network.snapshot(),
      controls: this.controls.snapshot(),
      inputs: this.#inputs.slice(),
      crossSeq: this.#carrier.crossSeq.slice(),
    };
  }

  /** `knownSeqs`: per node the newest event that lies in the past of both moments; see `restoreSnapshot`. */
  restore(snapshot: WorldSnapshot, knownSeqs?: readonly number[]): void {
    this.nowUs = snapshot.nowUs;
    this.events = snapshot.events;
    this.steps = snapshot.steps;
    this.applied = snapshot.applied;
    for (const [i, node] of this.nodes.entries()) {
      restoreSnapshot(node, snapshot.nodes[i] as NodeSnapshot, knownSeqs?.[i]);
      this.refresh(node);
    }
    this.network.restore(snapshot.network);
    this.controls.restore(snapshot.controls);
    this.#inputs = snapshot.inputs.slice();
    this.#carrier.crossSeq = snapshot.crossSeq.slice();
    this.flights.clear();
  }

  /** Recomputes when a node has its next event, after it was touched from outside. */
  refresh(node: Node): void {
    this.#order.update(node.index, node.up ? node.nextTimeUs() : Number.POSITIVE_INFINITY);
  }

  #control(): boolean {
    const entry = this.controls.take();
    if (entry === undefined) return false;
    this.nowUs = Math.max(this.nowUs, entry.atUs);
    const { control } = entry;
    this.steps++;
    for (const node of this.nodes) {
      if (!node.paused) node.idleUntil(this.nowUs);
    }
    if (control.kind === "input") {
      this.onInput?.(control.record, control.inputSeq);
      this.applied++;
      applyInput(this, control.record.action, control.inputSeq);
    } else if (control.kind === "effect") applyInput(this, control.action, control.inputSeq);
    else if (control.kind === "disconnect") noticeDisconnect(this, control.a, control.b, control.inputSeq);
    else noticeConnect(this, control.a, control.b, control.inputSeq);
    for (const node of this.nodes) {
      if (node.halting) takeDown(this, node, 0);
      this.refresh(node);
      this.observer?.(node);
    }
    return true;
  }

  /** What a clogged link held goes on. */
  unclog(from: number, to: number): void {
    this.#carrier.unclog(from, to);
  }
}

function traceCapacityOf({ scenario, isLean }: WorldOptions): number {
  if (isLean === true) return TRACE_CAPACITY_LEAN;
  return scenario.nodes > MANY_NODES ? TRACE_CAPACITY_LARGE : TRACE_CAPACITY;
}
