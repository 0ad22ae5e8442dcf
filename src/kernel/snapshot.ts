/**
 * Capturing and restoring a node. A snapshot shares every immutable part with the running node (terms, messages, code
 * by name, table rows by copy-on-write), so it costs a shallow copy of each process.
 *
 * Invariant: restore(snapshot(node)) followed by the same events gives the same hash as going straight on. Blocked
 * handlers come back as data and are rebuilt when they are next needed.
 */

import type { HeldSignal } from "./barrier.ts";
import type { Clock } from "./clock.ts";
import { Disk, type DiskSnapshot } from "./disk.ts";
import { type ArmedFault, patchModules } from "./fault-points.ts";
import { type Later, TIMER } from "./later.ts";
import type { Node } from "./node.ts";
import { Process, ProcessParts } from "./process.ts";
import type { StreamsSnapshot } from "./streams.ts";
import { Table, type TableSnapshot } from "./table.ts";
import type { Pid } from "./term.ts";
import type { TimedEntry } from "./timed-queue.ts";
import type { TimerRow } from "./timer-table.ts";
import { captureWatches, putBackWatches, type WatchesSnapshot } from "./watch-snapshot.ts";

export interface NodeSnapshot {
  readonly counters: Readonly<Record<CounterName, number>>;
  readonly up: boolean;
  readonly paused: boolean;
  readonly initPid: Pid | undefined;
  readonly slots: readonly (Process | undefined)[];
  readonly freeSlots: readonly number[];
  readonly names: ReadonlyMap<string, Pid>;
  readonly watches: WatchesSnapshot;
  readonly tables: readonly TableSnapshot[];
  readonly disk: DiskSnapshot;
  readonly clock: Clock | undefined;
  readonly held: readonly HeldSignal[];
  readonly armedFaults: readonly ArmedFault[];
  readonly patched: readonly string[];
  readonly connected: ReadonlySet<number>;
  readonly nodeWatchers: ReadonlySet<Pid>;
  readonly arrivals: readonly unknown[];
  readonly ready: readonly unknown[];
  readonly later: readonly TimedEntry<Later>[];
  readonly timers: readonly TimerRow[];
  readonly laterFromUs: number;
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
  "waitSerial",
  "currentSeq",
  "slowness",
  "delivered",
  "lostInCrash",
] as const;
type CounterName = (typeof COUNTERS)[number];

export function takeSnapshot(node: Node): NodeSnapshot {
  const hash = node.trace.hash();
  const later = node.later.entries();
  return {
    counters: Object.fromEntries(COUNTERS.map((name) => [name, node[name]])) as Record<CounterName, number>,
    up: node.up,
    paused: node.paused,
    initPid: node.initPid,
    slots: node.slots.map((process) => (process === undefined ? undefined : copyProcess(process))),
    freeSlots: node.freeSlots.slice(),
    names: new Map(node.names),
    watches: captureWatches(node),
    tables: Array.from(node.tables.values(), (table) => table.snapshot()),
    disk: node.disk.snapshot(),
    clock: node.clock,
    held: node.held,
    armedFaults: node.armedFaults,
    patched: node.patched,
    connected: new Set(node.connected),
    nodeWatchers: new Set(node.nodeWatchers),
    arrivals: node.arrivals.toArray(),
    ready: node.ready.toArray(),
    later,
    timers: later.flatMap(({ handle, item }) => (item === TIMER ? node.timers.row(handle) : [])),
    laterFromUs: node.later.poppedTimeUs,
    streams: node.streams.snapshot(),
    hash: [hash[0] as number, hash[1] as number],
    traceSeq: node.trace.seq,
  };
}

/**
 * Puts the node to the moment of the snapshot; the snapshot stays usable. Records of the trace are kept up to
 * `knownSeq`, the newest event that lies in the past of both the present moment and that of the snapshot.
 */
export function restoreSnapshot(node: Node, snapshot: NodeSnapshot, knownSeq = snapshot.traceSeq): void {
  for (const name of COUNTERS) node[name] = snapshot.counters[name];
  node.up = snapshot.up;
  node.paused = snapshot.paused;
  node.initPid = snapshot.initPid;
  node.halting = false;
  node.slots = snapshot.slots.map((process) => (process === undefined ? undefined : copyProcess(process)));
  node.freeSlots = snapshot.freeSlots.slice();
  node.names = new Map(snapshot.names);
  putBackWatches(node, snapshot.watches);
  node.tables = new Map(snapshot.tables.map((table) => [table.name, new Table(table, true)]));
  node.disk = new Disk(snapshot.disk);
  node.clock = snapshot.clock;
  node.held = snapshot.held;
  node.armedFaults = snapshot.armedFaults;
  if (node.patched !== snapshot.patched) patchModules(node, snapshot.patched);
  node.connected = new Set(snapshot.connected);
  node.nodeWatchers = new Set(snapshot.nodeWatchers);
  node.arrivals.load(snapshot.arrivals);
  node.ready.load(snapshot.ready);
  node.later.load(snapshot.later, snapshot.laterFromUs);
  for (const { handle, serial, to, message, causeSeq } of snapshot.timers) {
    node.timers.put(handle, serial, to, message, causeSeq);
  }
  node.streams.restore(snapshot.streams);
  node.trace.resume(snapshot.traceSeq, snapshot.hash, knownSeq);
}

/** A copy without its watches, which are captured by themselves. */
function copyProcess(from: Process): Process {
  const copy = new Process(from.pid, from.parent, from.entry, from.label, from.spawnedAtUs);
  copy.alive = from.alive;
  copy.trapExit = from.trapExit;
  copy.status = from.status;
  copy.loop = from.loop;
  copy.state = from.state;
  copy.frame = from.frame?.copy();
  copy.mailbox = from.mailbox?.copy();
  copy.links = from.links?.copy();
  copy.handled = from.handled;
  copy.rare = from.rare === undefined ? undefined : copyParts(from.rare);
  return copy;
}

function copyParts(from: ProcessParts): ProcessParts {
  const copy = Object.assign(new ProcessParts(), from);
  copy.outbox = from.outbox?.slice();
  copy.heldSenders = from.heldSenders?.slice();
  return copy;
}
