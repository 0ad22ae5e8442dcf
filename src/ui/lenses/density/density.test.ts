import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DensityProbe } from "../../../view/index.ts";
import {
  type Camera,
  fitAll,
  panBy,
  placeAt,
  pointOf,
  seenBy,
  serves,
  wantedFor,
  zoomAt,
} from "./density-camera.ts";
import { probeLines, valueAt, valueText } from "./density-words.ts";
import { workerBytes } from "./use-worker-memory.ts";

const world = { width: 1_024, height: 1_024 };
const sight = { width: 900, height: 600 };
const room = { world, sight };

describe("the camera", () => {
  const start = fitAll(world, sight);
  test("shows everything at first", () => {
    const seen = seenBy(start, sight);
    expect(seen.x).toBeLessThanOrEqual(0);
    expect(seen.y).toBeLessThanOrEqual(0);
    expect(seen.x + seen.width).toBeGreaterThanOrEqual(1_024);
    expect(seen.y + seen.height).toBeGreaterThanOrEqual(1_024);
  });
  test("keeps the place under the pointer while it zooms in", () => {
    const at = { x: 700, y: 150 };
    const before = placeAt(start, at, sight);
    const after = placeAt(zoomAt(start, 4, at, room), at, sight);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });
  test("gets down to a few processes side by side and no further, and back to everything", () => {
    let camera: Camera = start;
    for (let i = 0; i < 40; i++) camera = zoomAt(camera, 2, { x: 450, y: 300 }, room);
    expect(sight.height / camera.scale).toBeLessThanOrEqual(4);
    expect(sight.height / camera.scale).toBeGreaterThanOrEqual(2);
    for (let i = 0; i < 40; i++) camera = zoomAt(camera, 0.5, { x: 0, y: 0 }, room);
    expect(camera).toEqual(start);
  });
  test("never loses the picture, whatever the hand does", () => {
    const moves = fc.array(
      fc.record({
        factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
        x: fc.integer({ min: -3_000, max: 3_000 }),
        y: fc.integer({ min: -3_000, max: 3_000 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(moves, (steps) => {
        let camera: Camera = start;
        for (const { factor, x, y } of steps)
          camera = panBy(zoomAt(camera, factor, { x: 100, y: 100 }, room), { x, y }, room);
        const middle = { x: sight.width / 2, y: sight.height / 2 };
        const { x, y } = placeAt(camera, middle, sight);
        expect(x >= 0 && x <= world.width && y >= 0 && y <= world.height).toBe(true);
        expect(pointOf(camera, placeAt(camera, middle, sight), sight).x).toBeCloseTo(middle.x, 6);
      }),
    );
  });
  test("asks for more than it sees, and not again for a small step", () => {
    const camera = zoomAt(start, 8, { x: 450, y: 300 }, room);
    const asked = wantedFor(camera, sight);
    expect(serves(asked, camera, sight)).toBe(true);
    expect(serves(asked, panBy(camera, { x: 90, y: -60 }, room), sight)).toBe(true);
    expect(serves(asked, panBy(camera, { x: 900, y: 0 }, room), sight)).toBe(false);
    expect(serves(asked, zoomAt(camera, 4, { x: 0, y: 0 }, room), sight)).toBe(false);
    expect(serves(asked, start, sight)).toBe(false);
  });
});

describe("a cell in words", () => {
  const cell: DensityProbe = {
    x: 0,
    y: 0,
    cell: 4,
    node: "n1",
    count: 15,
    places: 16,
    least: 0,
    mean: 2.5,
    most: 7,
    states: { waiting: 14, blocked: 1 },
    first: "<n1.17>",
    last: "<n1.32>",
    top: { pid: "<n1.20>", label: "resident", status: "blocked" },
  };
  test("says how many live there and from where to where their values go", () => {
    expect(probeLines("mailbox", cell)).toEqual([
      "15 of 16 places live, <n1.17> to <n1.32>",
      "0\u00a0messages to 7\u00a0messages, mean 2.50\u00a0messages",
    ]);
    expect(probeLines("state", { ...cell, least: null, mean: null, most: null })[1]).toBe(
      "14 waiting, 1 blocked",
    );
  });
  test("names the only one, and says when there is nobody", () => {
    const one = { ...cell, cell: 1, count: 1, places: 1, least: 1, mean: 1, most: 1 };
    expect(probeLines("mailbox", one)).toEqual(["resident <n1.20>", "blocked, 1\u00a0message"]);
    expect(probeLines("mailbox", { ...cell, count: 0 })).toEqual(["Nobody lives in these 16 places"]);
  });
  test("carries the unit of its measure", () => {
    expect(valueText("activity", 12.34)).toBe("12.3\u00a0messages/s");
    expect(valueText("age", 4.5)).toBe("4.50\u00a0s");
    expect(valueText("busy", 3)).toBe("3\u00a0%");
  });
  test("a root scale gives small values room", () => {
    const scale = { max: 100, curve: "root", of: "mean", windowUs: null } as const;
    expect(valueAt(scale, 0.5)).toBe(25);
    expect(valueAt({ ...scale, curve: "linear" }, 0.5)).toBe(50);
  });
});

test("only what the browser attributes to the worker counts as its memory", () => {
  const worker = { bytes: 600, attribution: [{ scope: "DedicatedWorkerGlobalScope" }] };
  const page = { bytes: 50, attribution: [{ scope: "Window" }] };
  expect(workerBytes([worker, page, { bytes: 9, attribution: [] }])).toBe(600);
});
