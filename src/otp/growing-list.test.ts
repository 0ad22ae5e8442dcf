import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_LIST, type GrowingList, listAdd, listOf, listValues } from "./growing-list.ts";

describe("a list that grows at its end", () => {
  test("has the values that were added, in order, and is the list of them", () => {
    fc.assert(
      fc.property(fc.nat(3_000), (count) => {
        let list: GrowingList<number> = EMPTY_LIST;
        const values = Array.from({ length: count }, (_, i) => i * 3);
        for (const value of values) list = listAdd(list, value);
        expect(listValues(list)).toEqual(values);
        expect(list).toEqual(listOf(values));
        expect(list.length).toBe(count);
      }),
      { numRuns: 20, examples: [[0], [31], [32], [33], [1_024], [1_056]] },
    );
  });

  test("never changes what was handed out", () => {
    const before = listOf(Array.from({ length: 63 }, (_, i) => i));
    const text = JSON.stringify(before);
    expect(listValues(listAdd(listAdd(before, -1), -2)).slice(-2)).toEqual([-1, -2]);
    expect(JSON.stringify(before)).toBe(text);
  });

  test("keeps tuples whole", () => {
    const tuples = Array.from({ length: 40 }, (_, i) => ["a", [i]] as const);
    expect(listValues(listOf(tuples))).toEqual(tuples);
  });
});
