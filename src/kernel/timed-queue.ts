/**
 * What a node has to do later, in canonical order: (time, class, source node, per-source sequence).
 *
 * The key can be computed without knowing which worker did what, so the order of two events never depends on when
 * they were inserted. A binary heap over parallel arrays; cancelled entries stay until they surface.
 *
 * Invariants
 * - Keys are unique: a source never uses a sequence twice.
 * - `peekTime` never moves time; entries are only removed by `pop` and `cancel`.
 */

export const TIMED_CLASS = { arrival: 0, timer: 1, finish: 2 } as const;

/** Contract of the queue; the reference and the heap pass one suite. */
export interface TimedQueue<T> {
  /** Inserts and returns a handle for `cancel`. */
  insert(timeUs: number, order: number, seq: number, item: T): TimedEntry<T>;
  cancel(entry: TimedEntry<T>): void;
  /** Time of the earliest live entry; Infinity when there is none. */
  peekTime(): number;
  /** Takes the earliest live entry. */
  pop(): TimedEntry<T> | undefined;
  /** All live entries in order. */
  entries(): TimedEntry<T>[];
  readonly size: number;
}

export interface TimedEntry<T> {
  readonly timeUs: number;
  /** class·2¹⁶ + source node. */
  readonly order: number;
  readonly seq: number;
  item: T | undefined;
}

export function timedOrder(timedClass: number, sourceNode: number): number {
  return timedClass * 0x1_0000 + sourceNode;
}

function before<T>(a: TimedEntry<T>, b: TimedEntry<T>): boolean {
  if (a.timeUs !== b.timeUs) return a.timeUs < b.timeUs;
  if (a.order !== b.order) return a.order < b.order;
  return a.seq < b.seq;
}

/** Binary heap with lazy cancellation. */
export class HeapTimedQueue<T> implements TimedQueue<T> {
  readonly #heap: TimedEntry<T>[] = [];
  #live = 0;

  get size(): number {
    return this.#live;
  }

  insert(timeUs: number, order: number, seq: number, item: T): TimedEntry<T> {
    const entry: TimedEntry<T> = { timeUs, order, seq, item };
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = heap[parent] as TimedEntry<T>;
      if (before(other, entry)) break;
      heap[at] = other;
      at = parent;
    }
    heap[at] = entry;
    this.#live++;
    return entry;
  }

  cancel(entry: TimedEntry<T>): void {
    if (entry.item === undefined) return;
    entry.item = undefined;
    this.#live--;
  }

  peekTime(): number {
    this.#dropCancelled();
    return this.#heap[0]?.timeUs ?? Number.POSITIVE_INFINITY;
  }

  pop(): TimedEntry<T> | undefined {
    this.#dropCancelled();
    const top = this.#removeTop();
    if (top !== undefined) this.#live--;
    return top;
  }

  entries(): TimedEntry<T>[] {
    const live = this.#heap.filter((entry) => entry.item !== undefined);
    return live.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  #dropCancelled(): void {
    while (this.#heap.length > 0 && this.#heap[0]?.item === undefined) this.#removeTop();
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
      const right = child + 1;
      if (right < heap.length && before(heap[right] as TimedEntry<T>, heap[child] as TimedEntry<T>))
        child = right;
      if (before(last, heap[child] as TimedEntry<T>)) break;
      heap[at] = heap[child] as TimedEntry<T>;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
