import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createLanes,
  createPrng,
  KeyHeap,
  lanesToHex,
  mixNumber,
  mixString,
  Ring,
  resumePrng,
} from "./index.ts";

describe("random streams", () => {
  test("a stream is frozen: the same name gives the same numbers in every release", () => {
    const stream = createPrng(42, 0, "election", 1);
    expect(Array.from({ length: 4 }, () => stream.nextUint32())).toMatchInlineSnapshot(`
      [
        786024824,
        237959146,
        1780388568,
        784934195,
      ]
    `);
  });

  test("streams with different names do not follow each other", () => {
    const a = createPrng(42, 0, "election", 1);
    const b = createPrng(42, 0, "election", 2);
    expect(a.nextUint32()).not.toBe(b.nextUint32());
  });

  test("a stream resumed from its words goes on where it was", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), (seed, skip) => {
        const stream = createPrng(seed, "x");
        for (let i = 0; i < skip; i++) stream.nextUint32();
        const copy = resumePrng(stream.state());
        return stream.nextUint32() === copy.nextUint32() && stream.nextUint32() === copy.nextUint32();
      }),
    );
  });

  test("nextBelow stays below its bound and reaches every value", () => {
    const stream = createPrng(1, "below");
    const seen = new Set(Array.from({ length: 400 }, () => stream.nextBelow(7)));
    expect(Array.from(seen).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("the mean of many units is near one half", () => {
    const stream = createPrng(7, "mean");
    let sum = 0;
    for (let i = 0; i < 100_000; i++) sum += stream.nextUnit();
    expect(Math.abs(sum / 100_000 - 0.5)).toBeLessThan(0.005);
  });
});

describe("canonical hash", () => {
  const hashOf = (...parts: readonly (number | string)[]): string => {
    const lanes = createLanes();
    for (const part of parts) typeof part === "number" ? mixNumber(lanes, part) : mixString(lanes, part);
    return lanesToHex(lanes);
  };

  test("is frozen", () => {
    expect(hashOf(1, "leader", 0.1)).toMatchInlineSnapshot(`"3e056c3322bc49d2"`);
  });

  test("0 and -0 are one number, and so are all NaNs", () => {
    expect(hashOf(0)).toBe(hashOf(-0));
    expect(hashOf(Number.NaN)).toBe(hashOf(-Number.NaN));
  });

  test("order and boundaries of parts matter", () => {
    expect(hashOf("ab", "c")).not.toBe(hashOf("a", "bc"));
    expect(hashOf(1, 2)).not.toBe(hashOf(2, 1));
  });

  test("no two of 20,000 small inputs collide", () => {
    const seen = new Set<string>();
    for (let i = 0; i < 20_000; i++) seen.add(hashOf(i % 200, Math.floor(i / 200)));
    expect(seen.size).toBe(20_000);
  });
});

describe("ring", () => {
  test("behaves as a first-in-first-out list", () => {
    const command = fc.oneof(
      fc.record({ kind: fc.constant("push" as const), value: fc.integer() }),
      fc.record({ kind: fc.constant("shift" as const) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 200 }), (commands) => {
        const ring = new Ring(2, 2);
        const model: number[] = [];
        for (const entry of commands) {
          if (entry.kind === "push") {
            const at = ring.push();
            ring.slots[at] = entry.value;
            ring.slots[at + 1] = -entry.value;
            model.push(entry.value);
          } else if (model.length > 0) {
            ring.shift();
            model.shift();
          }
          expect(ring.toArray()).toEqual(model.flatMap((value) => [value, -value]));
        }
      }),
    );
  });
});

describe("key heap", () => {
  test("its top is always the smallest priority, ties to the smaller index", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(5)), { maxLength: 100 }), (updates) => {
        const heap = new KeyHeap(8);
        const model = new Array<number>(8).fill(Number.POSITIVE_INFINITY);
        for (const [key, priority] of updates) {
          heap.update(key, priority);
          model[key] = priority;
          expect(heap.top()).toBe(model.indexOf(Math.min(...model)));
        }
      }),
    );
  });
});
