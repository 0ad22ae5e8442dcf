// Reference values: 300-bit arithmetic (mpmath), rounded to the nearest double.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cos,
  exp,
  ln,
  normalCdf,
  normalDensity,
  normalQuantile,
  numericFingerprint,
  power,
  sin,
} from "./index.ts";

/** Distance in units in the last place of the expected value. */
function ulps(actual: number, expected: number): number {
  if (actual === expected) return 0;
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(expected))));
  return Math.abs(actual - expected) / 2 ** (exponent - 52);
}

const relative = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / Math.abs(expected);

describe("exp", () => {
  test.each([
    [0, 1],
    [1, Math.E],
    [-1, 0.36787944117144233],
    [0.5, 1.6487212707001282],
    [-0.5, 0.6065306597126334],
    [1e-10, 1.0000000001],
    [2.5, 12.182493960703473],
    [10, 22026.465794806718],
    [-20, 2.061153622438558e-9],
    [100, 2.6881171418161356e43],
    [-100, 3.720075976020836e-44],
    [700, 1.0142320547350045e304],
    [-700, 9.85967654375977e-305],
    [709.7, 1.6549840276802644e308],
    [-745, 5e-324],
    [47.2472356678918, 3.305321706863786e20],
  ])("exp(%f) is within one ulp", (x, expected) => {
    expect(ulps(exp(x), expected)).toBeLessThanOrEqual(1);
  });

  test("ends: overflow, underflow, not a number", () => {
    expect(exp(709.79)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(-745.2)).toBe(0);
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(Number.NaN)).toBeNaN();
  });

  test("is within two ulp of the host's own, and never decreases", () => {
    fc.assert(
      fc.property(fc.double({ min: -745, max: 709, noNaN: true }), (x) => {
        expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(2);
        expect(exp(x + Math.abs(x) * 1e-15 + 1e-15)).toBeGreaterThanOrEqual(exp(x));
      }),
    );
  });
});

describe("ln", () => {
  test.each([
    [1, 0],
    [2, Math.LN2],
    [0.5, -Math.LN2],
    [10, Math.LN10],
    [3, 1.0986122886681098],
    [1.0000001, 9.999999505838704e-8],
    [0.9999999, -1.0000000494736474e-7],
    [0.1, -Math.LN10],
    [1e-300, -690.7755278982137],
    [1e300, 690.7755278982137],
    [5e-324, -744.4400719213812],
    [Number.MAX_VALUE, 709.782712893384],
    [2.5892673479393125, 0.9513749584506234],
  ])("ln(%d) is within one ulp", (x, expected) => {
    expect(ulps(ln(x), expected)).toBeLessThanOrEqual(1);
  });

  test("ends: zero, negative, infinite, not a number", () => {
    expect(ln(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(ln(-0)).toBe(Number.NEGATIVE_INFINITY);
    expect(ln(-1)).toBeNaN();
    expect(ln(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(ln(Number.NaN)).toBeNaN();
  });

  test("inverts exp, and turns products into sums", () => {
    const positive = fc.double({ min: 1e-150, max: 1e150, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (x, y) => {
        expect(relative(exp(ln(x)), x)).toBeLessThan(1e-13);
        expect(Math.abs(ln(x * y) - ln(x) - ln(y))).toBeLessThan(4e-13);
        expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(2);
      }),
    );
  });
});

test("power: square root, negative exponents and 0⁰", () => {
  expect(relative(power(2, 0.5), Math.SQRT2)).toBeLessThan(1e-15);
  expect(relative(power(10, -3.5), 0.00031622776601683794)).toBeLessThan(3e-15);
  expect(power(0, 0)).toBe(1);
  expect(power(0, 2)).toBe(0);
});

describe("sin and cos", () => {
  test.each([
    [0, 0, 1],
    [0.5, 0.479425538604203, 0.8775825618903728],
    [1, 0.8414709848078965, 0.5403023058681398],
    [2, 0.9092974268256817, -0.4161468365471424],
    [3, 0.1411200080598672, -0.9899924966004454],
    [-4, 0.7568024953079282, -0.6536436208636119],
    [100, -0.5063656411097588, 0.8623188722876839],
    [355, -3.014435335948845e-5, -0.999999999545659],
    [1e6, -0.34999350217129294, 0.9367521275331447],
    [-123456.789, 0.9986640823432246, 0.05167253271870138],
  ])("at %f the error is below 3e−16", (x, sine, cosine) => {
    expect(Math.abs(sin(x) - sine)).toBeLessThan(3e-16);
    expect(Math.abs(cos(x) - cosine)).toBeLessThan(3e-16);
  });

  test("refuse arguments whose reduction would lose digits", () => {
    expect(() => sin(1.1e6)).toThrow("argument");
    expect(() => cos(Number.NaN)).toThrow("argument");
  });
});

describe("the normal distribution", () => {
  test.each([
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [1, 0.8413447460685429],
    [1.959963984540054, 0.975],
    [2.9, 0.998134186699616],
    [3, 0.9986501019683699],
    [5, 0.9999997133484281],
    [-1, 0.15865525393145705],
    [-3, 0.0013498980316300946],
    [-5, 2.866515718791939e-7],
    [-10, 7.619853024160525e-24],
    [-37, 5.725571222524577e-300],
  ])("Φ(%f)", (x, expected) => {
    expect(relative(normalCdf(x), expected)).toBeLessThan(2e-13);
  });

  test.each([
    [0.975, 1.9599639845400538],
    [0.025, -1.9599639845400543],
    [0.9, 1.2815515655446006],
    [0.001, -3.0902323061678136],
    [1e-10, -6.361340902404057],
    [1e-100, -21.273453560965326],
    [1e-300, -37.0470962993612],
    [0.999999, 4.753424308817087],
  ])("the quantile at %d", (p, expected) => {
    expect(relative(normalQuantile(p), expected)).toBeLessThan(2e-15);
  });

  test("the density is the slope of Φ, and the quantile its inverse", () => {
    fc.assert(
      fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (x) => {
        const slope = (normalCdf(x + 1e-5) - normalCdf(x - 1e-5)) / 2e-5;
        expect(Math.abs(slope - normalDensity(x))).toBeLessThan(1e-9);
        if (x < 5) expect(Math.abs(normalQuantile(normalCdf(x)) - x)).toBeLessThan(1e-9);
      }),
    );
  });

  test("ends are refused", () => {
    expect(() => normalQuantile(0)).toThrow("strictly between");
    expect(() => normalQuantile(1)).toThrow("strictly between");
    expect(() => normalCdf(Number.NaN)).toThrow("number");
  });
});

test("every engine computes these bits", () => {
  expect(numericFingerprint()).toBe("b60322dc1ad69017");
});
