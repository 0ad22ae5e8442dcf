/**
 * The calls and returns of a history in order of time, as a linked list from which operations are lifted out and into
 * which they are put back, in the reverse order, in constant time (Wing and Gong's structure, as Lowe uses it).
 *
 * Entries are numbers: operation i has its call at i and its return at count + i; `head` comes before all. Operations
 * of unknown outcome have no return. They are in a list of their own, so that they are tried last.
 *
 * Invariant: at one instant all calls come before all returns, so that operations that touch are concurrent.
 */

import type { Operation } from "./operation.ts";

export interface EntryList {
  /** Number of operations. */
  readonly count: number;
  readonly head: number;
  /** Head of the list of unknown operations. */
  readonly unknownHead: number;
  /** Entry after each entry, or -1 at the end. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** Place of each entry in the order of time. */
  readonly rank: Int32Array;
  readonly isUnknown: Uint8Array;
}

interface Moment {
  readonly entry: number;
  readonly at: number;
}

/** `returnsAt` may widen an operation's interval to the left through `callsAt`; both are µs per operation. */
export function createEntryList(
  operations: readonly Operation[],
  callsAt: (operation: Operation) => number,
): EntryList {
  const count = operations.length;
  const moments: Moment[] = [];
  const isUnknown = new Uint8Array(count);
  for (const [i, operation] of operations.entries()) {
    moments.push({ entry: i, at: callsAt(operation) });
    if (operation.return === undefined) isUnknown[i] = 1;
    else moments.push({ entry: count + i, at: operation.return });
  }
  // Calls have the smaller numbers, so ties put calls first.
  moments.sort((a, b) => a.at - b.at || a.entry - b.entry);
  const head = 2 * count;
  const unknownHead = head + 1;
  const size = 2 * count + 2;
  const list: EntryList = {
    count,
    head,
    unknownHead,
    next: new Int32Array(size).fill(-1),
    previous: new Int32Array(size).fill(-1),
    rank: new Int32Array(size),
    isUnknown,
  };
  let last = head;
  let lastUnknown = unknownHead;
  for (const [place, { entry }] of moments.entries()) {
    list.rank[entry] = place;
    if (entry < count && isUnknown[entry] === 1) {
      join(list, lastUnknown, entry);
      lastUnknown = entry;
    } else {
      join(list, last, entry);
      last = entry;
    }
  }
  return list;
}

function join({ next, previous }: EntryList, before: number, after: number): void {
  if (before !== -1) next[before] = after;
  if (after !== -1) previous[after] = before;
}

/** Takes an operation out. */
export function lift(list: EntryList, operation: number): void {
  unlink(list, operation);
  if (list.isUnknown[operation] === 0) unlink(list, list.count + operation);
}

/** Puts back the operation that was taken out last. */
export function unlift(list: EntryList, operation: number): void {
  if (list.isUnknown[operation] === 0) relink(list, list.count + operation);
  relink(list, operation);
}

function unlink(list: EntryList, entry: number): void {
  join(list, list.previous[entry] as number, list.next[entry] as number);
}

function relink({ next, previous }: EntryList, entry: number): void {
  const before = previous[entry] as number;
  const after = next[entry] as number;
  next[before] = entry;
  if (after !== -1) previous[after] = entry;
}
