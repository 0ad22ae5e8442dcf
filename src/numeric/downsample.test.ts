import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { selectLttb, selectMinMax } from "./index.ts";

const series = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 400 });

function expectAscendingPositions(positions: readonly number[], length: number): void {
  positions.forEach((position, i) => {
    expect(position).toBeGreaterThan(i === 0 ? -1 : (positions[i - 1] as number));
    expect(position).toBeLessThan(length);
  });
}

describe("selectMinMax", () => {
  test("never hides a spike", () => {
    const values = new Array<number>(10_000).fill(1);
    values[7_777] = 900;
    values[123] = -5;
    const positions = selectMinMax(values, 50);
    expect(positions).toContain(7_777);
    expect(positions).toContain(123);
  });

  test("keeps both ends and the extremes, ascending and within its limit", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 40 }), (values, buckets) => {
        const positions = selectMinMax(values, buckets);
        expectAscendingPositions(positions, values.length);
        expect(positions.length).toBeLessThanOrEqual(2 * buckets + 2);
        if (values.length === 0) return;
        expect([positions[0], positions[positions.length - 1]]).toEqual([0, values.length - 1]);
        const kept = positions.map((at) => values[at] as number);
        expect(Math.max(...kept)).toBe(Math.max(...values));
        expect(Math.min(...kept)).toBe(Math.min(...values));
      }),
    );
  });
});

describe("selectLttb", () => {
  test("keeps both ends and exactly the points allowed, ascending", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 3, max: 60 }), (ys, pointsMax) => {
        const xs = ys.map((_, i) => i);
        const positions = selectLttb(xs, ys, pointsMax);
        expectAscendingPositions(positions, ys.length);
        expect(positions.length).toBe(Math.min(ys.length, pointsMax));
      }),
    );
  });

  test("keeps the corner of a bent line", () => {
    const xs = Array.from({ length: 101 }, (_, i) => i);
    const ys = xs.map((x) => (x < 50 ? 0 : x - 50));
    expect(selectLttb(xs, ys, 7).some((at) => Math.abs(at - 50) <= 2)).toBe(true);
  });

  test("a series that is short enough is kept whole", () => {
    expect(selectLttb([1, 2, 3], [5, 6, 7], 10)).toEqual([0, 1, 2]);
    expect(() => selectLttb([1], [1, 2], 5)).toThrow("one x for each y");
  });
});
