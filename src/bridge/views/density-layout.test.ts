import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Layout, layOut, placeOf, rasterFor, visitCells } from "./density-layout.ts";

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i + 1}`);

/** Slots named for each cell of a raster over a part. */
function visited(
  layout: Layout,
  part: { x: number; y: number; width: number; height: number },
  cells: number,
) {
  const raster = rasterFor(layout, part, cells);
  const found: { index: number; node: number; first: number; end: number }[] = [];
  visitCells(layout, raster, (index, node, first, end) => found.push({ index, node, first, end }));
  return { raster, found };
}

const everything = ({ world }: Layout) => ({ x: 0, y: 0, width: world.width, height: world.height });

describe("places", () => {
  test("a million and its keepers fit on 1,024 by 1,024, in blocks that are districts", () => {
    const { world, block, blocksAcross, capacity } = layOut(["n1"], 1_000_251);
    expect({ width: world.width, height: world.height, block, blocksAcross }).toEqual({
      width: 1_024,
      height: 1_024,
      block: 64,
      blocksAcross: 16,
    });
    expect(capacity).toBe(2 ** 20);
  });

  test("every slot has one place of its own, and it is where a raster of single places finds it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 7 }), (slots, nodes) => {
        const layout = layOut(names(nodes), slots);
        expect(layout.capacity).toBeGreaterThanOrEqual(slots);
        const { raster, found } = visited(layout, everything(layout), 10_000);
        expect(raster.cell).toBe(1);
        expect(found).toHaveLength(nodes * layout.capacity);
        expect(new Set(found.map(({ index }) => index)).size).toBe(found.length);
        const astray = found.filter(({ index, node, first }) => {
          const place = placeOf(layout, node, first);
          return place === undefined || place.y * raster.columns + place.x !== index;
        });
        expect(astray).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("neighbours in age are neighbours in place within a block", () => {
    const layout = layOut(["n1"], 50_000);
    for (let slot = 1; slot < layout.block ** 2; slot++) {
      const [a, b] = [placeOf(layout, 0, slot - 1), placeOf(layout, 0, slot)];
      expect(Math.abs((a?.x ?? 0) - (b?.x ?? 0)) + Math.abs((a?.y ?? 0) - (b?.y ?? 0))).toBe(1);
    }
  });
});

describe("a raster", () => {
  test("covers what is asked with at most so many cells a side, each slot in one cell, in the order of slots", () => {
    const part = fc.record({
      x: fc.integer({ min: -50, max: 400 }),
      y: fc.integer({ min: -50, max: 400 }),
      width: fc.integer({ min: 1, max: 500 }),
      height: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(
        part,
        fc.integer({ min: 16, max: 512 }),
        fc.integer({ min: 1, max: 5 }),
        (wanted, cells, nodes) => {
          const layout = layOut(names(nodes), 20_000);
          const { raster, found } = visited(layout, wanted, cells);
          // A part that does not begin on the grid may need one cell more.
          if (raster.cell < layout.block)
            expect(Math.max(raster.columns, raster.rows)).toBeLessThanOrEqual(cells + 1);
          const disordered = found.filter(({ node, first, end }, i) => {
            const last = found[i - 1] ?? { node: -1, end: 0 };
            const isAfter = node > last.node || (node === last.node && first >= last.end);
            return !isAfter || end - first !== raster.cell ** 2;
          });
          expect(disordered).toEqual([]);
          expect(new Set(found.map(({ index }) => index)).size).toBe(found.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
