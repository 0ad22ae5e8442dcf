/**
 * The plain timed queue: a binary heap of entries, cancelled ones stay until they surface. The reference for the wheel.
 */

import { compareTimed, type TimedEntry, type TimedHandle, type TimedQueue } from "./timed-queue.ts";

export class HeapTimedQueue<T> implements TimedQueue<T> {
  poppedTimeUs = 0;
  poppedSeq = 0;
  #heap: TimedEntry<T>[] = [];
  readonly #living = new Map<TimedHandle, TimedEntry<T>>();
  #handles = 0;

  get size(): number {
    return this.#living.size;
  }

  insert(timeUs: number, order: number, seq: number, item: T): TimedHandle {
    const handle = this.#handles++;
    this.#add({ handle, timeUs, order, seq, item });
    return handle;
  }

  itemAt(handle: TimedHandle): T | undefined {
    return this.#living.get(handle)?.item;
  }

  timeAt(handle: TimedHandle): number {
    return this.#living.get(handle)?.timeUs ?? Number.POSITIVE_INFINITY;
  }

  cancel(handle: TimedHandle): void {
    this.#living.delete(handle);
  }

  peekTime(): number {
    this.#dropCancelled();
    return this.#heap[0]?.timeUs ?? Number.POSITIVE_INFINITY;
  }

  pop(): T | undefined {
    this.#dropCancelled();
    const top = this.#removeTop();
    if (top === undefined) return undefined;
    this.#living.delete(top.handle);
    this.poppedTimeUs = top.timeUs;
    this.poppedSeq = top.seq;
    return top.item;
  }

  entries(): TimedEntry<T>[] {
    return [...this.#living.values()].sort(compareTimed);
  }

  clear(): void {
    this.#heap = [];
    this.#living.clear();
  }

  load(entries: readonly TimedEntry<T>[], nowUs: number): void {
    this.clear();
    this.poppedTimeUs = nowUs;
    for (const entry of entries) {
      this.#add(entry);
      this.#handles = Math.max(this.#handles, entry.handle + 1);
    }
  }

  #add(entry: TimedEntry<T>): void {
    this.#living.set(entry.handle, entry);
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = heap[parent] as TimedEntry<T>;
      if (compareTimed(other, entry) < 0) break;
      heap[at] = other;
      at = parent;
    }
    heap[at] = entry;
  }

  #dropCancelled(): void {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#living.get(top.handle) === top) return;
      this.#removeTop();
    }
  }

  #removeTop(): TimedEntry<T> | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right !== undefined && compareTimed(right, heap[child] as TimedEntry<T>) < 0) child++;
      if (compareTimed(last, heap[child] as TimedEntry<T>) < 0) break;
      heap[at] = heap[child] as TimedEntry<T>;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
