/**
 * What a node has to do later, in canonical order: (time, class, source node, per-source sequence).
 *
 * The key can be computed without knowing which worker did what, so the order of two entries never depends on when
 * they were inserted. This is the contract; `timing-wheel.ts` is what nodes use, the tests have a plain reference,
 * and one suite holds both.
 *
 * Invariants
 * - Keys are unique: a source never uses a sequence twice.
 * - Times are whole µs and never earlier than the last `pop`.
 * - Looking (`peekTime`, `entries`) never moves time; entries are only removed by `pop` and `cancel`.
 */

export const TIMED_CLASS = { arrival: 0, timer: 1, finish: 2 } as const;

/** Names an entry from its insertion until it is popped or cancelled; afterwards it may name another one. */
export type TimedHandle = number;

/** An entry as plain data. `order` is class·2¹⁶ + source node. */
export interface TimedEntry<T> {
  readonly handle: TimedHandle;
  readonly timeUs: number;
  readonly order: number;
  readonly seq: number;
  readonly item: T;
}

export interface TimedQueue<T> {
  readonly size: number;
  /** Key of the entry popped last. */
  readonly poppedTimeUs: number;
  readonly poppedSeq: number;
  /** Its handle, which names nothing any more. */
  readonly poppedHandle: TimedHandle;
  insert(timeUs: number, order: number, seq: number, item: T): TimedHandle;
  /** The item behind a handle, or undefined when there is none (any more). */
  itemAt(handle: TimedHandle): T | undefined;
  /** Time of a living entry. */
  timeAt(handle: TimedHandle): number;
  /** Removes an entry; harmless when it is gone. */
  cancel(handle: TimedHandle): void;
  /** Time of the earliest entry; Infinity when there is none. */
  peekTime(): number;
  /** Takes the earliest entry. */
  pop(): T | undefined;
  /** All entries in order. */
  entries(): TimedEntry<T>[];
  clear(): void;
  /** Replaces the content by entries as `entries` gives them, under their own handles; nothing is due before `nowUs`. */
  load(entries: readonly TimedEntry<T>[], nowUs: number): void;
}

export function timedOrder(timedClass: number, sourceNode: number): number {
  return timedClass * 0x1_0000 + sourceNode;
}

/** Canonical order, for sorting. */
export function compareTimed(
  a: { readonly timeUs: number; readonly order: number; readonly seq: number },
  b: { readonly timeUs: number; readonly order: number; readonly seq: number },
): number {
  return a.timeUs - b.timeUs || a.order - b.order || a.seq - b.seq;
}
