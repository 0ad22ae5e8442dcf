// The time axis stands still while the run goes on, and its places and moments are each other's inverse.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Axis, axisEndUs, densityOutline, ticksOf, timeAt, xOf } from "./strip-axis.ts";

const AXIS: Axis = { endUs: 20_000_000, left: 10, width: 1000 };
const S = 1_000_000;

describe("end of the axis", () => {
  test.each([
    [0, 10],
    [9, 10],
    [9.2, 20],
    [18, 20],
    [19, 50],
    [46, 100],
    [100, 200],
  ])("a run of %d s has an axis of %d s", (reachedS, endS) => {
    expect(axisEndUs(reachedS * S)).toBe(endS * S);
  });

  test("there is always room ahead, it never shrinks, and it takes few steps", () => {
    const reached = Array.from({ length: 3_600 }, (_, i) => i * S);
    const ends = reached.map(axisEndUs);
    for (const [i, end] of ends.entries()) expect(end).toBeGreaterThan(reached[i] ?? 0);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(new Set(ends).size).toBeLessThanOrEqual(10);
  });
});

test("a moment stands at a place, and that place is of that moment", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: AXIS.endUs }), (us) => {
      expect(Math.abs(timeAt(AXIS, xOf(AXIS, us)) - us)).toBeLessThanOrEqual(1);
    }),
  );
});

test("places beside the axis are its ends", () => {
  expect(timeAt(AXIS, -50)).toBe(0);
  expect(timeAt(AXIS, 5_000)).toBe(AXIS.endUs);
  expect(timeAt({ ...AXIS, width: 0 }, 5)).toBe(0);
});

test("ticks are whole seconds, far enough apart to be read, from 0 to the end", () => {
  expect(ticksOf(AXIS).map((us) => us / S)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
  expect(ticksOf({ ...AXIS, width: 362 }).map((us) => us / S)).toEqual([0, 5, 10, 15, 20]);
  expect(ticksOf({ ...AXIS, width: 5 })).toEqual([0, 20_000_000]);
});

describe("density", () => {
  const place = { untilUs: 3 * S, baseY: 24, height: 20 };

  test("is one step per bin, as high as the root of its share, and stops where nothing is known", () => {
    const counts = Uint32Array.from([0, 100, 25, 400]);
    const outline = densityOutline({ binUs: S, counts }, AXIS, { ...place, untilUs: 2.5 * S });
    expect(outline).toEqual([10, 24, 60, 24, 60, 14, 110, 14, 110, 19, 135, 19]);
  });

  test("of a run without events is no outline", () => {
    expect(densityOutline({ binUs: S, counts: new Uint32Array(4) }, AXIS, place)).toEqual([]);
  });
});
