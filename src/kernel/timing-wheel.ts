/**
 * The timed queue of a node: a hierarchical timing wheel (Varghese and Lauck, 1987), seven levels of 256 slots over whole
 * microseconds. Inserting, cancelling and popping cost the same however much is pending.
 *
 * A level-k slot holds the entries that agree with the cursor in all bytes above byte k and differ in byte k. The cursor
 * is the time of the last pop. It moves only in `pop`, so that looking ahead never loses a later insertion.
 *
 * When a time comes, its entries go into the list of those that are due, in canonical order.
 *
 * Invariants
 * - All entries of a lower level are earlier than all of a higher one; in a level, slots are in order of time.
 * - `slotMinUs` of an occupied slot is the time of its earliest entry, or NaN when that has to be looked up.
 */

import { assert } from "../base/index.ts";
import { DueList } from "./due-list.ts";
import { EntryPool, FREE, NONE } from "./entry-pool.ts";
import { compareTimed, type TimedEntry, type TimedHandle, type TimedQueue } from "./timed-queue.ts";

const LEVELS = 7;
const SLOTS = 256;
/** Times are split in two parts of which each fits into 31 bits: bytes 0–2, and bytes 3–6. */
const LOW_SPAN = 0x100_0000;
/** List of the entries whose time has come. */
const DUE = LEVELS * SLOTS;

export class TimingWheel<T> implements TimedQueue<T> {
  poppedTimeUs = 0;
  poppedSeq = 0;
  poppedHandle = NONE;
  readonly #pool = new EntryPool<T>();
  readonly #first = new Int32Array(LEVELS * SLOTS).fill(NONE);
  readonly #last = new Int32Array(LEVELS * SLOTS).fill(NONE);
  readonly #slotMinUs = new Float64Array(LEVELS * SLOTS);
  /** One bit per slot that is not empty, eight words per level. */
  readonly #occupied = new Int32Array(LEVELS * (SLOTS / 32));
  #cursorUs = 0;
  #cursorHigh = 0;
  #cursorLow = 0;
  /** Handles whose time is the cursor's. */
  readonly #due = new DueList(this.#pool);
  /** Earliest time, or NaN when it has to be looked up. */
  #nextUs = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#pool.size;
  }

  insert(timeUs: number, order: number, seq: number, item: T): TimedHandle {
    assert(timeUs >= this.#cursorUs, "nothing can be due in the past");
    const pool = this.#pool;
    const row = pool.take();
    pool.timeUs[row] = timeUs;
    pool.order[row] = order;
    pool.seq[row] = seq;
    pool.items[row] = item;
    if (timeUs < this.#nextUs) this.#nextUs = timeUs;
    if (timeUs === this.#cursorUs && !this.#due.isEmpty) {
      pool.slot[row] = DUE;
      this.#due.insert(row);
    } else this.#place(row, timeUs);
    return row;
  }

  itemAt(handle: TimedHandle): T | undefined {
    return this.#pool.items[handle];
  }

  timeAt(handle: TimedHandle): number {
    return this.#pool.timeUs[handle] as number;
  }

  cancel(handle: TimedHandle): void {
    const pool = this.#pool;
    const slot = pool.slot[handle] ?? FREE;
    if (slot === FREE) return;
    const timeUs = pool.timeUs[handle] as number;
    if (slot === DUE) this.#due.cancel(handle);
    else this.#unlink(handle, slot);
    pool.give(handle);
    if (timeUs === this.#nextUs) this.#nextUs = Number.NaN;
  }

  peekTime(): number {
    if (Number.isNaN(this.#nextUs)) this.#nextUs = this.#lookUpNext();
    return this.#nextUs;
  }

  pop(): T | undefined {
    if (this.#due.isEmpty) {
      const timeUs = this.peekTime();
      if (timeUs === Number.POSITIVE_INFINITY) return undefined;
      this.#advance(timeUs);
    }
    const row = this.#due.take();
    const pool = this.#pool;
    const item = pool.items[row] as T;
    this.poppedTimeUs = this.#cursorUs;
    this.poppedSeq = pool.seq[row] as number;
    this.poppedHandle = row;
    pool.give(row);
    if (this.#due.isEmpty) this.#nextUs = Number.NaN;
    return item;
  }

  entries(): TimedEntry<T>[] {
    const pool = this.#pool;
    const living: TimedEntry<T>[] = [];
    for (let row = 0; row < pool.items.length; row++) {
      if (pool.slot[row] !== FREE) living.push(this.#entryOf(row));
    }
    return living.sort(compareTimed);
  }

  clear(): void {
    this.load([], this.#cursorUs);
  }

  load(entries: readonly TimedEntry<T>[], nowUs: number): void {
    const pool = this.#pool;
    this.#first.fill(NONE);
    this.#last.fill(NONE);
    this.#occupied.fill(0);
    this.#due.clear();
    this.poppedTimeUs = nowUs;
    this.#moveCursor(nowUs);
    pool.reserve(entries.reduce((rows, { handle }) => Math.max(rows, handle + 1), 0));
    for (const { handle, timeUs, order, seq, item } of entries) {
      pool.timeUs[handle] = timeUs;
      pool.order[handle] = order;
      pool.seq[handle] = seq;
      pool.items[handle] = item;
      this.#place(handle, timeUs);
    }
    pool.size = entries.length;
    pool.collectFree();
    this.#nextUs = Number.NaN;
  }

  #entryOf(row: number): TimedEntry<T> {
    const { timeUs, order, seq, items } = this.#pool;
    return {
      handle: row,
      timeUs: timeUs[row] as number,
      order: order[row] as number,
      seq: seq[row] as number,
      item: items[row] as T,
    };
  }

  #moveCursor(timeUs: number): void {
    this.#cursorUs = timeUs;
    this.#cursorHigh = Math.floor(timeUs / LOW_SPAN);
    this.#cursorLow = timeUs % LOW_SPAN;
  }

  /** Appends a row to the slot its time belongs to, seen from the cursor. */
  #place(row: number, timeUs: number): void {
    const slot = this.#slotFor(timeUs);
    const pool = this.#pool;
    const last = this.#last[slot] as number;
    pool.slot[row] = slot;
    pool.previous[row] = last;
    pool.next[row] = NONE;
    this.#last[slot] = row;
    if (last === NONE) {
      this.#first[slot] = row;
      this.#occupied[slot >> 5] = (this.#occupied[slot >> 5] as number) | (1 << (slot & 31));
      this.#slotMinUs[slot] = timeUs;
    } else {
      pool.next[last] = row;
      // Comparing with NaN is false: a minimum that has to be looked up stays so.
      if (timeUs < (this.#slotMinUs[slot] as number)) this.#slotMinUs[slot] = timeUs;
    }
  }

  #slotFor(timeUs: number): number {
    const high = Math.floor(timeUs / LOW_SPAN);
    if (high === this.#cursorHigh) {
      const low = timeUs - high * LOW_SPAN;
      const differing = low ^ this.#cursorLow;
      if (differing < 0x100) return low & 0xff;
      if (differing < 0x1_0000) return SLOTS + ((low >> 8) & 0xff);
      return 2 * SLOTS + ((low >> 16) & 0xff);
    }
    const differing = high ^ this.#cursorHigh;
    if (differing < 0x100) return 3 * SLOTS + (high & 0xff);
    if (differing < 0x1_0000) return 4 * SLOTS + ((high >> 8) & 0xff);
    if (differing < 0x100_0000) return 5 * SLOTS + ((high >> 16) & 0xff);
    return 6 * SLOTS + ((high >> 24) & 0xff);
  }

  #unlink(row: number, slot: number): void {
    const pool = this.#pool;
    const previous = pool.previous[row] as number;
    const next = pool.next[row] as number;
    if (previous === NONE) this.#first[slot] = next;
    else pool.next[previous] = next;
    if (next === NONE) this.#last[slot] = previous;
    else pool.previous[next] = previous;
    if (this.#first[slot] === NONE) this.#vacate(slot);
    else if (pool.timeUs[row] === this.#slotMinUs[slot] && slot >= SLOTS) this.#slotMinUs[slot] = Number.NaN;
  }

  #vacate(slot: number): void {
    this.#first[slot] = NONE;
    this.#last[slot] = NONE;
    this.#occupied[slot >> 5] = (this.#occupied[slot >> 5] as number) & ~(1 << (slot & 31));
  }

  /** The earliest occupied slot, or NONE. */
  #earliestSlot(): number {
    const words = this.#occupied;
    for (let word = 0; word < words.length; word++) {
      const bits = words[word] as number;
      if (bits !== 0) return word * 32 + 31 - Math.clz32(bits & -bits);
    }
    return NONE;
  }

  #lookUpNext(): number {
    if (!this.#due.isEmpty) return this.#cursorUs;
    const slot = this.#earliestSlot();
    if (slot === NONE) return Number.POSITIVE_INFINITY;
    const knownUs = this.#slotMinUs[slot] as number;
    if (!Number.isNaN(knownUs)) return knownUs;
    const { timeUs, next } = this.#pool;
    let minUs = Number.POSITIVE_INFINITY;
    for (let row = this.#first[slot] as number; row !== NONE; row = next[row] as number) {
      minUs = Math.min(minUs, timeUs[row] as number);
    }
    this.#slotMinUs[slot] = minUs;
    return minUs;
  }

  /** Moves the cursor to the earliest time and its entries into `due`. */
  #advance(timeUs: number): void {
    for (let slot = this.#earliestSlot(); ; slot = this.#earliestSlot()) {
      this.#moveCursor(timeUs);
      if (slot < SLOTS) {
        this.#makeDue(slot);
        return;
      }
      this.#cascade(slot);
    }
  }

  /** Puts the entries of a higher slot where they belong now that the cursor is among them. */
  #cascade(slot: number): void {
    const { timeUs, next } = this.#pool;
    let row = this.#first[slot] as number;
    this.#vacate(slot);
    while (row !== NONE) {
      const after = next[row] as number;
      this.#place(row, timeUs[row] as number);
      row = after;
    }
  }

  #makeDue(slot: number): void {
    const { slot: slots, next } = this.#pool;
    const first = this.#first[slot] as number;
    this.#vacate(slot);
    for (let row = first; row !== NONE; row = next[row] as number) slots[row] = DUE;
    this.#due.fill(first, NONE);
  }
}
