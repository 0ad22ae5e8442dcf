import { describe, expect, test } from "vitest";
import { stageFixture } from "../../../testkit/assigns-fixture.ts";
import type { StageAssigns } from "../../../view/index.ts";
import { findIslands, shapeIslands } from "./islands.ts";
import { boxesOverlap } from "./plane.ts";
import { layoutRing } from "./ring-layout.ts";

/** The fixture's nodes, all up, with these island numbers. */
function stage(islands: readonly number[]): StageAssigns {
  const base = stageFixture();
  const nodes = Object.fromEntries(
    base.order.map((id, i) => {
      const node = base.nodes[id];
      if (node === undefined) throw new Error(id);
      return [id, { ...node, status: "up" as const, island: islands[i] ?? 0 }];
    }),
  );
  return { ...base, nodes };
}

describe("islands", () => {
  test("a whole cluster has none to outline", () => expect(findIslands(stage([0, 0, 0, 0, 0]))).toEqual([]));
  test("are lettered in the order of their first nodes, with a caption in words", () => {
    const found = findIslands(stage([7, 7, 2, 2, 7]));
    expect(found.map((island) => island.caption)).toEqual(["island A: n1 n2 n5", "island B: n3 n4"]);
  });
  test("a node that is down is not called an island", () => {
    const data = stage([0, 0, 1, 0, 0]);
    const n3 = data.nodes["n3"];
    if (n3 === undefined) throw new Error("n3");
    expect(findIslands({ ...data, nodes: { ...data.nodes, n3: { ...n3, status: "down" } } })).toEqual([]);
  });
  test("captions of three islands lie inside the room and do not overlap", () => {
    const data = stage([0, 1, 1, 2, 2]);
    const ring = layoutRing({ width: 1000, height: 640 }, 5);
    const shapes = shapeIslands(findIslands(data), data.order, ring);
    const boxes = shapes.map(({ caption, captionAt }) => {
      const width = caption.length * 6.6;
      return { x: captionAt.x - width / 2, y: captionAt.y - 8, width, height: 16 };
    });
    boxes.forEach((box, i) => {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(640);
      for (const other of boxes.slice(i + 1)) expect(boxesOverlap(box, other)).toBe(false);
    });
    for (const shape of shapes) expect(shape.path).toMatch(/^M.*Z$/);
  });
});
