/**
 * Capturing and restoring a node. A snapshot shares every immutable part with the running node (terms, messages, code
 * by name, table rows by copy-on-write), so it costs a shallow copy of each process.
 *
 * Invariant: restore(snapshot(node)) followed by the same events gives the same hash as going straight on. Blocked
 * handlers come back as data and are rebuilt when they are next needed.
 */

import { Ring } from "../base/index.ts";
import { Disk } from "./disk.ts";
import type { Later, Node } from "./node.ts";
import { type Frame, MAIL_STRIDE, Process } from "./process.ts";
import type { StreamsSnapshot } from "./streams.ts";
import { Table, type TableSnapshot } from "./table.ts";
import type { Pid, Ref, Term } from "./term.ts";
import { HeapTimedQueue } from "./timed-queue.ts";

export interface NodeSnapshot {
  readonly counters: Readonly<Record<CounterName, number>>;
  readonly up: boolean;
  readonly paused: boolean;
  readonly initPid: Pid | undefined;
  readonly slots: readonly (Process | undefined)[];
  readonly freeSlots: readonly number[];
  readonly names: ReadonlyMap<string, Pid>;
  readonly aliasOwners: ReadonlyMap<Ref, Pid>;
  readonly tables: readonly TableSnapshot[];
  readonly disk: ReadonlyMap<string, Term>;
  readonly connected: ReadonlySet<number>;
  readonly nodeWatchers: ReadonlySet<Pid>;
  readonly arrivals: readonly unknown[];
  readonly ready: readonly unknown[];
  readonly later: readonly (readonly [timeUs: number, order: number, seq: number, item: Later])[];
  readonly streams: StreamsSnapshot;
  readonly hash: readonly [number, number];
  readonly traceSeq: number;
}

const COUNTERS = [
  "nowUs",
  "incarnation",
  "freeSchedulers",
  "processCount",
  "serial",
  "refSerial",
  "laterSeq",
  "currentSeq",
] as const;
type CounterName = (typeof COUNTERS)[number];

export function takeSnapshot(node: Node): NodeSnapshot {
  return {
    counters: Object.fromEntries(COUNTERS.map((name) => [name, node[name]])) as Record<CounterName, number>,
    up: node.up,
    paused: node.paused,
    initPid: node.initPid,
    slots: node.slots.map((process) => (process === undefined ? undefined : copyProcess(process))),
    freeSlots: node.freeSlots.slice(),
    names: new Map(node.names),
    aliasOwners: new Map(node.aliasOwners),
    tables: Array.from(node.tables.values(), (table) => table.snapshot()),
    disk: node.disk.snapshot(),
    connected: new Set(node.connected),
    nodeWatchers: new Set(node.nodeWatchers),
    arrivals: node.arrivals.toArray(),
    ready: node.ready.toArray(),
    later: node.later
      .entries()
      .map((entry) => [entry.timeUs, entry.order, entry.seq, entry.item as Later] as const),
    streams: node.streams.snapshot(),
    hash: [node.trace.hash[0] as number, node.trace.hash[1] as number],
    traceSeq: node.trace.seq,
  };
}

/** Puts the node back to the moment of the snapshot; the snapshot stays usable. */
export function restoreSnapshot(node: Node, snapshot: NodeSnapshot): void {
  for (const name of COUNTERS) node[name] = snapshot.counters[name];
  node.up = snapshot.up;
  node.paused = snapshot.paused;
  node.initPid = snapshot.initPid;
  node.halting = false;
  node.slots = snapshot.slots.map((process) => (process === undefined ? undefined : copyProcess(process)));
  node.freeSlots = snapshot.freeSlots.slice();
  node.names = new Map(snapshot.names);
  node.aliasOwners = new Map(snapshot.aliasOwners);
  node.tables = new Map(snapshot.tables.map((table) => [table.name, new Table(table, true)]));
  node.disk = new Disk(snapshot.disk);
  node.connected = new Set(snapshot.connected);
  node.nodeWatchers = new Set(snapshot.nodeWatchers);
  node.arrivals.load(snapshot.arrivals);
  node.ready.load(snapshot.ready);
  node.later = new HeapTimedQueue();
  node.timers = new Map();
  for (const [timeUs, order, seq, item] of snapshot.later) {
    const entry = node.later.insert(timeUs, order, seq, item);
    if (item.kind === "timer") node.timers.set(item.ref, entry);
  }
  node.streams.restore(snapshot.streams);
  node.trace.hash[0] = snapshot.hash[0];
  node.trace.hash[1] = snapshot.hash[1];
  node.trace.seq = snapshot.traceSeq;
}

function copyProcess(from: Process): Process {
  const copy = Object.assign(new Process(from.pid, from.parent, from.initialCall, from.label, 0, 0), from);
  copy.frame = from.frame === undefined ? undefined : copyFrame(from.frame);
  copy.mailbox = from.mailbox === undefined ? undefined : copyMailbox(from.mailbox);
  copy.links = new Set(from.links);
  copy.monitors = from.monitors === undefined ? undefined : new Map(from.monitors);
  copy.monitoredBy = from.monitoredBy === undefined ? undefined : new Map(from.monitoredBy);
  copy.aliases = from.aliases === undefined ? undefined : new Map(from.aliases);
  copy.outbox = from.outbox.slice();
  copy.heldSenders = from.heldSenders.slice();
  return copy;
}

function copyFrame(frame: Frame): Frame {
  return { ...frame, answers: frame.answers.slice(), generator: undefined, waiting: undefined };
}

function copyMailbox(mailbox: Ring): Ring {
  const copy = new Ring(MAIL_STRIDE, 4);
  copy.load(mailbox.toArray());
  return copy;
}
