import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { selectRange } from "./select-range.ts";

describe("partial sorting", () => {
  test("puts into the range what a full sort puts there, and loses nobody", () => {
    const keys = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(keys, fc.nat(400), fc.nat(60), (values, start, count) => {
        const compare = (a: number, b: number) => (values[a] as number) - (values[b] as number) || a - b;
        const items = Uint32Array.from(values, (_, i) => i);
        const sorted = Array.from(items).sort(compare);
        const from = Math.min(start, values.length - 1);
        const to = Math.min(values.length, from + count);
        selectRange(items, compare, from, to);
        expect(Array.from(items.subarray(from, to))).toEqual(sorted.slice(from, to));
        expect(Array.from(items).sort(compare)).toEqual(sorted);
      }),
    );
  });
  test("serves one window after the other on the same items", () => {
    const items = Uint32Array.from({ length: 1_000 }, (_, i) => (i * 7_919) % 1_000);
    const compare = (a: number, b: number) => a - b;
    for (const from of [500, 0, 940, 300]) {
      selectRange(items, compare, from, from + 60);
      expect(items[from]).toBe(from);
      expect(items[from + 59]).toBe(from + 59);
    }
  });
});
