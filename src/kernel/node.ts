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
import type { HeldSignal } from "./barrier.ts";
import { type Clock, localTimeUs } from "./clock.ts";
import type { Code, Mfa } from "./code.ts";
import { Disk } from "./disk.ts";
import { Entries } from "./entries.ts";
import type { ArmedFault, RaisedFault } from "./fault-points.ts";
import type { Frame } from "./frame.ts";
import type { Later } from "./later.ts";
import { spawnProcess } from "./lifecycle.ts";
import type { NodeOptions } from "./node-options.ts";
import { type Process, STATUS } from "./process.ts";
import { NodeContext } from "./process-context.ts";
import { CAST_TAG, type RemoteSignal, SIGNAL, type SignalKind, type Transmit } from "./signal.ts";
import { SignalQueue } from "./signal-queue.ts";
import { stepNode } from "./step.ts";
import { Streams } from "./streams.ts";
import type { Table } from "./table.ts";
import { type Address, Pid, Ref, type Term } from "./term.ts";
import { TIMED_CLASS, type TimedHandle, timedOrder } from "./timed-queue.ts";
import { TimerTable } from "./timer-table.ts";
import { TimingWheel } from "./timing-wheel.ts";
import { EVENT_KIND, type EventKind, INPUT_NODE, Trace } from "./trace.ts";
import { Watches } from "./watch.ts";

export class Node {
  readonly index: number;
  readonly name: string;
  /** What it runs: `baseCode`, with patched copies of the modules whose callbacks are to fail. */
  code: Code;
  readonly baseCode: Code;
  readonly handlerCostUs: number;
  readonly schedulers: number;
  readonly defects: ReadonlySet<string>;
  readonly transmit: Transmit;
  readonly trace: Trace;
  readonly streams: Streams;
  readonly entries: Entries;
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
  /** Its clock, when that is not true time. */
  clock: Clock | undefined = undefined;
  /** How many times longer everything takes that costs time here. */
  slowness = 1;
  /** Signals to other nodes that wait until what was written before them is durable. */
  held: readonly HeldSignal[] = [];
  armedFaults: readonly ArmedFault[] = [];
  /** Modules that run as patched copies, sorted. */
  patched: readonly string[] = [];
  /** Signals from other nodes that have reached it, and those that a crash has taken while they were under way. */
  delivered = 0;
  lostInCrash = 0;
  incarnation = 0;
  freeSchedulers: number;
  slots: (Process | undefined)[] = [];
  freeSlots: number[] = [];
  processCount = 0;
  serial = 0;
  refSerial = 0;
  laterSeq = 0;
  /** Counts waits: a timeout of an earlier wait must not end a later one. */
  waitSerial = 0;
  names = new Map<string, Pid>();
  readonly watches = new Watches();
  tables = new Map<string, Table>();
  disk = new Disk();
  connected = new Set<number>();
  nodeWatchers = new Set<Pid>();
  readonly arrivals = new SignalQueue();
  readonly ready = new Ring(1);
  readonly later = new TimingWheel<Later>();
  readonly timers = new TimerTable();

  /** The process that runs now, the event it runs in, and the virtual time it has spent in it. */
  current: Process | undefined = undefined;
  currentSeq = 0;
  spentUs = 0;
  /** Frame whose answers are being recorded, or replayed up to `replayCursor` (-1: recording). */
  frame: Frame | undefined = undefined;
  replayCursor = -1;
  /** The frame that is being rebuilt. */
  rebuilding: Frame | undefined = undefined;
  /** A fault raised in this turn before it had a frame. */
  raisedInTurn: RaisedFault | undefined = undefined;

  constructor(options: NodeOptions) {
    assert(Number.isInteger(options.index) && options.index >= 0, "a node's index is a whole number from 0");
    this.index = options.index;
    this.name = `n${options.index + 1}`;
    this.code = options.code;
    this.baseCode = options.code;
    this.schedulers = options.schedulers ?? 1;
    this.freeSchedulers = this.schedulers;
    this.handlerCostUs = options.handlerCostUs ?? 0;
    this.defects = options.defects ?? new Set();
    this.transmit = options.transmit ?? (() => undefined);
    this.trace = new Trace(options.index, options.traceCapacity);
    this.streams = new Streams(options.seed, options.index);
    this.entries = new Entries(options.code);
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

  /** What its clock shows, in µs, `aheadUs` after its present event. */
  localUs(aheadUs: number): number {
    const trueUs = this.nowUs + aheadUs;
    return this.clock === undefined ? trueUs : localTimeUs(this.clock, trueUs);
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
    const from = process?.pid;
    if (process !== undefined && this.spentUs > 0) {
      const parts = process.parts();
      parts.outbox ??= [];
      parts.outbox.push(kind, to, from, body, this.currentSeq);
    } else if (to instanceof Pid && to.node === this.index)
      this.arrivals.push(kind, to, from, body, this.currentSeq);
    else this.dispatch(kind, to, from, body, this.currentSeq);
  }

  /** Puts a signal caused by an event of this node on its way: into its arrivals or to the network. */
  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  dispatch(kind: SignalKind, to: Address, from: Pid | undefined, body: Term, causeSeq: number): void {
    if (typeof to === "string" || to.node === this.index) this.arrivals.push(kind, to, from, body, causeSeq);
    else if (kind === SIGNAL.cast) this.dispatch(SIGNAL.message, to, from, [CAST_TAG, body], causeSeq);
    else if (this.disk.pending.length === 0) this.sendAway(kind, to, from, body, causeSeq);
    else this.held = [...this.held, { after: this.disk.written, kind, to, from, body, causeSeq }];
  }

  /** Hands a signal to the network, which records its sending. */
  // biome-ignore lint/complexity/useMaxParams: the signal is made once, with the event of its sending as its cause
  sendAway(
    kind: SignalKind,
    to: Exclude<Address, string>,
    from: Pid | undefined,
    body: Term,
    causeSeq: number,
  ): void {
    const { index } = this;
    const peer = to instanceof Pid ? to.serial : 0;
    const seq = this.trace.record(
      this.nowUs,
      EVENT_KIND.net_sent,
      from === undefined ? 0 : from.serial,
      to.node,
      peer,
      index,
      causeSeq,
      body,
    );
    this.transmit(to.node, { kind, to, from, body, causeNode: index, causeSeq: seq });
  }

  /** Appends a signal of this node to its arrivals. */
  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  enqueue(kind: SignalKind, to: Address, from: Pid | undefined, body: Term, causeSeq: number): void {
    this.arrivals.push(kind, to, from, body, causeSeq);
  }

  /** A signal from another node arrives at `timeUs`; `seq` is the sending node's, unique per source. */
  arrive(timeUs: number, fromNode: number, seq: number, signal: RemoteSignal): void {
    assert(timeUs >= this.nowUs, `a signal from n${fromNode + 1} would arrive in the past of ${this.name}`);
    this.later.insert(timeUs, timedOrder(TIMED_CLASS.arrival, fromNode), seq, { kind: "arrival", signal });
  }

  at(delayUs: number, timedClass: number, item: Later): TimedHandle {
    return this.later.insert(this.nowUs + delayUs, timedOrder(timedClass, this.index), ++this.laterSeq, item);
  }

  newPid(slot: number): Pid {
    return new Pid(this.index, ++this.serial, slot);
  }

  newRef(): Ref {
    return new Ref(this.index, ++this.refSerial);
  }

  makeReady(process: Process): void {
    if ((process.status & STATUS.queued) !== 0) return;
    process.status |= STATUS.queued;
    const at = this.ready.push();
    this.ready.slots[at] = process.pid;
  }

  /** Keeps a process from being run until `release` was called as often. */
  suspend(process: Process): void {
    process.parts().suspensions++;
    process.status |= STATUS.suspended;
  }

  /** Takes one hold off a suspended process and lets it go on when it was the last. */
  release(process: Process): void {
    const parts = process.parts();
    if (parts.suspensions === 0) return;
    parts.suspensions--;
    if (parts.suspensions > 0 || parts.isHung) return;
    process.status &= ~STATUS.suspended;
    if ((process.status & STATUS.busy) === 0) this.makeReady(process);
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
