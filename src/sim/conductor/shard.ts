/**
 * A shard: the part of a world that lives in one isolate. It runs its own nodes; of the others it knows whether they are
 * up, paused and cut off, because every shard applies every input.
 *
 * It plays rounds. A round is a few controls of one instant, then the events of a window that is no longer than the
 * look-ahead: nothing sent in it can arrive in it, so each node runs through the window by itself. What was sent is
 * settled when the reports of all shards are there; see `member.ts`.
 *
 * Invariants
 * - The same nodes have the same events in the same order as in a `World` of one piece, and the same hash.
 * - All shards hold the same controls, up states and cuts at the beginning of each round.
 */

import { assert, type Lanes, mix } from "../../base/index.ts";
import { crashNode, createCode, mixNode, Node, type RemoteSignal } from "../../kernel/index.ts";
import { applyInput } from "../apply-input.ts";
import { noticeConnect, noticeDisconnect, scheduleCrashNotices } from "../connections.ts";
import { actionOf, type Control, Controls } from "../controls.ts";
import type { InputRecord } from "../input.ts";
import { Network } from "../network.ts";
import type { WorldOptions } from "../world.ts";
import { compareDowns, type Down, type Letter, Outbox } from "./outbox.ts";
import { lookAheadUs, type NodeRange, rangeOf } from "./placement.ts";

export interface ShardOptions extends WorldOptions {
  /** Inputs given from outside, at their own times, in the order of the journal. */
  readonly inputs: readonly InputRecord[];
  /** Which of how many. */
  readonly shard: number;
  readonly shards: number;
}

/** Nobody reads the records of a shard; the hash needs a batch of them. A small ring stays in the cache. */
const TRACE_CAPACITY = 1 << 8;
const NEVER = Number.POSITIVE_INFINITY;
/** Actions that may stop a node or send a signal to another one at the very instant. */
const SENDING: ReadonlySet<string> = new Set([
  "kill_process",
  "exit_process",
  "storage",
  "unclog_link",
  "heal_all",
]);

export class Shard {
  readonly range: NodeRange;
  readonly nodes: readonly Node[];
  readonly network: Network;
  readonly controls = new Controls();
  readonly lookAheadUs: number;
  nowUs = 0;
  events = 0;
  /** Inputs that have taken effect. */
  applied = 0;
  readonly #options: ShardOptions;
  readonly #outbox: Outbox;
  /** When each own node has its next event. */
  readonly #nextUs: Float64Array;
  readonly #own: readonly Node[];
  #downs: Down[] = [];
  #scheduled = 0;

  constructor(options: ShardOptions) {
    const { scenario, seed, parameters, resources, shard, shards } = options;
    this.#options = options;
    this.range = rangeOf(shard, shards, scenario.nodes);
    this.network = new Network(scenario.nodes, seed, scenario.link);
    this.lookAheadUs = lookAheadUs(scenario.link);
    this.#outbox = new Outbox(this.network, scenario.nodes);
    this.#nextUs = new Float64Array(this.range.end - this.range.first).fill(NEVER);
    const code = createCode(scenario.code(parameters, resources));
    const defects = new Set(options.defects ?? []);
    const { schedulers, handlerCostUs } = scenario;
    this.nodes = Array.from({ length: scenario.nodes }, (_, index) => {
      const transmit = (to: number, signal: RemoteSignal): void => this.#transmit(index, to, signal);
      const node = { index, seed, code, schedulers, handlerCostUs, defects, transmit };
      return new Node({ ...node, traceCapacity: TRACE_CAPACITY });
    });
    for (const node of this.nodes) node.disk.syncUs = this.syncUs;
    this.#own = this.nodes.slice(this.range.first, this.range.end);
    for (const node of this.nodes) {
      node.trace.recording = false;
      if (this.#owns(node.index)) {
        for (const other of this.nodes) if (other !== node) node.connected.add(other.index);
      }
      this.bootNode(node, 0);
    }
    for (const record of [...(scenario.script ?? []), ...options.inputs]) this.#schedule(record);
  }

  get syncUs(): number {
    return this.#options.scenario.syncUs ?? 0;
  }

  /** Earliest event of an own node, in µs. */
  nextEventUs(): number {
    let earliestUs = NEVER;
    for (const nextUs of this.#nextUs) if (nextUs < earliestUs) earliestUs = nextUs;
    return earliestUs;
  }

  /** The first own node that could take a proposal, or Infinity; asked for only when a proposal comes next. */
  taker(): number {
    if (!asksOthers(this.controls.next)) return NEVER;
    const taker = this.#own.find((node) => node.up && !node.paused && node.names.has("variables"));
    return taker?.index ?? NEVER;
  }

  /**
   * One round from `startUs`, the earliest event or control of all shards, to `endUs` at most (not included). `taker` is
   * the first node of all that could take a proposal when the round begins.
   */
  playRound(startUs: number, endUs: number, taker: number): void {
    if (this.controls.nextUs <= startUs && !this.#playControls(taker)) return;
    this.#playWindow(Math.min(startUs + this.lookAheadUs, this.controls.nextUs, endUs));
  }

  /** Own nodes that stopped by themselves in this round. */
  get downs(): readonly Down[] {
    return this.#downs;
  }

  /** Decides what of this round's signals arrives when these nodes stopped; `post` gets each letter. */
  settle(downs: readonly Down[], post: (letter: Letter) => void): void {
    this.#outbox.takeBack();
    this.#outbox.settle(downs, post);
  }

  /** Ends the round: all shards learn who stopped by itself. */
  finishRound(downs: readonly Down[]): void {
    this.#outbox.clear();
    this.#downs = [];
    for (const { node: index, atUs } of Array.from(downs).sort(compareDowns)) {
      const node = this.nodes[index] as Node;
      if (node.up) crashNode(node, 0);
      scheduleCrashNotices(this, node, { downUs: atUs, inputSeq: 0 });
    }
  }

  /** A letter for an own node; one whose node has stopped meanwhile is gone with what it held. */
  deliver({ to, arriveUs, from, seq, signal }: Letter): void {
    const node = this.nodes[to] as Node;
    if (!node.up) return;
    node.arrive(arriveUs, from, seq, signal);
    this.#refresh(node);
  }

  /** Folds what comes before all nodes into the hash of the world; only the first shard does. */
  mixStart(lanes: Lanes): void {
    mix(lanes, this.applied);
  }

  mixNodes(lanes: Lanes): void {
    for (const node of this.#own) mixNode(lanes, node);
  }

  mixLinks(lanes: Lanes): void {
    this.network.mixFrom(lanes, this.range.first, this.range.end);
  }

  /** Called when a node starts again. Of a node that lives elsewhere only the fact is kept. */
  bootNode(node: Node, inputSeq: number): void {
    if (!this.#owns(node.index)) {
      node.up = true;
      return;
    }
    node.idleUntil(this.nowUs);
    node.boot(this.#options.scenario.boot(node.index, this.#options.parameters), inputSeq);
    this.#refresh(node);
  }

  #owns(index: number): boolean {
    return index >= this.range.first && index < this.range.end;
  }

  #schedule(record: InputRecord): void {
    this.#scheduled++;
    this.controls.schedule(record.atUs, { kind: "input", record, inputSeq: this.#scheduled });
  }

  #refresh(node: Node): void {
    if (this.#owns(node.index))
      this.#nextUs[node.index - this.range.first] = node.up ? node.nextTimeUs() : NEVER;
  }

  /**
   * Controls of this instant, as many as need no word from other shards in between. False when some are left, or when
   * one may have stopped a node: then the round ends here.
   */
  #playControls(taker: number): boolean {
    const atUs = this.controls.nextUs;
    let goesOn = true;
    for (let count = 0; goesOn && this.controls.nextUs === atUs; count++) {
      const { next } = this.controls;
      if (next === undefined || (count > 0 && asksOthers(next))) return false;
      this.controls.take();
      this.#play(next, Math.max(this.nowUs, atUs), taker);
      goesOn = !tellsOthers(next);
    }
    return goesOn;
  }

  #play(control: Control, nowUs: number, taker: number): void {
    this.nowUs = nowUs;
    for (const node of this.#own) if (!node.paused) node.idleUntil(nowUs);
    const action = actionOf(control);
    if (action !== undefined) {
      if (control.kind === "input") this.applied++;
      const isProposal = action.kind === "propose" || action.kind === "burst";
      if (!isProposal || this.#owns(taker)) applyInput(this, action, control.inputSeq);
    } else if (control.kind === "disconnect") noticeDisconnect(this, control.a, control.b, control.inputSeq);
    else if (control.kind === "connect") noticeConnect(this, control.a, control.b, control.inputSeq);
    for (const node of this.#own) {
      if (node.halting) this.#stop(node, -1);
      this.#refresh(node);
    }
  }

  /** Runs each own node by itself through all its events before `endUs`. */
  #playWindow(endUs: number): void {
    const next = this.#nextUs;
    const { first } = this.range;
    for (let i = 0; i < next.length; i++) {
      let nextUs = next[i] as number;
      if (nextUs >= endUs) continue;
      const node = this.nodes[first + i] as Node;
      do {
        this.nowUs = nextUs;
        node.step();
        this.events++;
        if (node.halting) this.#stop(node, node.index);
        nextUs = node.up ? node.nextTimeUs() : NEVER;
      } while (nextUs < endUs);
      next[i] = nextUs;
    }
  }

  /** What a clogged link of an own node held goes on. */
  unclog(from: number, to: number): void {
    const link = this.network.link(from, to);
    const isUp = this.nodes[to]?.up === true;
    for (const stuck of this.network.unclog(from, to)) this.#outbox.post(link, this.nowUs, isUp, stuck);
  }

  #stop(node: Node, order: number): void {
    crashNode(node, 0);
    this.#downs.push({ atUs: this.nowUs, node: node.index, order });
  }

  #transmit(from: number, to: number, signal: RemoteSignal): void {
    const target = this.nodes[to];
    assert(target !== undefined, `there is no node n${to + 1} to send to`);
    const wasUp = target.up || this.#downs.some(({ node }) => node === to);
    this.#outbox.send(this.network.link(from, to), this.nowUs, wasUp, signal);
  }
}

/** Depends on what other shards know: a round begins with it. */
function asksOthers(control: Control | undefined): boolean {
  const kind = actionOf(control)?.kind;
  return kind === "propose" || kind === "burst";
}

/** May stop a node or send a signal: a round ends with it. */
function tellsOthers(control: Control): boolean {
  const kind = actionOf(control)?.kind;
  return kind !== undefined && SENDING.has(kind);
}
