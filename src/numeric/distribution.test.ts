import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPrng } from "../base/index.ts";
import type { Distribution } from "./index.ts";
import {
  checkDistribution,
  deviationOf,
  meanOf,
  momentsOf,
  nextIndex,
  nextOpenUnit,
  quantileOf,
  sample,
  sampleDurationUs,
  shuffledIndices,
} from "./index.ts";

const SAMPLES = 20_000;

const KINDS: Distribution[] = [
  { kind: "constant", value: 7 },
  { kind: "uniform", low: -2, high: 5 },
  { kind: "exponential", mean: 30 },
  { kind: "shifted_exponential", shift: 100, mean: 20 },
  { kind: "normal", mean: 4, deviation: 3 },
  { kind: "lognormal", median: 10, sigma: 0.6 },
];

describe.each(KINDS)("$kind", (distribution) => {
  test("the mean of many samples is the stated mean", () => {
    const prng = createPrng("distribution", distribution.kind);
    const moments = momentsOf(Array.from({ length: SAMPLES }, () => sample(distribution, prng)));
    const standardError = deviationOf(moments) / Math.sqrt(SAMPLES);
    expect(Math.abs(moments.mean - meanOf(distribution))).toBeLessThanOrEqual(4 * standardError + 1e-12);
  });

  test("the share of samples below a quantile is its probability", () => {
    const prng = createPrng("distribution", distribution.kind, "quantile");
    const limit = quantileOf(distribution, 0.9);
    let below = 0;
    for (let i = 0; i < SAMPLES; i++) if (sample(distribution, prng) <= limit) below++;
    expect(Math.abs(below / SAMPLES - (distribution.kind === "constant" ? 1 : 0.9))).toBeLessThan(0.01);
  });

  test("a sample draws exactly two words", () => {
    let words = 0;
    const prng = createPrng("count");
    sample(distribution, {
      nextUint32: () => {
        words++;
        return prng.nextUint32();
      },
    });
    expect(words).toBe(2);
  });
});

test("exponential quantiles: the median is mean · ln 2", () => {
  expect(quantileOf({ kind: "exponential", mean: 100 }, 0.5)).toBeCloseTo(69.31471805599453, 12);
});

test("durations are whole microseconds, never negative, never beyond the safe integers", () => {
  const prng = createPrng("durations");
  const distribution: Distribution = { kind: "normal", mean: 1, deviation: 50 };
  for (let i = 0; i < 200; i++) {
    const durationUs = sampleDurationUs(distribution, prng);
    expect(Number.isSafeInteger(durationUs) && durationUs >= 0).toBe(true);
  }
  expect(sampleDurationUs({ kind: "constant", value: 1e300 }, prng)).toBe(Number.MAX_SAFE_INTEGER);
});

test("impossible parameters are refused with the reason", () => {
  expect(checkDistribution({ kind: "uniform", low: 2, high: 1 })).toEqual({
    ok: false,
    error: "uniform: low must not exceed high",
  });
  expect(checkDistribution({ kind: "exponential", mean: -1 }).ok).toBe(false);
  expect(checkDistribution({ kind: "normal", mean: Number.NaN, deviation: 1 }).ok).toBe(false);
  expect(checkDistribution({ kind: "lognormal", median: 5, sigma: Number.POSITIVE_INFINITY }).ok).toBe(false);
  for (const distribution of KINDS)
    expect(checkDistribution(distribution)).toEqual({ ok: true, value: distribution });
});

describe("uniform draws", () => {
  test("the open unit interval excludes both ends even for the extreme words", () => {
    expect(nextOpenUnit({ nextUint32: () => 0 })).toBe(2 ** -53);
    expect(nextOpenUnit({ nextUint32: () => 0xffff_ffff })).toBe(1 - 2 ** -53);
  });

  test("indices are below the bound and evenly spread", () => {
    const prng = createPrng("indices");
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 14_000; i++) {
      const index = nextIndex(prng, 7);
      counts[index] = (counts[index] as number) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(22.5); // 99.9 % point for six degrees of freedom
  });

  test("a word in the biased remainder is drawn again", () => {
    const words = [0, 0x8000_0000];
    // 2³² mod 3 is 1: the word 0 alone would make index 0 more likely than the others.
    expect(nextIndex({ nextUint32: () => words.shift() ?? 0 }, 3)).toBe(1);
    expect(words).toEqual([]);
  });

  test("a shuffle is a permutation, and every position is reached", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer(), (count, seed) => {
        const order = shuffledIndices(count, createPrng("shuffle", seed));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
    const firsts = new Set(Array.from({ length: 200 }, (_, seed) => shuffledIndices(5, createPrng(seed))[0]));
    expect(firsts.size).toBe(5);
  });
});
