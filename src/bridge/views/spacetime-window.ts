/**
 * The newest events of all nodes in one order: time, then node, then sequence. Reads only what is new, and says whether
 * that continues what it had.
 *
 * Invariants
 * - The order extends happened-before: a message takes at least a microsecond, and a node's own order is kept.
 * - When the traces do not continue what was read (another branch, an earlier moment, or more than fits), everything is
 *   read anew under ordinals that have not been used before.
 */

import { EVENT_KIND, type Node, type TraceRecord, type World } from "../../sim/index.ts";

export interface WindowEvent {
  readonly record: TraceRecord;
  /** A message that was seen to be lost on the way. */
  readonly lost: boolean;
}

export type Refreshed = "same" | "more" | "anew";

export class SpacetimeWindow {
  readonly limit: number;
  /** Places for events: the smallest power of two that is not below the limit. */
  readonly size: number;
  /** Ordinals of the events kept. */
  from = 0;
  to = 0;
  readonly #mask: number;
  readonly #events: (WindowEvent | undefined)[];
  #world: World | undefined = undefined;
  #newest: (TraceRecord | undefined)[] = [];
  #seen: number[] = [];
  #readUs = 0;

  constructor(limit: number, from: number) {
    let size = 1;
    while (size < limit) size *= 2;
    this.limit = limit;
    this.size = size;
    this.from = from;
    this.to = from;
    this.#mask = size - 1;
    this.#events = new Array<WindowEvent | undefined>(size).fill(undefined);
  }

  eventAt(at: number): WindowEvent | undefined {
    return at >= this.from && at < this.to ? this.#events[at & this.#mask] : undefined;
  }

  /** Takes what has happened since the last time. */
  refresh(world: World): Refreshed {
    const isContinued = this.isContinued(world);
    if (!isContinued) this.#forget(world);
    const fresh = this.#newRecords(world.nodes);
    if (fresh === undefined) {
      this.#forget(world);
      this.#take(world, this.#newRecords(world.nodes) ?? []);
      return "anew";
    }
    this.#take(world, fresh);
    if (!isContinued) return "anew";
    return fresh.length === 0 ? "same" : "more";
  }

  /** Whether the traces still hold, under the same names, what was read last. */
  isContinued(world: World): boolean {
    if (world !== this.#world || world.nowUs < this.#readUs) return false;
    return world.nodes.every(({ index, trace }) => {
      if (trace.seq < (this.#seen[index] ?? 0)) return false;
      const last = this.#newest[index];
      const now = last === undefined ? undefined : trace.read(last.seq);
      return last === undefined || now === undefined || isSameRecord(last, now);
    });
  }

  /** Events that have happened since the last reading. */
  unread(world: World): number {
    let count = 0;
    for (const { index, trace } of world.nodes) count += trace.seq - (this.#seen[index] ?? 0);
    return count;
  }

  #forget(world: World): void {
    this.#world = world;
    this.from = this.to;
    this.#events.fill(undefined);
    this.#newest = world.nodes.map(() => undefined);
    this.#seen = [];
    this.#readUs = 0;
  }

  #take(world: World, fresh: readonly TraceRecord[]): void {
    const lost = fresh.some(isSend) ? lostSince(world, this.#readUs) : undefined;
    for (const record of fresh) {
      const isLost = lost !== undefined && isSend(record) && lost.has(`${record.node} ${record.seq}`);
      this.#events[this.to & this.#mask] = { record, lost: isLost };
      this.to++;
      this.#newest[record.node] = record;
    }
    this.from = Math.max(this.from, this.to - this.limit);
    for (const { index, trace } of world.nodes) this.#seen[index] = trace.seq;
    this.#readUs = world.nowUs;
  }

  /**
   * Records since the last reading in order, at most `limit` at the first reading; undefined when there are more than
   * the window holds. The nodes' traces are merged from their new ends backwards.
   */
  #newRecords(nodes: readonly Node[]): TraceRecord[] | undefined {
    const isFirst = this.#seen.length === 0;
    const heads = nodes.map(({ trace }) => trace.read(trace.seq));
    const found: TraceRecord[] = [];
    for (;;) {
      const head = latestOf(heads, this.#seen);
      if (head === undefined) break;
      if (found.length === this.limit) {
        if (isFirst) break;
        return undefined;
      }
      found.push(head);
      heads[head.node] = nodes[head.node]?.trace.read(head.seq - 1);
      if (!isFirst && heads[head.node] === undefined && head.seq - 1 > (this.#seen[head.node] ?? 0))
        return undefined;
    }
    return found.reverse();
  }
}

/** The latest of the nodes' newest records that have not been taken yet. */
function latestOf(
  heads: readonly (TraceRecord | undefined)[],
  seen: readonly number[],
): TraceRecord | undefined {
  let latest: TraceRecord | undefined;
  for (const head of heads) {
    if (head === undefined || head.seq <= (seen[head.node] ?? 0)) continue;
    if (latest === undefined || head.timeUs >= latest.timeUs) latest = head;
  }
  return latest;
}

function isSend(record: TraceRecord): boolean {
  return record.kind === EVENT_KIND.net_sent;
}

function isSameRecord(a: TraceRecord, b: TraceRecord): boolean {
  return (
    a.timeUs === b.timeUs &&
    a.kind === b.kind &&
    a.actor === b.actor &&
    a.peer === b.peer &&
    a.cause?.node === b.cause?.node &&
    a.cause?.seq === b.cause?.seq
  );
}

/** Names of the sends since `sinceUs` whose messages did not arrive. */
function lostSince({ flights }: World, sinceUs: number): ReadonlySet<string> {
  const lost = new Set<string>();
  for (const flight of flights.since(sinceUs))
    if (flight.lost) lost.add(`${flight.signal.causeNode} ${flight.signal.causeSeq}`);
  return lost;
}
