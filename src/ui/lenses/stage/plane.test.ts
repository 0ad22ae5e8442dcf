import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxesOverlap, boxInside, distance, distanceToSegment, type Point, segmentsCross } from "./plane.ts";

const coordinate = fc.integer({ min: -500, max: 500 });
const point: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate });
const segment = fc.record({ a: point, b: point });

describe("segmentsCross", () => {
  test("a plain crossing", () => {
    expect(
      segmentsCross({ a: { x: 0, y: 0 }, b: { x: 10, y: 10 } }, { a: { x: 0, y: 10 }, b: { x: 10, y: 0 } }),
    ).toBe(true);
  });
  test("lines that would meet outside the segments do not cross", () => {
    expect(
      segmentsCross({ a: { x: 0, y: 0 }, b: { x: 1, y: 1 } }, { a: { x: 0, y: 10 }, b: { x: 10, y: 0 } }),
    ).toBe(false);
  });
  test("touching at an end counts", () => {
    expect(
      segmentsCross({ a: { x: 0, y: 0 }, b: { x: 5, y: 0 } }, { a: { x: 5, y: 0 }, b: { x: 5, y: 9 } }),
    ).toBe(true);
  });
  test("collinear segments cross only where they overlap", () => {
    const base = { a: { x: 0, y: 0 }, b: { x: 4, y: 0 } };
    expect(segmentsCross(base, { a: { x: 3, y: 0 }, b: { x: 9, y: 0 } })).toBe(true);
    expect(segmentsCross(base, { a: { x: 5, y: 0 }, b: { x: 9, y: 0 } })).toBe(false);
  });
  test("neither the order of segments nor their direction matters", () => {
    fc.assert(
      fc.property(segment, segment, (p, q) => {
        const answer = segmentsCross(p, q);
        expect(segmentsCross(q, p)).toBe(answer);
        expect(segmentsCross({ a: p.b, b: p.a }, q)).toBe(answer);
      }),
    );
  });
  test("two segments through one common point always cross", () => {
    fc.assert(
      fc.property(point, point, point, (middle, a, b) => {
        const mirror = (p: Point) => ({ x: 2 * middle.x - p.x, y: 2 * middle.y - p.y });
        expect(segmentsCross({ a, b: mirror(a) }, { a: b, b: mirror(b) })).toBe(true);
      }),
    );
  });
});

describe("distanceToSegment", () => {
  test("is measured to the nearest point, not to the endless line", () => {
    expect(distanceToSegment({ x: 13, y: 4 }, { a: { x: 0, y: 0 }, b: { x: 10, y: 0 } })).toBe(5);
    expect(distanceToSegment({ x: 5, y: 3 }, { a: { x: 0, y: 0 }, b: { x: 10, y: 0 } })).toBe(3);
  });
  test("is never more than the distance to either end", () => {
    fc.assert(
      fc.property(point, segment, (p, s) => {
        const nearest = distanceToSegment(p, s);
        expect(nearest).toBeLessThanOrEqual(Math.min(distance(p, s.a), distance(p, s.b)) + 1e-9);
      }),
    );
  });
});

test("boxes that only touch do not overlap; a box is inside itself", () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  expect(boxesOverlap(box, { x: 10, y: 0, width: 5, height: 5 })).toBe(false);
  expect(boxesOverlap(box, { x: 9, y: 9, width: 5, height: 5 })).toBe(true);
  expect(boxInside(box, box)).toBe(true);
  expect(boxInside({ ...box, x: 1 }, box)).toBe(false);
});
