import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aroundCircle, convexHull, roundedPath } from "./hull.ts";
import { distance, type Point, turn } from "./plane.ts";

const coordinate = fc.integer({ min: -300, max: 300 });
const points = fc.array(fc.record<Point>({ x: coordinate, y: coordinate }), { minLength: 3, maxLength: 40 });

describe("convexHull", () => {
  test("drops what lies inside or on an edge", () => {
    const square = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ];
    const hull = convexHull([...square, { x: 5, y: 5 }, { x: 5, y: 0 }]);
    expect(hull).toHaveLength(4);
    expect(hull).toEqual(expect.arrayContaining(square));
  });
  test("holds every point, and turns one way only", () => {
    fc.assert(
      fc.property(points, (cloud) => {
        const hull = convexHull(cloud);
        hull.forEach((a, i) => {
          const b = hull[(i + 1) % hull.length] ?? a;
          if (hull.length >= 3) for (const p of cloud) expect(turn(a, b, p)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
  test("is its own hull, whatever the order of the points", () => {
    fc.assert(
      fc.property(points, (cloud) => {
        const hull = convexHull(cloud);
        expect(convexHull(hull)).toEqual(hull);
        expect(convexHull([...cloud].reverse())).toEqual(hull);
      }),
    );
  });
});

test("aroundCircle wraps the circle: no edge cuts into it", () => {
  const centre = { x: 3, y: -7 };
  const corners = aroundCircle(centre, 50);
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] ?? a;
    expect(distance(centre, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })).toBeGreaterThanOrEqual(50 - 1e-9);
  });
});

describe("roundedPath", () => {
  test("has one curve per corner and is closed", () => {
    const path = roundedPath(aroundCircle({ x: 0, y: 0 }, 10, 6), 4);
    expect(path.match(/Q/g)).toHaveLength(6);
    expect(path.endsWith("Z")).toBe(true);
  });
  test("fewer than three corners draw nothing", () => expect(roundedPath([{ x: 0, y: 0 }], 4)).toBe(""));
});
