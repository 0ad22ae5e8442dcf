/**
 * One simulated BEAM node: its processes, its queue of arrivals, what it has to do later, and its clock.
 *
 * Two levels of waiting. Signals sent within the node go into `arrivals`, one first-in-first-out queue without a
 * delay; a message whose receiver is free is handled straight from there. A receiver that is busy, suspended or
 * blocked keeps the message in its own mailbox, and takes its turn through `ready` when a scheduler is free. Things
 * with a later time are in `later`, in canonical order.
 *
 * One `step` is one event. At one instant a node handles what is due in the order: arrivals and ready processes that
 * are there, then the next due entry of `later` (network before timers before finished work), and so on.
 *
 * Invariants
 * - A node shares nothing with another node: it acts on others only through `transmit`.
 * - Nothing depends on host time, host randomness, or on how many events the caller asks for at once.
 */

import { assert, Ring } from "../base/index.ts";
import type { Code, Mfa } from "./code.ts";
import { Disk } from "./disk.ts";
import { spawnProcess } from "./lifecycle.ts";
import type { Frame, Process } from "./process.ts";
import { NodeContext } from "./process-context.ts";
import { ARRIVAL_STRIDE, type RemoteSignal, SIGNAL, type SignalKind, type Transmit } from "./signal.ts";
import { stepNode } from "./step.ts";
import { Streams } from "./streams.ts";
import type { Table } from "./table.ts";
import { type Address, Pid, Ref, type Term } from "./term.ts";
import { HeapTimedQueue, TIMED_CLASS, type TimedEntry, timedOrder } from "./timed-queue.ts";
import { EVENT_KIND, type EventKind, INPUT_NODE, Trace } from "./trace.ts";

/** What a node has to do at a later time. Plain data, shared with snapshots. */
export type Later =
  | { readonly kind: "arrival"; readonly signal: RemoteSignal }
  | {
      readonly kind: "timer";
      readonly ref: Ref;
      readonly to: Address;
      readonly message: Term;
      readonly causeSeq: number;
    }
  | { readonly kind: "receive_timeout"; readonly pid: Pid; readonly waitSerial: number }
  | { readonly kind: "finish"; readonly pid: Pid; readonly busySerial: number }
  | { readonly kind: "release"; readonly pid: Pid };

export interface NodeOptions {
  readonly index: number;
  readonly seed: number;
  readonly code: Code;
  /** Virtual schedulers; processes queue for them when handlers cost time. */
  readonly schedulers?: number;
  /** Virtual time a handled message takes unless the process says otherwise. */
  readonly handlerCostUs?: number;
  readonly traceCapacity?: number;
  readonly defects?: ReadonlySet<string>;
  readonly transmit?: Transmit;
}

export class Node {
  readonly index: number;
  readonly name: string;
  readonly code: Code;
  readonly handlerCostUs: number;
  readonly schedulers: number;
  readonly defects: ReadonlySet<string>;
  readonly transmit: Transmit;
  readonly trace: Trace;
  readonly streams: Streams;
  readonly context: NodeContext;
  /** Told of every domain event; an observer, it must not touch the node. */
  onEmit: ((event: string, data: Term, seq: number) => void) | undefined = undefined;

  nowUs = 0;
  up = false;
  /** The first process; when it ends, the node halts. */
  initPid: Pid | undefined = undefined;
  /** Its first process has ended: whoever owns the node must take it down. */
  halting = false;
  /** Frozen as a whole (a long collector stall): nothing runs, what arrives waits. */
  paused = false;
  incarnation = 0;
  freeSchedulers: number;
  slots: (Process | undefined)[] = [];
  freeSlots: number[] = [];
  processCount = 0;
  serial = 0;
  refSerial = 0;
  laterSeq = 0;
  names = new Map<string, Pid>();
  aliasOwners = new Map<Ref, Pid>();
  tables = new Map<string, Table>();
  disk = new Disk();
  timers = new Map<Ref, TimedEntry<Later>>();
  connected = new Set<number>();
  nodeWatchers = new Set<Pid>();
  readonly arrivals = new Ring(ARRIVAL_STRIDE);
  readonly ready = new Ring(1);
  later = new HeapTimedQueue<Later>();

  /** The process that runs now, the event it runs in, and the virtual time it has spent in it. */
  current: Process | undefined = undefined;
  currentSeq = 0;
  spentUs = 0;
  /** The signal being handled, reused so that a local message allocates nothing; nobody may keep it. */
  readonly incoming: { -readonly [K in keyof RemoteSignal]: RemoteSignal[K] } = {
    kind: SIGNAL.message,
    to: "",
    from: undefined,
    body: undefined,
    causeNode: 0,
    causeSeq: 0,
  };
  /** Frame whose answers are being recorded, or replayed up to `replayCursor` (-1: recording). */
  frame: Frame | undefined = undefined;
  replayCursor = -1;

  constructor(options: NodeOptions) {
    assert(Number.isInteger(options.index) && options.index >= 0, "a node's index is a whole number from 0");
    this.index = options.index;
    this.name = `n${options.index + 1}`;
    this.code = options.code;
    this.schedulers = options.schedulers ?? 1;
    this.freeSchedulers = this.schedulers;
    this.handlerCostUs = options.handlerCostUs ?? 0;
    this.defects = options.defects ?? new Set();
    this.transmit = options.transmit ?? (() => undefined);
    this.trace = new Trace(options.index, options.traceCapacity);
    this.streams = new Streams(options.seed, options.index);
    this.context = new NodeContext(this);
  }

  /** Time of the next event; Infinity when nothing will ever happen by itself. */
  nextTimeUs(): number {
    if (this.paused) return Number.POSITIVE_INFINITY;
    if (this.arrivals.length > 0) return this.nowUs;
    if (this.ready.length > 0 && this.freeSchedulers > 0) return this.nowUs;
    return Math.max(this.nowUs, this.later.peekTime());
  }

  /** Handles one event. False when there is none. */
  step(): boolean {
    return stepNode(this);
  }

  /** Moves the clock of an idle node forward; the node must have nothing to do before `timeUs`. */
  idleUntil(timeUs: number): void {
    if (timeUs > this.nowUs) this.nowUs = timeUs;
  }

  /** The live process behind a pid of this node. */
  find(pid: Pid): Process | undefined {
    const process = this.slots[pid.slot];
    return process !== undefined && process.pid === pid ? process : undefined;
  }

  /** All live processes, in slot order. */
  processes(): Process[] {
    return this.slots.filter((process) => process !== undefined);
  }

  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  record(
    kind: EventKind,
    actor: Process | undefined,
    peer: Pid | undefined,
    causeNode: number,
    causeSeq: number,
    payload: Term,
  ): number {
    return this.trace.record(
      this.nowUs,
      kind,
      actor === undefined ? 0 : actor.pid.serial,
      peer === undefined ? this.index : peer.node,
      peer === undefined ? 0 : peer.serial,
      causeNode,
      causeSeq,
      payload,
    );
  }

  /** Sends a signal on behalf of the running process, or, when it has spent time, keeps it until that has passed. */
  emit(kind: SignalKind, to: Address, body: Term): void {
    const process = this.current;
    if (process !== undefined && this.spentUs > 0) {
      process.outbox.push(kind, to, process.pid, body, this.index, this.currentSeq);
      return;
    }
    if (to instanceof Pid && to.node === this.index)
      this.enqueue(kind, to, process?.pid, body, this.currentSeq);
    else
      this.dispatch({ kind, to, from: process?.pid, body, causeNode: this.index, causeSeq: this.currentSeq });
  }

  /** Puts a signal on its way: into the arrivals of this node or to the network. */
  dispatch(signal: RemoteSignal): void {
    const { to } = signal;
    const toNode = typeof to === "string" ? this.index : to.node;
    if (toNode !== this.index) {
      const peer = to instanceof Pid ? to : undefined;
      const actor = signal.from === undefined ? undefined : this.find(signal.from);
      const seq = this.trace.record(
        this.nowUs,
        EVENT_KIND.net_sent,
        actor?.pid.serial ?? signal.from?.serial ?? 0,
        toNode,
        peer?.serial ?? 0,
        signal.causeNode,
        signal.causeSeq,
        signal.body,
      );
      this.transmit(toNode, { ...signal, causeNode: this.index, causeSeq: seq });
      return;
    }
    this.enqueue(signal.kind, to, signal.from, signal.body, signal.causeSeq);
  }

  /** Appends a signal of this node to its arrivals. */
  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  enqueue(kind: SignalKind, to: Address, from: Pid | undefined, body: Term, causeSeq: number): void {
    if (kind === SIGNAL.message && to instanceof Pid) {
      const process = this.find(to);
      if (process !== undefined) process.arriving++;
    }
    const { arrivals } = this;
    const at = arrivals.push();
    const { slots } = arrivals;
    slots[at] = kind;
    slots[at + 1] = to;
    slots[at + 2] = from;
    slots[at + 3] = body;
    slots[at + 4] = this.index;
    slots[at + 5] = causeSeq;
  }

  /** A signal from another node arrives at `timeUs`; `seq` is the sending node's, unique per source. */
  arrive(timeUs: number, fromNode: number, seq: number, signal: RemoteSignal): void {
    assert(timeUs >= this.nowUs, `a signal from n${fromNode + 1} would arrive in the past of ${this.name}`);
    this.later.insert(timeUs, timedOrder(TIMED_CLASS.arrival, fromNode), seq, { kind: "arrival", signal });
  }

  at(delayUs: number, timedClass: number, item: Later): TimedEntry<Later> {
    return this.later.insert(this.nowUs + delayUs, timedOrder(timedClass, this.index), ++this.laterSeq, item);
  }

  newPid(slot: number): Pid {
    return new Pid(this.index, ++this.serial, slot);
  }

  newRef(): Ref {
    return new Ref(this.index, ++this.refSerial);
  }

  makeReady(process: Process): void {
    if (process.queued) return;
    process.queued = true;
    const at = this.ready.push();
    this.ready.slots[at] = process.pid;
  }

  /** Takes one hold off a suspended process and lets it go on when it was the last. */
  release(process: Process): void {
    if (process.suspensions === 0) return;
    process.suspensions--;
    if (process.suspensions === 0 && !process.busy) this.makeReady(process);
  }

  /** Starts the node: spawns `mfa` as its first process. `inputSeq` is the journal entry that asked for it, or 0. */
  boot(mfa: Mfa, inputSeq: number): Pid {
    assert(!this.up, `${this.name} is already up`);
    this.up = true;
    this.incarnation++;
    this.currentSeq = this.record(
      EVENT_KIND.boot,
      undefined,
      undefined,
      INPUT_NODE,
      inputSeq,
      this.incarnation,
    );
    this.halting = false;
    this.initPid = spawnProcess(this, mfa, { label: "init" }).pid;
    return this.initPid;
  }
}
