import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeapTimedQueue, TIMED_CLASS, type TimedEntry, type TimedQueue, timedOrder } from "./timed-queue.ts";

/** The plain reference: a list that is sorted whenever somebody looks. */
class SortedTimedQueue<T> implements TimedQueue<T> {
  #list: TimedEntry<T>[] = [];
  get size(): number {
    return this.#list.length;
  }
  insert(timeUs: number, order: number, seq: number, item: T): TimedEntry<T> {
    const entry: TimedEntry<T> = { timeUs, order, seq, item };
    this.#list.push(entry);
    this.#list.sort((a, b) => a.timeUs - b.timeUs || a.order - b.order || a.seq - b.seq);
    return entry;
  }
  cancel(entry: TimedEntry<T>): void {
    this.#list = this.#list.filter((other) => other !== entry);
  }
  peekTime(): number {
    return this.#list[0]?.timeUs ?? Number.POSITIVE_INFINITY;
  }
  pop(): TimedEntry<T> | undefined {
    return this.#list.shift();
  }
  entries(): TimedEntry<T>[] {
    return this.#list.slice();
  }
}

const implementations = [
  ["sorted list (reference)", () => new SortedTimedQueue<string>()],
  ["binary heap", () => new HeapTimedQueue<string>()],
] as const;

describe.each(implementations)("timed queue: %s", (_name, create) => {
  test("orders by time, then class, then source, then sequence", () => {
    const queue = create();
    queue.insert(5, timedOrder(TIMED_CLASS.timer, 0), 1, "timer");
    queue.insert(5, timedOrder(TIMED_CLASS.arrival, 2), 1, "arrival from node 2");
    queue.insert(5, timedOrder(TIMED_CLASS.arrival, 1), 9, "arrival from node 1, later");
    queue.insert(5, timedOrder(TIMED_CLASS.arrival, 1), 3, "arrival from node 1");
    queue.insert(4, timedOrder(TIMED_CLASS.finish, 0), 1, "earlier");
    const order = Array.from({ length: 5 }, () => queue.pop()?.item);
    expect(order).toEqual([
      "earlier",
      "arrival from node 1",
      "arrival from node 1, later",
      "arrival from node 2",
      "timer",
    ]);
  });

  test("a cancelled entry never comes out, and cancelling twice is harmless", () => {
    const queue = create();
    const entry = queue.insert(1, 0, 1, "gone");
    queue.insert(2, 0, 2, "stays");
    queue.cancel(entry);
    queue.cancel(entry);
    expect(queue.size).toBe(1);
    expect(queue.peekTime()).toBe(2);
    expect(queue.pop()?.item).toBe("stays");
    expect(queue.pop()).toBeUndefined();
    expect(queue.peekTime()).toBe(Number.POSITIVE_INFINITY);
  });

  test("the order does not depend on the order of insertion", () => {
    const keys = fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(3), fc.nat(6)), { selector: (key) => key.join() });
    fc.assert(
      fc.property(keys, fc.array(fc.nat()), (entries, shuffle) => {
        const a = create();
        const b = create();
        for (const [time, order, seq] of entries) a.insert(time, order, seq, `${time}/${order}/${seq}`);
        const mixed = entries.map((key, i) => [shuffle[i] ?? 0, key] as const).sort((x, y) => x[0] - y[0]);
        for (const [, [time, order, seq]] of mixed) b.insert(time, order, seq, `${time}/${order}/${seq}`);
        expect(a.entries().map((entry) => entry.item)).toEqual(b.entries().map((entry) => entry.item));
        for (const _ of entries) expect(a.pop()?.item).toBe(b.pop()?.item);
      }),
    );
  });
});
