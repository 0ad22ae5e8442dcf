import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINEAR_FROM_ZERO, type ValueScale } from "./chart-types.ts";
import { niceStep, timeAxis, valueAxis } from "./ticks.ts";

const FREE: ValueScale = { kind: "linear", zeroBased: false, categories: null };
const LOG: ValueScale = { kind: "log", zeroBased: true, categories: null };

describe("a linear axis", () => {
  test("starts at zero unless told otherwise", () => {
    expect(valueAxis(40, 95, LINEAR_FROM_ZERO)).toMatchObject({ low: 0, high: 100 });
    expect(valueAxis(92, 95, FREE).low).toBe(92);
  });
  test("reaches below zero for negative values", () => {
    expect(valueAxis(-3, 5, LINEAR_FROM_ZERO)).toMatchObject({
      low: -4,
      high: 6,
      ticks: [-4, -2, 0, 2, 4, 6],
    });
  });
  test("writes all ticks with the same decimals and large ones with a prefix", () => {
    expect(valueAxis(0, 1, LINEAR_FROM_ZERO).labels).toEqual(["0", "0.5", "1.0"]);
    expect(valueAxis(0, 450_000, LINEAR_FROM_ZERO).labels).toEqual(["0", "200k", "400k", "600k"]);
  });
  test("has a span even when all values are equal", () => {
    const { low, high } = valueAxis(0, 0, LINEAR_FROM_ZERO);
    expect(high).toBeGreaterThan(low);
  });
  test("holds its data and its ticks, whatever they are", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, zeroBased) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const axis = valueAxis(low, high, { kind: "linear", zeroBased, categories: null });
        const slack = 1e-6 * Math.max(1, Math.abs(low), Math.abs(high));
        expect(axis.low).toBeLessThanOrEqual(low + slack);
        expect(axis.high).toBeGreaterThanOrEqual(high - slack);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
        expect(axis.ticks.length).toBeLessThanOrEqual(8);
        expect(axis.labels).toHaveLength(axis.ticks.length);
      }),
    );
  });
});

describe("a logarithmic axis", () => {
  test("goes from power to power", () => {
    expect(valueAxis(0.004, 0.3, LOG)).toMatchObject({
      low: 0.001,
      high: 1,
      labels: ["0.001", "0.01", "0.1", "1"],
    });
  });
  test("has two ends for a single value", () => {
    expect(valueAxis(0.1, 0.1, LOG)).toMatchObject({ low: 0.1, high: 1 });
  });
  test("falls back to a linear one where a logarithm does not exist", () => {
    expect(valueAxis(0, 10, LOG).low).toBe(0);
  });
});

test("an axis of categories has a tick for each name", () => {
  expect(valueAxis(0, 1, { kind: "linear", zeroBased: true, categories: ["sgd", "adam"] })).toEqual({
    low: -0.5,
    high: 1.5,
    ticks: [0, 1],
    labels: ["sgd", "adam"],
  });
});

describe("the time axis", () => {
  test("spans exactly the data and ticks on round seconds", () => {
    expect(timeAxis(3, 63)).toMatchObject({ low: 3, high: 63, ticks: [10, 20, 30, 40, 50, 60] });
    expect(timeAxis(0, 1.2).labels).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2"]);
  });
  test("has a span for a single moment", () => expect(timeAxis(5, 5)).toMatchObject({ low: 5, high: 6 }));
});

test.each([
  [0.3, 0.5],
  [1, 1],
  [21, 50],
  [7.1, 10],
  [0, 1],
])("the round step for %d is %d", (wanted, step) => expect(niceStep(wanted)).toBeCloseTo(step, 12));
