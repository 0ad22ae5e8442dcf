/**
 * Where a process has its place in the density picture: for life, and near those that were born around the same time.
 *
 * Every node has a tile. A tile is rows of square blocks in reading order; inside a block the slots follow a Hilbert
 * curve. So a square of places that lies on the grid of a power of two is a run of consecutive slots, and adding up a
 * cell is one pass over neighbours.
 *
 * Invariant: `visitCells` names every slot of the asked part exactly once, and in ascending order for each node.
 */

import type { DensityRaster, DensityWorld } from "../density-assigns.ts";

/** Blocks have at most 2^6 places a side, and a tile at least a dozen blocks if it can. */
const BLOCK_ORDER_MAX = 6;
const BLOCKS_MIN = 12;

export interface Layout {
  readonly world: DensityWorld;
  /** Places per side of a block, a power of two, and blocks per row. */
  readonly block: number;
  readonly blocksAcross: number;
  /** Slots of a node that have a place. */
  readonly capacity: number;
}

/** A layout for nodes with up to `slots` processes each. */
export function layOut(nodes: readonly string[], slots: number): Layout {
  let order = BLOCK_ORDER_MAX;
  while (order > 0 && Math.ceil(slots / 4 ** order) < BLOCKS_MIN) order--;
  const block = 2 ** order;
  const blocks = Math.max(1, Math.ceil(slots / block ** 2));
  const blocksAcross = Math.ceil(Math.sqrt(blocks));
  const blocksDown = Math.ceil(blocks / blocksAcross);
  const across = Math.ceil(Math.sqrt(nodes.length));
  const down = Math.ceil(nodes.length / across);
  const tileWidth = blocksAcross * block;
  const tileHeight = blocksDown * block;
  // Tiles stand one block apart, so that cells of every size lie on the grid of each of them.
  const [strideX, strideY] = [tileWidth + block, tileHeight + block];
  const width = across * strideX - block;
  const height = down * strideY - block;
  const world = { width, height, tileWidth, tileHeight, strideX, strideY, across, nodes };
  return { world, block, blocksAcross, capacity: blocksAcross * blocksDown * block ** 2 };
}

export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The raster that covers a part with at most `cells` cells a side: the finest cells that fit, on their own grid. */
export function rasterFor({ world, block }: Layout, part: Part, cells: number): DensityRaster {
  const left = clamp(part.x, 0, world.width);
  const top = clamp(part.y, 0, world.height);
  const right = clamp(part.x + part.width, left, world.width);
  const bottom = clamp(part.y + part.height, top, world.height);
  let cell = 1;
  while (cell < block && Math.max(right - left, bottom - top) > cells * cell) cell *= 2;
  const x = Math.floor(left / cell) * cell;
  const y = Math.floor(top / cell) * cell;
  const columns = Math.max(1, Math.ceil((right - x) / cell));
  const rows = Math.max(1, Math.ceil((bottom - y) / cell));
  return { x, y, cell, columns, rows };
}

/** Told of a cell: its index in the raster, its node, and its run of slots. */
export type Visit = (index: number, node: number, firstSlot: number, endSlot: number) => void;

/** Visits the cells of a raster, node by node in the order of their slots. */
export function visitCells(layout: Layout, raster: DensityRaster, visit: Visit): void {
  const { world, block, blocksAcross } = layout;
  const blocks = layout.capacity / block ** 2;
  for (let node = 0; node < world.nodes.length; node++) {
    const tileX = (node % world.across) * world.strideX;
    const tileY = Math.floor(node / world.across) * world.strideY;
    for (let number = 0; number < blocks; number++) {
      const x = tileX + (number % blocksAcross) * block;
      const y = tileY + Math.floor(number / blocksAcross) * block;
      visitBlock(raster, { node, x, y, block, firstSlot: number * block ** 2 }, visit);
    }
  }
}

interface Block {
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly block: number;
  readonly firstSlot: number;
}

function visitBlock(raster: DensityRaster, at: Block, visit: Visit): void {
  const { cell, columns, rows } = raster;
  const column = (at.x - raster.x) / cell;
  const row = (at.y - raster.y) / cell;
  const side = at.block / cell;
  if (column + side <= 0 || row + side <= 0 || column >= columns || row >= rows) return;
  const { xs, ys } = curve(Math.log2(side));
  const run = cell ** 2;
  for (let d = 0; d < xs.length; d++) {
    const c = column + (xs[d] as number);
    const r = row + (ys[d] as number);
    if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
    const first = at.firstSlot + d * run;
    visit(r * columns + c, at.node, first, first + run);
  }
}

/** Place of a slot; undefined when the layout has none for it. */
export function placeOf(
  layout: Layout,
  node: number,
  slot: number,
): { readonly x: number; readonly y: number } | undefined {
  const { world, block, blocksAcross, capacity } = layout;
  if (slot >= capacity) return undefined;
  const number = Math.floor(slot / block ** 2);
  const { xs, ys } = curve(Math.log2(block));
  const d = slot % block ** 2;
  return {
    x: (node % world.across) * world.strideX + (number % blocksAcross) * block + (xs[d] as number),
    y:
      Math.floor(node / world.across) * world.strideY +
      Math.floor(number / blocksAcross) * block +
      (ys[d] as number),
  };
}

interface Curve {
  readonly xs: Uint8Array;
  readonly ys: Uint8Array;
}

const curves: Curve[] = [];

/** The Hilbert curve of 4^order points (Hilbert 1891; step by step as in Warren, "Hacker's Delight", ch. 16). */
function curve(order: number): Curve {
  const known = curves[order];
  if (known !== undefined) return known;
  const count = 4 ** order;
  const made = { xs: new Uint8Array(count), ys: new Uint8Array(count) };
  for (let d = 0; d < count; d++) {
    let [x, y, rest] = [0, 0, d];
    for (let side = 1; side < 2 ** order; side *= 2) {
      const right = 1 & (rest >> 1);
      const up = 1 & (rest ^ right);
      if (up === 0) {
        if (right === 1) [x, y] = [side - 1 - x, side - 1 - y];
        [x, y] = [y, x];
      }
      x += side * right;
      y += side * up;
      rest >>= 2;
    }
    made.xs[d] = x;
    made.ys[d] = y;
  }
  curves[order] = made;
  return made;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
