// The arithmetic of the picture: marks and folds, the camera, the scale, finding what is pointed at.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spacetimeFixture } from "../../../testkit/spacetime-fixture.ts";
import { atEnd, extentOf, fitAll, isAtEnd, panBy, show, zoomAt } from "./camera.ts";
import { isVertical, laneAt, layoutOf, lineAt, roomFor } from "./layout.ts";
import { niceStep } from "./paint-lanes.ts";
import { FATE, idOf, sceneOf } from "./scene.ts";
import { markAt, nearestOn, stepFrom } from "./walk.ts";

const NOW_US = 1_020_000;
const folded = sceneOf(spacetimeFixture(NOW_US, { mode: "nodes" }));
const plain = sceneOf(spacetimeFixture(NOW_US, { mode: "nodes", fold: false }));
const at = (scene: typeof plain, id: string) =>
  Array.from({ length: scene.count }, (_, i) => i).find((index) => idOf(scene, index) === id) ?? -1;

describe("a scene", () => {
  test("has a mark for every event, or for a fold of local ones", () => {
    expect(plain.marks.map(({ length }) => length)).toEqual([8, 4, 7]);
    const worker = folded.marks[2] ?? new Int32Array();
    expect(Array.from(worker, (mark) => `${idOf(folded, mark)} ${folded.sizeOf[mark]}`)).toEqual([
      "n3#1 1",
      "n3#2 4",
      "n3#6 1",
      "n3#7 1",
    ]);
    expect(folded.markOf[at(folded, "n3#4")]).toBe(at(folded, "n3#2"));
  });
  test("knows of each sent message what became of it", () => {
    const fate = (id: string) => plain.fate[at(plain, id)];
    expect([fate("n1#5"), fate("n2#4"), fate("n3#7"), fate("n1#4")]).toEqual([
      FATE.arrived,
      FATE.arrived,
      FATE.lost,
      FATE.none,
    ]);
  });
});

describe("the camera", () => {
  const extent = extentOf(plain, "time");
  const length = 800;
  const cameras = fc
    .record({
      factor: fc.double({ min: 0.5, max: 500, noNaN: true }),
      at: fc.integer({ min: 0, max: length }),
    })
    .map((zoom) => zoomAt(fitAll(extent, length), zoom, { extent, axis: "time" }, length));

  test("keeps what is under the pointer when it zooms, unless an end is reached", () => {
    fc.assert(
      fc.property(cameras, fc.integer({ min: 100, max: 700 }), (camera, px) => {
        const place = camera.start + px / camera.scale;
        const next = zoomAt(camera, { factor: 2, at: px }, { extent, axis: "time" }, length);
        const moved = (place - next.start) * next.scale;
        const isInside = place > extent.min && place < extent.max;
        if (isInside) expect(Math.abs(moved - px)).toBeLessThan(length / 2);
        expect(next.scale).toBeGreaterThanOrEqual(camera.scale * 0.999);
      }),
    );
  });
  test("never leaves what there is by more than half a sight", () => {
    fc.assert(
      fc.property(cameras, fc.integer({ min: -5_000, max: 5_000 }), (camera, px) => {
        const { start, scale } = panBy(camera, px, extent, length);
        expect((extent.min - start) * scale).toBeLessThanOrEqual(length / 2 + 1e-6);
        expect((extent.max - start) * scale).toBeGreaterThanOrEqual(length / 2 - 1e-6);
      }),
    );
  });
  test("at the end has the newest in sight, and shows a place that was out of it", () => {
    const end = atEnd(extent, 0.2, length);
    expect(isAtEnd(end, extent, length)).toBe(true);
    const shown = show(end, extent.min, length);
    const px = (extent.min - shown.start) * shown.scale;
    expect(px).toBeGreaterThanOrEqual(0);
    expect(px).toBeLessThanOrEqual(length);
    expect(show(end, extent.max - 500, length)).toBe(end);
  });
});

describe("the layout", () => {
  const { lines } = spacetimeFixture(NOW_US, { mode: "nodes" });
  test("lets time run to the right where there is width, and down on a phone", () => {
    expect([isVertical({ width: 900, height: 600 }), isVertical({ width: 390, height: 500 })]).toEqual([
      false,
      true,
    ]);
    expect(roomFor({ width: 390, height: 500 })).toBeLessThan(roomFor({ width: 900, height: 600 }));
  });
  test("finds the line of every lane", () => {
    const layout = layoutOf({ width: 900, height: 600 }, lines);
    for (const line of lines.keys()) expect(lineAt(layout, laneAt(layout, line), lines.length)).toBe(line);
    expect(lineAt(layout, -50, lines.length)).toBe(0);
    expect(lineAt(layout, 5_000, lines.length)).toBe(lines.length - 1);
  });
});

describe("finding marks", () => {
  const camera = { start: 1_000_000, scale: 0.02 };
  test("the nearest on a line, within reach of the pointer", () => {
    expect(idOf(plain, nearestOn(plain, 0, "time", 1_014_400))).toBe("n1#7");
    const near = markAt(plain, { axis: "time", camera }, { line: 1, px: 0.02 * 8_000 + 6 }, 8);
    expect(idOf(plain, near)).toBe("n2#3");
    expect(markAt(plain, { axis: "time", camera }, { line: 1, px: 0.02 * 4_000 }, 8)).toBe(-1);
  });
  test("a fold is hit anywhere along it", () => {
    const inside = markAt(folded, { axis: "time", camera }, { line: 2, px: 0.02 * 4_500 }, 1);
    expect(idOf(folded, inside)).toBe("n3#2");
  });
  test("beyond the ends of a line and of the lines there is nothing", () => {
    expect(stepFrom(plain, at(plain, "n1#1"), "earlier", "time")).toBe(-1);
    expect(stepFrom(plain, at(plain, "n1#8"), "later", "time")).toBe(-1);
    expect(stepFrom(plain, at(plain, "n1#8"), "lineBefore", "time")).toBe(-1);
  });
});

test("steps of the scale are 1, 2 or 5 times a power of ten", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e8, noNaN: true }), (atLeast) => {
      const step = niceStep(atLeast);
      expect(step).toBeGreaterThanOrEqual(Math.min(atLeast, step));
      expect(step >= atLeast && (step === 1 || step / 2.5 < atLeast)).toBe(true);
      expect(["1", "2", "5"]).toContain(String(step).replaceAll("0", ""));
    }),
  );
});
