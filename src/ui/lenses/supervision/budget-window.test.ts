import fc from "fast-check";
import { expect, test } from "vitest";
import { counting, countsUntilUs, windowFromUs } from "./budget-window.ts";

const us = fc.integer({ min: 0, max: 10 ** 9 });
const period = fc.integer({ min: 1, max: 120 });

test("a restart counts from its moment up to just before it stops counting", () => {
  fc.assert(
    fc.property(us, period, (atUs, periodS) => {
      const until = countsUntilUs(atUs, periodS);
      expect(atUs >= windowFromUs(atUs, periodS)).toBe(true);
      expect(atUs >= windowFromUs(until - 1, periodS)).toBe(true);
      expect(atUs >= windowFromUs(until, periodS)).toBe(false);
    }),
  );
});

test("the counting restarts are the newest", () => {
  const budget = { used: 2, max: 3, periodS: 5, restartsUs: [1, 2, 3] };
  expect(counting(budget)).toEqual([2, 3]);
  expect(counting({ ...budget, used: 0 })).toEqual([]);
});
