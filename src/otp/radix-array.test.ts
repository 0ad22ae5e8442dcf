import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arrayGet,
  arrayOf,
  arraySet,
  arrayValues,
  EMPTY_ARRAY,
  type RadixArray,
  sparseArrayOf,
} from "./radix-array.ts";

const place = fc.oneof(fc.nat(40), fc.nat(1_100), fc.nat(2 ** 30));

describe("a persistent sparse array", () => {
  test("holds what was set last, whatever else was set", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.integer())), fc.array(place), (writes, others) => {
        const model = new Map<number, number>();
        let array: RadixArray<number> = EMPTY_ARRAY;
        for (const [at, value] of writes) {
          array = arraySet(array, at, value);
          model.set(at, value);
        }
        for (const at of [...model.keys(), ...others]) expect(arrayGet(array, at)).toBe(model.get(at));
        expect(sparseArrayOf(writes)).toEqual(array);
      }),
    );
  });

  test("never changes what was handed out", () => {
    const values = Array.from({ length: 2_000 }, (_, i) => i);
    const before = arrayOf(values);
    const text = JSON.stringify(before);
    const after = arraySet(arraySet(before, 1_234, -1), 70_000, -2);
    expect(JSON.stringify(before)).toBe(text);
    expect([arrayGet(after, 1_234), arrayGet(after, 70_000), arrayGet(after, 1_235)]).toEqual([
      -1, -2, 1_235,
    ]);
  });

  test.each([0, 1, 31, 32, 33, 1_024, 1_025, 40_000])("of %i values gives them back in order", (count) => {
    const values = Array.from({ length: count }, (_, i) => i);
    const array = arrayOf(values);
    expect(arrayValues(array, count)).toEqual(values);
    expect(arrayGet(array, count)).toBeUndefined();
    expect(arrayGet(array, -1)).toBeUndefined();
    expect(arrayGet(array, 2 ** 31 - 1)).toBeUndefined();
  });

  test("of any length is what setting its values one by one makes", () => {
    fc.assert(
      fc.property(fc.nat(1_200), (count) => {
        let array: RadixArray<number> = EMPTY_ARRAY;
        for (let i = 0; i < count; i++) array = arraySet(array, i, i);
        expect(arrayOf(Array.from({ length: count }, (_, i) => i))).toEqual(array);
      }),
      { numRuns: 30 },
    );
  });

  test("a change among ten thousand copies three short arrays", () => {
    const before = arrayOf(Array.from({ length: 10_000 }, (_, i) => i));
    const after = arraySet(before, 5_000, -1);
    const shared = after.root.filter((node, at) => node === before.root[at]).length;
    expect([before.shift, before.root.length, shared]).toEqual([10, 10, 9]);
  });
});
