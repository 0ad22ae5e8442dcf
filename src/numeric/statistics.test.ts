import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPrng } from "../base/index.ts";
import {
  addToMoments,
  dot,
  EMPTY_MOMENTS,
  euclideanNorm,
  interpolate,
  isBounded,
  meanInterval,
  median,
  mergeMoments,
  momentsOf,
  quantileOfSorted,
  quantiles,
  sample,
  shareInterval,
  sortedCopy,
  studentT975,
  varianceOf,
} from "./index.ts";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("moments", () => {
  test("mean and unbiased variance of a known list", () => {
    const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(moments.mean).toBe(5);
    expect(varianceOf(moments)).toBeCloseTo(32 / 7, 12);
  });

  test("keep their digits where the sum of squares would cancel", () => {
    expect(varianceOf(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))).toBeCloseTo(30, 6);
  });

  test("merging two parts equals the whole", () => {
    fc.assert(
      fc.property(fc.array(finite), fc.array(finite), (a, b) => {
        const merged = mergeMoments(momentsOf(a), momentsOf(b));
        const whole = momentsOf([...a, ...b]);
        expect(merged.count).toBe(whole.count);
        expect(merged.mean).toBeCloseTo(whole.mean, 5);
        expect(varianceOf(merged)).toBeCloseTo(varianceOf(whole), 0);
      }),
    );
  });

  test("one value has no spread, and NaN is refused", () => {
    expect(varianceOf(addToMoments(EMPTY_MOMENTS, 3))).toBe(0);
    expect(() => addToMoments(EMPTY_MOMENTS, Number.NaN)).toThrow("finite");
  });
});

describe("quantiles", () => {
  test("agree with type 7 of Hyndman and Fan", () => {
    expect(quantiles([15, 20, 35, 40, 50], [0, 0.05, 0.3, 0.4, 0.5, 1])).toEqual([15, 16, 23, 29, 35, 50]);
  });

  test("the median of an even count is between the two in the middle", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test("lie between the ends, grow with p and leave the list alone", () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p) => {
          const before = [...values];
          const sorted = sortedCopy(values);
          const q = quantileOfSorted(sorted, p);
          expect(q).toBeGreaterThanOrEqual(sorted[0] as number);
          expect(q).toBeLessThanOrEqual((sorted[sorted.length - 1] as number) + 1e-9);
          expect(quantileOfSorted(sorted, p / 2)).toBeLessThanOrEqual(q + 1e-9);
          expect(values).toEqual(before);
        },
      ),
    );
  });

  test("of nothing, or of NaN, are refused", () => {
    expect(() => median([])).toThrow("at least one value");
    expect(() => median([1, Number.NaN])).toThrow("numbers");
  });
});

describe("95 % intervals", () => {
  test("Student's t from the table and from the expansion", () => {
    expect(studentT975(1)).toBe(12.70620474);
    expect(studentT975(10)).toBe(2.228138852);
    expect(studentT975(11)).toBeCloseTo(2.20098516, 5);
    expect(studentT975(30)).toBeCloseTo(2.042272456, 7);
    expect(studentT975(1000)).toBeCloseTo(1.96233908083, 10);
  });

  test("of a known sample", () => {
    const interval = meanInterval([10, 12, 11, 13, 9]);
    expect(interval.estimate).toBe(11);
    expect(interval.high - interval.estimate).toBeCloseTo(1.96324, 5);
    expect(interval.estimate - interval.low).toBeCloseTo(1.96324, 5);
  });

  test("one value says nothing about spread", () => {
    expect(meanInterval([3])).toEqual({ count: 1, estimate: 3, low: -Infinity, high: Infinity });
  });

  test("cover the true mean in 95 % of ten-value samples", () => {
    const prng = createPrng("coverage");
    let covered = 0;
    for (let i = 0; i < 2000; i++) {
      const values = Array.from({ length: 10 }, () =>
        sample({ kind: "normal", mean: 5, deviation: 2 }, prng),
      );
      const { low, high } = meanInterval(values);
      if (low <= 5 && 5 <= high) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.965);
  });

  test("a share stays inside [0, 1] and is honest at the ends", () => {
    const accuracy = shareInterval(580, 600);
    expect(accuracy.low).toBeCloseTo(0.94909, 4);
    expect(accuracy.high).toBeCloseTo(0.97829, 4);
    expect(shareInterval(0, 20).low).toBe(0);
    expect(shareInterval(0, 20).high).toBeCloseTo(0.1611, 4);
    expect(shareInterval(20, 20).high).toBe(1);
    expect(shareInterval(0, 0)).toEqual({ count: 0, estimate: 0, low: 0, high: 1 });
  });
});

describe("dense vectors", () => {
  const a = Float64Array.of(3, 4);
  const b = Float64Array.of(1, -2);

  test("dot product and norm", () => {
    expect(dot(a, b)).toBe(-5);
    expect(euclideanNorm(a)).toBe(5);
    expect(() => dot(a, Float64Array.of(1))).toThrow("one length");
  });

  test("interpolation reaches both ends exactly and writes into neither", () => {
    expect(interpolate(a, b, 0)).toEqual(a);
    expect(interpolate(a, b, 1)).toEqual(b);
    expect(interpolate(a, b, 0.5)).toEqual(Float64Array.of(2, 1));
    expect(a).toEqual(Float64Array.of(3, 4));
  });

  test("a bound rejects what is too large, infinite or not a number", () => {
    expect(isBounded(a, 4)).toBe(true);
    expect(isBounded(a, 3.9)).toBe(false);
    expect(isBounded(Float64Array.of(Number.NaN), 1e9)).toBe(false);
    expect(isBounded(Float64Array.of(Number.NEGATIVE_INFINITY), 1e300)).toBe(false);
  });
});
