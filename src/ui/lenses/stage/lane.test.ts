import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANE_OFFSET, Lane } from "./lane.ts";

const coordinate = fc.integer({ min: -800, max: 800 });
const ends = fc
  .record({ ax: coordinate, ay: coordinate, bx: coordinate, by: coordinate })
  .filter((e) => Math.hypot(e.bx - e.ax, e.by - e.ay) > 100);

function laid(ax: number, ay: number, bx: number, by: number, clearance = 40): Lane {
  const lane = new Lane();
  lane.lay(ax, ay, { x: bx, y: by }, clearance);
  return lane;
}

describe("a lane between two nodes", () => {
  test("starts and ends outside the nodes", () => {
    const lane = laid(0, 0, 200, 0);
    expect(lane.xAt(0)).toBe(40);
    expect(lane.xAt(1)).toBe(160);
    expect(lane.yAt(0.5)).toBe(LANE_OFFSET);
  });
  test("the lane back runs beside it the other way, so dots never meet head on", () => {
    fc.assert(
      fc.property(ends, fc.double({ min: 0, max: 1, noNaN: true }), ({ ax, ay, bx, by }, share) => {
        const there = laid(ax, ay, bx, by);
        const back = laid(bx, by, ax, ay);
        const apart = Math.hypot(
          there.xAt(share) - back.xAt(1 - share),
          there.yAt(share) - back.yAt(1 - share),
        );
        expect(apart).toBeCloseTo(2 * LANE_OFFSET, 6);
      }),
    );
  });
  test("nodes that touch leave no way at all", () => expect(laid(0, 0, 60, 0).length).toBe(0));
  test("two nodes on one spot give numbers, not NaN", () => expect(laid(3, 3, 3, 3).xAt(0.5)).toBe(3));
});
