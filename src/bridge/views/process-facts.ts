/**
 * What every lens says about a process, said once; and the only place of the bridge that looks into a node's processes
 * one by one. A node may have a million of them: what is asked for per frame must not make a million objects.
 */

import { kindOf, type Node, type Process, readTree, type TreeRow } from "../../sim/index.ts";
import type { ProcessStatus } from "../assigns.ts";
import { createNodeReading } from "./slow-reading.ts";

export function statusOf(process: Process): ProcessStatus {
  if (process.suspensions > 0) return "suspended";
  if (process.busy) return "running";
  if (process.queued) return "ready";
  return process.frame === undefined ? "waiting" : "blocked";
}

/** When the oldest message of a mailbox arrived; undefined when none waits there. */
export function oldestMailUs(process: Process): number | undefined {
  const { mailbox } = process;
  if (mailbox === undefined || mailbox.length === 0) return undefined;
  return mailbox.atUs(0);
}

/** Everything a process holds on to: messages, links, monitors in both directions, aliases, recorded answers. */
export function heldBy(process: Process): number {
  const { mailboxLength, linkCount, watchCount, frame } = process;
  return mailboxLength + linkCount + watchCount + (frame?.answers.length ?? 0);
}

/** Per cent of its life that it has spent on a scheduler, one decimal. */
export function busyPercentOf(process: Process, nowUs: number): number {
  const ageUs = Math.max(1, nowUs - process.spawnedAtUs);
  return Math.round((1_000 * process.busyUs) / ageUs) / 10;
}

export interface ProcessFacts {
  readonly process: Process;
  readonly node: string;
  readonly label: string;
  readonly kind: "supervisor" | "worker" | "agent";
  readonly restarts: number;
  /** The process that supervises it; undefined for the root and for what nobody supervises. */
  readonly supervisor: Process | undefined;
}

export type FactsInTree = ReadonlyMap<Process, ProcessFacts>;

/** Facts of the supervised processes of a node, from the top down. Of a large node they may be a moment old. */
export const factsInTree: (node: Node) => FactsInTree = createNodeReading(readFactsInTree);

/** Messages waiting on a node, all mailboxes together. Of a large node it may be a moment old. */
export const mailboxTotalOf: (node: Node) => number = createNodeReading((node) => {
  let total = 0;
  for (const process of node.slots) if (process !== undefined) total += process.mailboxLength;
  return total;
});

function readFactsInTree(node: Node): FactsInTree {
  const facts = new Map<Process, ProcessFacts>();
  const paths = new Map<string, Process>();
  for (const row of readTree(node).rows) {
    if (row.process === undefined) continue;
    paths.set(row.path, row.process);
    const supervisor = row.parentPath === undefined ? undefined : paths.get(row.parentPath);
    facts.set(row.process, factsOfRow(node, row, supervisor));
  }
  return facts;
}

function factsOfRow(node: Node, row: TreeRow, supervisor: Process | undefined): ProcessFacts {
  const process = row.process as Process;
  const { label, kind, child } = row;
  return { process, node: node.name, label, kind, restarts: child?.restarts ?? 0, supervisor };
}

/** Facts of one process. */
export function factsOf(node: Node, process: Process): ProcessFacts {
  const inTree = factsInTree(node).get(process);
  if (inTree !== undefined) return inTree;
  const { label } = process;
  return { process, node: node.name, label, kind: kindOf(process), restarts: 0, supervisor: undefined };
}

/**
 * Facts of the first `max` processes of a node: the supervision tree from the top down, then the others. A restarted
 * child takes the place of the one before, so that it is found where the eye left it.
 */
export function processFacts(node: Node, max = Number.POSITIVE_INFINITY): ProcessFacts[] {
  const inTree = factsInTree(node);
  const found: ProcessFacts[] = [];
  for (const facts of inTree.values()) {
    if (found.length >= max) return found;
    if (facts.process.alive) found.push(facts);
  }
  for (const process of node.slots) {
    if (found.length >= max) break;
    if (process !== undefined && !inTree.has(process)) found.push(factsOf(node, process));
  }
  return found;
}

interface SerialIndex {
  /** Births up to here are known. */
  readonly upTo: number;
  /** Slots of the processes that do not live in the slot of their serial. */
  readonly moved: ReadonlyMap<number, number>;
}

const serialIndex = createNodeReading<SerialIndex>((node) => {
  const moved = new Map<number, number>();
  for (const process of node.slots) {
    if (process === undefined) continue;
    const { serial, slot } = process.pid;
    if (serial !== slot + 1) moved.set(serial, slot);
  }
  return { upTo: node.serial, moved };
});

/** The live process of this serial; of a large node one born a moment ago may not be found yet. */
export function findBySerial(node: Node, serial: number): Process | undefined {
  const atHome = node.slots[serial - 1];
  if (atHome?.pid.serial === serial) return atHome;
  const slot = serialIndex(node).moved.get(serial);
  const found = slot === undefined ? undefined : node.slots[slot];
  return found?.pid.serial === serial ? found : undefined;
}
