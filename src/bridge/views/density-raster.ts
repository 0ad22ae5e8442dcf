/**
 * Adding up the processes of a raster: how many live in each cell, and the value its colour stands for. One pass over
 * the slots, into typed arrays; nothing is made per process.
 */

import type { Node, Process } from "../../sim/index.ts";
import type { ProcessStatus } from "../assigns.ts";
import {
  DENSITY_STATE_STEP,
  DENSITY_STATES,
  type DensityMeasure,
  type DensityRaster,
  type DensityScale,
} from "../density-assigns.ts";
import { type Layout, visitCells } from "./density-layout.ts";
import { niceAbove, shapeOf, stateCode, type ValueOf } from "./density-measure.ts";

export interface Picture {
  readonly alive: Uint8Array;
  readonly level: Uint8Array;
  /** Colour value of each cell, in the unit of the measure. */
  readonly values: Float32Array;
  readonly max: number;
  readonly shown: number;
  readonly states: Readonly<Partial<Record<ProcessStatus, number>>>;
}

const LEVELS = 255;
/** The scale ends where so many of the cells that are not 0 lie below; one hot process must not darken all others. */
const SCALE_SHARE = 0.995;
const SCALE_SAMPLE = 4_096;
/** A scale that is at most so much too wide is kept, so that the colours do not breathe. */
const SCALE_SLACK = 4;

export interface PaintOptions {
  readonly nodes: readonly Node[];
  readonly layout: Layout;
  readonly raster: DensityRaster;
  readonly measure: DensityMeasure;
  readonly worth: ValueOf;
  /** End of the scale of the picture before, of the same measure. */
  readonly lastMax: number | undefined;
}

export function paint(options: PaintOptions): Picture {
  return options.measure === "state" ? paintStates(options) : paintValues(options);
}

function paintValues({ nodes, layout, raster, measure, worth, lastMax }: PaintOptions): Picture {
  const cells = raster.columns * raster.rows;
  const alive = new Uint8Array(cells);
  const values = new Float32Array(cells);
  const takesMean = shapeOf(measure).of === "mean";
  let shown = 0;
  visitCells(layout, raster, (index, nodeIndex, firstSlot, endSlot) => {
    const slots = (nodes[nodeIndex] as Node).slots;
    const end = Math.min(endSlot, slots.length);
    let count = 0;
    let sum = 0;
    let most = 0;
    for (let slot = firstSlot; slot < end; slot++) {
      const process = slots[slot];
      if (process === undefined) continue;
      const value = worth(process);
      count++;
      sum += value;
      if (value > most) most = value;
    }
    if (count === 0) return;
    shown += count;
    alive[index] = shareOf(count, endSlot - firstSlot);
    values[index] = takesMean ? sum / count : most;
  });
  const max = scaleEnd(values, measure === "busy" ? 100 : undefined, lastMax);
  return { alive, values, max, shown, level: levelsOf(values, measure, max), states: {} };
}

/** The value of a cell is the share of its rarest state, rare before ordinary: what stands out is what is unusual. */
function paintStates({ nodes, layout, raster }: PaintOptions): Picture {
  const cells = raster.columns * raster.rows;
  const alive = new Uint8Array(cells);
  const level = new Uint8Array(cells);
  const values = new Float32Array(cells);
  const inCell = new Uint32Array(DENSITY_STATES.length);
  const inAll = new Array<number>(DENSITY_STATES.length).fill(0);
  let shown = 0;
  visitCells(layout, raster, (index, nodeIndex, firstSlot, endSlot) => {
    const slots = (nodes[nodeIndex] as Node).slots;
    const end = Math.min(endSlot, slots.length);
    inCell.fill(0);
    let count = 0;
    let rarest = 0;
    for (let slot = firstSlot; slot < end; slot++) {
      const process = slots[slot];
      if (process === undefined) continue;
      const code = stateCode(process);
      count++;
      (inCell[code] as number)++;
      (inAll[code] as number)++;
      if (code > rarest) rarest = code;
    }
    if (count === 0) return;
    shown += count;
    alive[index] = shareOf(count, endSlot - firstSlot);
    const share = (inCell[rarest] as number) / count;
    level[index] = rarest * DENSITY_STATE_STEP + Math.ceil(share * (DENSITY_STATE_STEP - 1));
    values[index] = rarest - 1 + share;
  });
  return { alive, values, max: 1, shown, level, states: byName(inAll) };
}

/** At least 1 when anybody lives there. */
function shareOf(count: number, places: number): number {
  return Math.max(1, Math.round((LEVELS * count) / places));
}

function scaleEnd(values: Float32Array, limit: number | undefined, lastMax: number | undefined): number {
  const step = Math.max(1, Math.floor(values.length / SCALE_SAMPLE));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step)
    if ((values[i] as number) > 0) sample.push(values[i] as number);
  const sorted = Float64Array.from(sample).sort();
  const top = sorted[Math.floor(SCALE_SHARE * (sorted.length - 1))] ?? 0;
  if (lastMax !== undefined && top <= lastMax && top * SCALE_SLACK >= lastMax) return lastMax;
  return Math.min(limit ?? Number.POSITIVE_INFINITY, niceAbove(top));
}

function levelsOf(values: Float32Array, measure: DensityMeasure, max: number): Uint8Array {
  const level = new Uint8Array(values.length);
  const isRoot: boolean = shapeOf(measure).curve === ("root" satisfies DensityScale["curve"]);
  for (let i = 0; i < values.length; i++) {
    const share = Math.min(1, (values[i] as number) / max);
    level[i] = Math.round(LEVELS * (isRoot ? Math.sqrt(share) : share));
  }
  return level;
}

function byName(counts: readonly number[]): Readonly<Partial<Record<ProcessStatus, number>>> {
  const states: Partial<Record<ProcessStatus, number>> = {};
  for (const [code, state] of DENSITY_STATES.entries()) {
    const count = counts[code] ?? 0;
    if (state !== null && count > 0) states[state] = count;
  }
  return states;
}

/** Counts of states, one process after the other. */
export function createStateCount(): { add(process: Process): void; read(): ReturnType<typeof byName> } {
  const counts = new Array<number>(DENSITY_STATES.length).fill(0);
  return {
    add(process) {
      (counts[stateCode(process)] as number)++;
    },
    read: () => byName(counts),
  };
}
