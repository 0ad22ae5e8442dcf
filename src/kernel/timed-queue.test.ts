import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareTimed,
  TIMED_CLASS,
  type TimedEntry,
  type TimedHandle,
  type TimedQueue,
  timedOrder,
} from "./timed-queue.ts";
import { TimingWheel } from "./timing-wheel.ts";

/** The plain reference: a list that is sorted whenever somebody looks. */
class SortedTimedQueue<T> implements TimedQueue<T> {
  poppedTimeUs = 0;
  poppedSeq = 0;
  poppedHandle = -1;
  #list: TimedEntry<T>[] = [];
  #handles = 0;

  get size(): number {
    return this.#list.length;
  }
  insert(timeUs: number, order: number, seq: number, item: T): TimedHandle {
    const handle = this.#handles++;
    this.#list.push({ handle, timeUs, order, seq, item });
    return handle;
  }
  itemAt(handle: TimedHandle): T | undefined {
    return this.#list.find((entry) => entry.handle === handle)?.item;
  }
  timeAt(handle: TimedHandle): number {
    return this.#list.find((entry) => entry.handle === handle)?.timeUs ?? Number.POSITIVE_INFINITY;
  }
  cancel(handle: TimedHandle): void {
    this.#list = this.#list.filter((entry) => entry.handle !== handle);
  }
  peekTime(): number {
    return this.entries()[0]?.timeUs ?? Number.POSITIVE_INFINITY;
  }
  pop(): T | undefined {
    const [first] = this.entries();
    if (first === undefined) return undefined;
    this.cancel(first.handle);
    this.poppedTimeUs = first.timeUs;
    this.poppedSeq = first.seq;
    this.poppedHandle = first.handle;
    return first.item;
  }
  entries(): TimedEntry<T>[] {
    return this.#list.toSorted(compareTimed);
  }
  clear(): void {
    this.#list = [];
  }
  load(entries: readonly TimedEntry<T>[], nowUs: number): void {
    this.#list = entries.slice();
    this.poppedTimeUs = nowUs;
    this.#handles = entries.reduce((most, { handle }) => Math.max(most, handle + 1), this.#handles);
  }
}

const implementations: readonly (readonly [string, () => TimedQueue<string>])[] = [
  ["sorted list (reference)", () => new SortedTimedQueue<string>()],
  ["timing wheel", () => new TimingWheel<string>()],
];

function popAll(queue: TimedQueue<string>): string[] {
  const items: string[] = [];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) items.push(item);
  return items;
}

describe.each(implementations)("timed queue: %s", (_name, create) => {
  test("orders by time, then class, then source, then sequence", () => {
    const queue = create();
    queue.insert(5, timedOrder(TIMED_CLASS.timer, 0), 1, "timer");
    queue.insert(5, timedOrder(TIMED_CLASS.arrival, 2), 1, "arrival from node 2");
    queue.insert(5, timedOrder(TIMED_CLASS.arrival, 1), 9, "arrival from node 1, later");
    queue.insert(5, timedOrder(TIMED_CLASS.arrival, 1), 3, "arrival from node 1");
    queue.insert(4, timedOrder(TIMED_CLASS.finish, 0), 1, "earlier");
    expect(popAll(queue)).toEqual([
      "earlier",
      "arrival from node 1",
      "arrival from node 1, later",
      "arrival from node 2",
      "timer",
    ]);
  });

  test("a cancelled entry never comes out, and cancelling twice is harmless", () => {
    const queue = create();
    const handle = queue.insert(1, 0, 1, "gone");
    queue.insert(2, 0, 2, "stays");
    expect(queue.itemAt(handle)).toBe("gone");
    queue.cancel(handle);
    queue.cancel(handle);
    expect(queue.itemAt(handle)).toBeUndefined();
    expect(queue.size).toBe(1);
    expect(queue.peekTime()).toBe(2);
    expect(queue.pop()).toBe("stays");
    expect(queue.pop()).toBeUndefined();
    expect(queue.peekTime()).toBe(Number.POSITIVE_INFINITY);
  });

  test("what is inserted for the time that is being popped still comes in its place", () => {
    const queue = create();
    for (const seq of [1, 3, 5]) queue.insert(7, 1, seq, `t${seq}`);
    expect(queue.pop()).toBe("t1");
    queue.insert(7, 1, 4, "t4");
    queue.insert(7, 0, 9, "arrival");
    queue.insert(7, 2, 1, "finish");
    expect(queue.peekTime()).toBe(7);
    expect(popAll(queue)).toEqual(["arrival", "t3", "t4", "t5", "finish"]);
    queue.insert(7, 1, 6, "late");
    expect(queue.peekTime()).toBe(7);
    expect(queue.pop()).toBe("late");
  });

  test("looking far ahead does not keep anything from coming earlier", () => {
    const queue = create();
    queue.insert(2 ** 40 + 17, 0, 1, "in twelve days");
    expect(queue.peekTime()).toBe(2 ** 40 + 17);
    queue.insert(300, 0, 2, "soon");
    expect(queue.peekTime()).toBe(300);
    expect(popAll(queue)).toEqual(["soon", "in twelve days"]);
    expect(queue.poppedTimeUs).toBe(2 ** 40 + 17);
  });

  test("loaded from its entries it goes on the same way, under the same handles", () => {
    const queue = create();
    const handles = [9, 4, 700, 4, 2 ** 33].map((timeUs, seq) =>
      queue.insert(timeUs, 1, seq, `${timeUs}/${seq}`),
    );
    expect(queue.pop()).toBe("4/1");
    const copy = create();
    copy.load(queue.entries(), queue.poppedTimeUs);
    expect(copy.itemAt(handles[2] as TimedHandle)).toBe("700/2");
    copy.cancel(handles[2] as TimedHandle);
    copy.insert(8, 1, 10, "new");
    expect(popAll(copy)).toEqual(["4/3", "new", "9/0", `${2 ** 33}/4`]);
  });
});

type Operation =
  | { readonly kind: "insert"; readonly delayUs: number; readonly order: number }
  | { readonly kind: "cancel"; readonly index: number }
  | { readonly kind: "pop" | "peek" | "reload" };

const delays = fc.oneof(fc.nat(3), fc.nat(300), fc.nat(70_000), fc.nat(20_000_000), fc.nat(2 ** 31 - 1));
const operations: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("insert"), delayUs: delays, order: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel"), index: fc.nat(50) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("pop", "peek") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reload") }) },
) as fc.Arbitrary<Operation>;

/** Runs a script on one queue and writes down everything that can be seen of it. */
function perform(create: () => TimedQueue<string>, script: readonly Operation[]): unknown[] {
  let queue = create();
  let handles: TimedHandle[] = [];
  const seen: unknown[] = [];
  script.forEach((operation, seq) => {
    if (operation.kind === "insert") {
      const timeUs = queue.poppedTimeUs + operation.delayUs;
      handles.push(queue.insert(timeUs, operation.order, seq, `${seq}`));
    } else if (operation.kind === "cancel") {
      const handle = handles[operation.index];
      if (handle === undefined) return;
      seen.push(queue.itemAt(handle), queue.timeAt(handle));
      queue.cancel(handle);
      handles = handles.filter((one) => one !== handle);
    } else if (operation.kind === "pop") {
      const popped = queue.pop();
      seen.push(popped, queue.poppedTimeUs, queue.poppedSeq);
      handles = handles.filter((one) => queue.itemAt(one) !== undefined);
    } else if (operation.kind === "peek") seen.push(queue.peekTime(), queue.size);
    else {
      const entries = queue.entries();
      seen.push(entries.map(({ timeUs, order, item }) => [timeUs, order, item]));
      const next = create();
      next.load(entries, queue.poppedTimeUs);
      queue = next;
    }
  });
  return [...seen, ...popAll(queue)];
}

test("the wheel and the reference cannot be told apart by any script", () => {
  fc.assert(
    fc.property(fc.array(operations, { maxLength: 120 }), (script) => {
      expect(perform(() => new TimingWheel<string>(), script)).toEqual(
        perform(() => new SortedTimedQueue<string>(), script),
      );
    }),
    { numRuns: 400 },
  );
});
