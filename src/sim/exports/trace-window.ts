/**
 * The newest trace records of all nodes in one order, and the names of the processes in them.
 *
 * Order: (time, node, sequence). A cause comes before its effect: within a node the sequence says so, and between nodes
 * a signal takes at least 1 µs.
 *
 * Invariants
 * - At most `recordsMax` records, the newest; `leftOut` counts the older ones of the run.
 * - An event's cause may lie before the window; whoever follows causes has to expect that.
 */

import type { TraceRecord } from "../../kernel/index.ts";
import { EVENT_KIND, formatTerm } from "../../kernel/index.ts";
import { readTree } from "../readings/tree.ts";
import type { World } from "../world.ts";

export interface TraceWindow {
  readonly records: readonly TraceRecord[];
  /** Older events of this run that are not in the window. */
  readonly leftOut: number;
}

export function readWindow(world: World, recordsMax: number): TraceWindow {
  const records: TraceRecord[] = [];
  let total = 0;
  for (const { trace } of world.nodes) {
    total += trace.seq;
    for (let seq = Math.max(trace.oldest(), trace.seq - recordsMax + 1); seq <= trace.seq; seq++) {
      const record = trace.read(seq);
      if (record !== undefined) records.push(record);
    }
  }
  records.sort((a, b) => a.timeUs - b.timeUs || a.node - b.node || a.seq - b.seq);
  const newest = records.slice(-recordsMax);
  return { records: newest, leftOut: total - newest.length };
}

/** One number for an event's name: (node, sequence), unique and exact. Sequences stay far below 2⁴⁰. */
export function eventKey(node: number, seq: number): number {
  return node * 2 ** 40 + seq;
}

/** The name people know a process by, then its pid; the pid alone when nobody knows a name. */
export type ProcessNames = (node: number, serial: number) => string;

/**
 * Names from the supervision trees, then from the processes that live, then from spawns in the window. A reading of the
 * trees looks at every process, so it is made once and asked many times.
 */
export function processNames(world: World, records: readonly TraceRecord[]): ProcessNames {
  const known = new Map<number, string>();
  for (const record of records) {
    if (record.kind !== EVENT_KIND.spawned || typeof record.payload !== "string") continue;
    known.set(eventKey(record.node, record.actor), record.payload);
  }
  for (const node of world.nodes) {
    for (const process of node.slots) {
      if (process !== undefined) known.set(eventKey(node.index, process.pid.serial), process.label);
    }
    for (const { process, label } of node.up ? readTree(node).rows : []) {
      if (process !== undefined) known.set(eventKey(node.index, process.pid.serial), label);
    }
  }
  return (node, serial) => {
    const pid = `<n${node + 1}.${serial}>`;
    const name = known.get(eventKey(node, serial));
    return name === undefined ? pid : `${name} ${pid}`;
  };
}

/** The message, reason or name an event is about, short enough for a label. */
export function payloadText(record: TraceRecord, lengthMax = 120): string {
  return formatTerm(record.payload, lengthMax).replace(/\s+/g, " ");
}
