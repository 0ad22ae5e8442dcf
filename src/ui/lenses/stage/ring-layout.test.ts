import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distance, distanceToSegment } from "./plane.ts";
import { labelHeight, layoutRing, type RingLayout } from "./ring-layout.ts";

const DESKTOP = { width: 1040, height: 660 };
const PHONE = { width: 390, height: 540 };

const size = fc.record({
  width: fc.integer({ min: 320, max: 2400 }),
  height: fc.integer({ min: 320, max: 1400 }),
});
const count = fc.integer({ min: 1, max: 50 });

function nearestPair(layout: RingLayout): number {
  let nearest = Number.POSITIVE_INFINITY;
  layout.points.forEach((a, i) => {
    layout.points.forEach((b, j) => {
      if (i < j) nearest = Math.min(nearest, distance(a, b));
    });
  });
  return nearest;
}

describe("a ring of nodes", () => {
  test("the first node stands on top, the others follow clockwise", () => {
    const { points, centre } = layoutRing(DESKTOP, 5);
    expect(points[0]?.x).toBeCloseTo(centre.x);
    expect(points[0]?.y).toBeLessThan(centre.y);
    expect(points[1]?.x).toBeGreaterThan(centre.x);
    expect(points[4]?.x).toBeLessThan(centre.x);
  });
  test("five nodes show their processes on a desktop and on a phone", () => {
    expect(layoutRing(DESKTOP, 5).detail).toBe("processes");
    expect(layoutRing(PHONE, 5).detail).toBe("processes");
  });
  test("two nodes stand side by side in a wide room and above each other in a tall one", () => {
    const wide = layoutRing(DESKTOP, 2);
    expect(wide.points[0]?.y).toBeCloseTo(wide.points[1]?.y ?? 0);
    const tall = layoutRing(PHONE, 2);
    expect(tall.points[0]?.x).toBeCloseTo(tall.points[1]?.x ?? 0);
  });
  test("text stands away from the middle", () => {
    expect(layoutRing(DESKTOP, 5).labelSides).toEqual(["above", "above", "below", "below", "above"]);
  });
  test("a node without others takes the room there is", () => {
    expect(layoutRing(DESKTOP, 1).nodeRadius).toBeGreaterThan(DESKTOP.height * 0.35);
    expect(layoutRing(PHONE, 1).nodeRadius).toBeGreaterThan(PHONE.width * 0.4);
  });
  test("no two nodes touch", () => {
    fc.assert(
      fc.property(size, count, (room, nodes) => {
        const layout = layoutRing(room, nodes);
        expect(nearestPair(layout)).toBeGreaterThan(2 * layout.nodeRadius);
      }),
    );
  });
  test("no link passes under a third node while nodes are large", () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 4, max: 9 }), (room, nodes) => {
        const { points, nodeRadius } = layoutRing(room, nodes);
        fc.pre(nodeRadius > 54);
        points.forEach((a, i) => {
          points.slice(i + 1).forEach((b) => {
            for (const other of points) {
              if (other === a || other === b) continue;
              expect(distanceToSegment(other, { a, b })).toBeGreaterThan(nodeRadius);
            }
          });
        });
      }),
    );
  });
  test("every node and its text lie inside the room", () => {
    fc.assert(
      fc.property(size, count, (room, nodes) => {
        const layout = layoutRing(room, nodes);
        const { nodeRadius, labelSides } = layout;
        for (const [index, point] of layout.points.entries()) {
          const above = labelSides[index] === "above" ? labelHeight(layout.detail) : 0;
          const below = labelSides[index] === "below" ? labelHeight(layout.detail) : 0;
          expect(point.x - layout.nodeRadius).toBeGreaterThanOrEqual(0);
          expect(point.x + layout.nodeRadius).toBeLessThanOrEqual(room.width);
          expect(point.y - nodeRadius - above).toBeGreaterThanOrEqual(0);
          expect(point.y + nodeRadius + below).toBeLessThanOrEqual(room.height);
        }
      }),
    );
  });
  test("more room never gives smaller nodes", () => {
    fc.assert(
      fc.property(size, count, fc.integer({ min: 0, max: 400 }), (room, nodes, more) => {
        const larger = { width: room.width + more, height: room.height + more };
        expect(layoutRing(larger, nodes).nodeRadius).toBeGreaterThanOrEqual(
          layoutRing(room, nodes).nodeRadius - 1,
        );
      }),
    );
  });
});
