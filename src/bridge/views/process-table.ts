/**
 * All processes of a run as a table of which only a window is ever looked at: filtered, and sorted as far as the window
 * needs it. Keys live in typed arrays that are used again, so a hundred thousand processes make no objects.
 *
 * Invariants
 * - The order is total: equal keys are told apart by the pid, always upwards.
 * - `gather` takes the picture of one moment; windows and places taken from it fit together until the next one.
 */

import { kindOf, type Node, type Process, type World } from "../../sim/index.ts";
import type { ProcessColumn } from "../assigns.ts";
import { busyPercentOf, type FactsInTree, factsInTree, oldestMailUs, statusOf } from "./process-facts.ts";
import { createTextFilter, type TextFilter } from "./process-filter.ts";
import { selectRange } from "./select-range.ts";

export interface TableQuery {
  readonly sort: ProcessColumn;
  readonly descending: boolean;
  readonly filter: string;
}

/** Serials stay far below it. */
const NODE_STRIDE = 2 ** 40;

export class ProcessTable {
  total = 0;
  matching = 0;
  #who: (Process | undefined)[] = [];
  /** Only while names are sorted by. */
  #labels: string[] = [];
  #keys = new Float64Array(0);
  #pids = new Float64Array(0);
  #order = new Uint32Array(0);
  #direction = 1;

  /** Takes the picture: which processes match, and their sort keys. */
  gather(world: World, query: TableQuery): void {
    let count = 0;
    for (const node of world.nodes) count += node.processCount;
    this.total = count;
    this.#reserve(count);
    this.#direction = query.descending ? -1 : 1;
    const filter = createTextFilter(query.filter);
    let at = 0;
    for (const node of world.nodes) at = this.#gatherNode(node, world.nowUs, query.sort, { filter, at });
    // The dead of the picture before must not be kept.
    for (let i = at; i < this.matching; i++) this.#who[i] = undefined;
    this.matching = at;
    if (query.sort === "label") this.#rankLabels();
    for (let i = 0; i < at; i++) this.#order[i] = i;
  }

  /** The processes at places `from` to `from + count` of the order. */
  window(from: number, count: number): Process[] {
    const order = this.#order.subarray(0, this.matching);
    const to = Math.min(this.matching, from + count);
    if (from >= to) return [];
    selectRange(order, (a, b) => this.#compare(a, b), from, to);
    return Array.from(order.subarray(from, to), (index) => this.#who[index] as Process);
  }

  /** Place of a process in the order; undefined when it does not match or was not there. */
  placeOf(process: Process): number | undefined {
    const index = this.#pids.subarray(0, this.matching).indexOf(pidKey(process));
    if (index < 0) return undefined;
    let place = 0;
    for (let i = 0; i < this.matching; i++) if (this.#compare(i, index) < 0) place++;
    return place;
  }

  #compare(a: number, b: number): number {
    const byKey = (this.#keys[a] as number) - (this.#keys[b] as number);
    if (byKey !== 0) return this.#direction * byKey;
    return (this.#pids[a] as number) - (this.#pids[b] as number);
  }

  #gatherNode(
    node: Node,
    nowUs: number,
    sort: ProcessColumn,
    { filter, at }: { readonly filter: TextFilter | undefined; readonly at: number },
  ): number {
    const inTree = factsInTree(node);
    const isInTree = slotsOf(node, inTree);
    let next = at;
    for (const process of node.slots) {
      if (process === undefined) continue;
      const facts = isInTree[process.pid.slot] === 1 ? inTree.get(process) : undefined;
      if (filter !== undefined) {
        const kind = facts?.kind ?? kindOf(process);
        if (!filter({ process, label: facts?.label ?? process.label, node: node.name, kind })) continue;
      }
      this.#who[next] = process;
      this.#pids[next] = pidKey(process);
      this.#keys[next] = keyOf(process, sort, nowUs) ?? facts?.restarts ?? 0;
      if (sort === "label") this.#labels[next] = facts?.label ?? process.label;
      next++;
    }
    return next;
  }

  /** Sorting by name compares ranks: the names that occur are few, or at least sorted only once. */
  #rankLabels(): void {
    const labels = this.#labels;
    labels.length = this.matching;
    const ranks = new Map(
      Array.from(new Set(labels))
        .sort(byText)
        .map((label, rank) => [label, rank]),
    );
    for (let i = 0; i < this.matching; i++) this.#keys[i] = ranks.get(labels[i] as string) as number;
    this.#labels = [];
  }

  #reserve(count: number): void {
    if (this.#order.length >= count) return;
    const size = Math.ceil(count * 1.25);
    this.#who = new Array<Process | undefined>(size).fill(undefined);
    this.#keys = new Float64Array(size);
    this.#pids = new Float64Array(size);
    this.#order = new Uint32Array(size);
  }
}

function slotsOf(node: Node, inTree: FactsInTree): Uint8Array {
  const marks = new Uint8Array(node.slots.length);
  for (const process of inTree.keys()) marks[process.pid.slot] = 1;
  return marks;
}

function pidKey({ pid }: Process): number {
  return pid.node * NODE_STRIDE + pid.serial;
}

const STATUS_ORDER = ["blocked", "ready", "running", "suspended", "waiting"];

/** The number to sort by; undefined for restarts, which the tree knows. Names are ranked later. */
function keyOf(process: Process, sort: ProcessColumn, nowUs: number): number | undefined {
  switch (sort) {
    case "pid":
      return pidKey(process);
    case "node":
      return process.pid.node;
    case "status":
      return STATUS_ORDER.indexOf(statusOf(process));
    case "mailbox":
      return process.mailboxLength;
    case "oldestAgeMs": {
      // Nobody waits: below every age.
      const atUs = oldestMailUs(process);
      return atUs === undefined ? -1 : nowUs - atUs;
    }
    case "handled":
      return process.handled;
    case "busyPercent":
      return busyPercentOf(process, nowUs);
    default:
      return undefined;
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
