/** A cell of the density picture in words and numbers, the processes one by one where they are few, and the summary. */

import type { Node, Process } from "../../sim/index.ts";
import type {
  DensityMeasure,
  DensityProbe,
  DensityProcess,
  DensityRaster,
  DensitySummary,
} from "../density-assigns.ts";
import { type Layout, visitCells } from "./density-layout.ts";
import type { ValueOf } from "./density-measure.ts";
import { createStateCount, type Picture } from "./density-raster.ts";
import { factsOf, statusOf } from "./process-facts.ts";

export interface Scene {
  readonly nodes: readonly Node[];
  readonly layout: Layout;
  readonly raster: DensityRaster;
  readonly measure: DensityMeasure;
  readonly worth: ValueOf;
}

const NEAR_CELLS_MAX = 2_048;
const TOP_CELLS = 8;
const QUANTILES = [0, 0.25, 0.5, 0.75, 0.9, 0.99, 1];

/** What is in the cell over a place; null where there is no place of a process. */
export function probeAt(scene: Scene, x: number, y: number): DensityProbe | null {
  const { cell } = scene.raster;
  const at = { x: Math.floor(x / cell) * cell, y: Math.floor(y / cell) * cell };
  const { width, height } = scene.layout.world;
  if (at.x < 0 || at.y < 0 || at.x >= width || at.y >= height) return null;
  let probe: DensityProbe | null = null;
  visitCells(scene.layout, { ...at, cell, columns: 1, rows: 1 }, (_index, nodeIndex, first, end) => {
    const node = scene.nodes[nodeIndex] as Node;
    const living = node.slots.slice(first, end).filter((process) => process !== undefined);
    probe = { ...at, cell, places: end - first, node: node.name, ...describe(scene, node, living) };
  });
  return probe;
}

function describe(
  { measure, worth }: Scene,
  node: Node,
  living: readonly Process[],
): Omit<DensityProbe, "x" | "y" | "cell" | "places" | "node"> {
  const states = createStateCount();
  let least = Number.POSITIVE_INFINITY;
  let sum = 0;
  let top: Process | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const process of living) {
    const value = worth(process);
    states.add(process);
    sum += value;
    least = Math.min(least, value);
    if (value > most) [most, top] = [value, process];
  }
  const hasValues = top !== undefined && measure !== "state";
  return {
    count: living.length,
    least: hasValues ? least : null,
    mean: hasValues ? sum / living.length : null,
    most: hasValues ? most : null,
    states: states.read(),
    first: living[0]?.pid.toString() ?? null,
    last: living.at(-1)?.pid.toString() ?? null,
    top:
      top === undefined
        ? null
        : { pid: top.pid.toString(), label: factsOf(node, top).label, status: statusOf(top) },
  };
}

/** The processes of the raster one by one; none when there are too many to be drawn with their names. */
export function nearIn({ nodes, layout, raster, worth }: Scene): readonly DensityProcess[] {
  if (raster.cell > 1 || raster.columns * raster.rows > NEAR_CELLS_MAX) return [];
  const near: DensityProcess[] = [];
  visitCells(layout, raster, (index, nodeIndex, slot) => {
    const node = nodes[nodeIndex] as Node;
    const process = node.slots[slot];
    if (process === undefined) return;
    near.push({
      pid: process.pid.toString(),
      x: raster.x + (index % raster.columns),
      y: raster.y + Math.floor(index / raster.columns),
      label: factsOf(node, process).label,
      status: statusOf(process),
      mailbox: process.mailboxLength,
      value: worth(process),
    });
  });
  return near;
}

/** How the values are spread, and the cells that stand out. */
export function summaryOf(scene: Scene, picture: Picture): DensitySummary {
  const { nodes, layout, raster, measure, worth } = scene;
  const cells = topCells(picture.values, picture.alive).map((index) => {
    const x = raster.x + (index % raster.columns) * raster.cell;
    const y = raster.y + Math.floor(index / raster.columns) * raster.cell;
    return probeAt(scene, x, y);
  });
  const summary = { quantiles: [], cells: cells.filter((cell) => cell !== null) };
  if (measure === "state") return summary;
  const values = new Float64Array(picture.shown);
  let at = 0;
  visitCells(layout, raster, (_index, nodeIndex, first, end) => {
    const { slots } = nodes[nodeIndex] as Node;
    for (let slot = first; slot < Math.min(end, slots.length); slot++) {
      const process = slots[slot];
      if (process !== undefined && at < values.length) values[at++] = worth(process);
    }
  });
  values.sort();
  const quantiles = QUANTILES.map((share) => ({
    share,
    value: values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? 0,
  }));
  return { ...summary, quantiles: values.length === 0 ? [] : quantiles };
}

/** Indices of the cells with the largest values, largest first. */
function topCells(values: Float32Array, alive: Uint8Array): number[] {
  const top: number[] = [];
  for (let index = 0; index < values.length; index++) {
    if (alive[index] === 0) continue;
    const value = values[index] as number;
    if (top.length === TOP_CELLS && value <= (values[top[TOP_CELLS - 1] as number] as number)) continue;
    let place = top.length;
    while (place > 0 && (values[top[place - 1] as number] as number) < value) place--;
    top.splice(place, 0, index);
    if (top.length > TOP_CELLS) top.pop();
  }
  return top;
}
