import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPrng } from "../base/index.ts";
import type { Histogram } from "./index.ts";
import {
  barsOf,
  EMPTY_HISTOGRAM,
  histogramOf,
  meanOfHistogram,
  mergeHistograms,
  quantileOfHistogram,
  recordValue,
  sample,
  sortedCopy,
} from "./index.ts";

const durationsUs = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 60 });

function deepFreeze(histogram: Histogram): Histogram {
  for (const octave of histogram.octaves) Object.freeze(Object.freeze(octave).counts);
  Object.freeze(histogram.octaves);
  return Object.freeze(histogram);
}

describe("a histogram", () => {
  test("knows count, sum, extremes and mean exactly", () => {
    const histogram = histogramOf([5, 1, 9, 1]);
    expect(histogram).toMatchObject({ count: 4, sum: 16, min: 1, max: 9 });
    expect(meanOfHistogram(histogram)).toBe(4);
  });

  test("answers every nearest-rank quantile within 1 %", () => {
    fc.assert(
      fc.property(durationsUs, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const exact = sortedCopy(values)[Math.max(1, Math.ceil(p * values.length)) - 1] as number;
        const answer = quantileOfHistogram(histogramOf(values), p);
        expect(Math.abs(answer - exact)).toBeLessThanOrEqual(0.008 * exact);
      }),
    );
  });

  test("p50, p90 and p99 of a long-tailed latency, and values below one", () => {
    const prng = createPrng("latency");
    const values = Array.from({ length: 20_000 }, () =>
      sample({ kind: "lognormal", median: 0.02, sigma: 1 }, prng),
    );
    const sorted = sortedCopy(values);
    for (const p of [0.5, 0.9, 0.99]) {
      const exact = sorted[Math.ceil(p * values.length) - 1] as number;
      expect(Math.abs(quantileOfHistogram(histogramOf(values), p) / exact - 1)).toBeLessThan(0.01);
    }
  });

  test("is merged without loss, in any order", () => {
    fc.assert(
      fc.property(durationsUs, durationsUs, (a, b) => {
        const whole = histogramOf([...a, ...b]);
        expect(mergeHistograms(histogramOf(a), histogramOf(b))).toEqual(whole);
        expect(mergeHistograms(histogramOf(b), histogramOf(a))).toEqual(whole);
      }),
    );
    expect(mergeHistograms(EMPTY_HISTOGRAM, EMPTY_HISTOGRAM)).toBe(EMPTY_HISTOGRAM);
  });

  test("is never written after it was returned, and shares untouched octaves", () => {
    const before = deepFreeze(histogramOf([1, 100, 10_000]));
    const copy = structuredClone(before);
    const after = recordValue(before, 101);
    expect(before).toEqual(copy);
    expect(after.octaves[0]).toBe(before.octaves[0]);
    expect(mergeHistograms(before, deepFreeze(after)).count).toBe(7);
  });

  test("of nothing answers zero", () => {
    expect(quantileOfHistogram(EMPTY_HISTOGRAM, 0.99)).toBe(0);
    expect(meanOfHistogram(EMPTY_HISTOGRAM)).toBe(0);
    expect(histogramOf([])).toEqual(EMPTY_HISTOGRAM);
  });

  test("takes both zeros and the largest double, and refuses the rest", () => {
    expect(recordValue(histogramOf([0]), -0).octaves).toHaveLength(1);
    expect(quantileOfHistogram(histogramOf([Number.MAX_VALUE, Number.MAX_VALUE]), 0.5)).toBe(
      Number.MAX_VALUE,
    );
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => recordValue(EMPTY_HISTOGRAM, bad)).toThrow("finite and not negative");
    }
  });

  test("draws bars that hold every value once", () => {
    const bars = barsOf(histogramOf([3, 3, 700, 701, 702]));
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(5);
    expect(bars[0]).toEqual({ low: 3, high: 3.03125, count: 2 });
  });
});
