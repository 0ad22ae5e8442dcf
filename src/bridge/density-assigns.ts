/** Assigns of the density lens. Conventions as in `assigns.ts`. */

import type { ProcessStatus } from "./assigns.ts";

/**
 * What a picture can be coloured by: the state; messages handled per second of late; messages waiting; age; messages
 * handled in all; share of life on a scheduler; everything held (messages, links, monitors, aliases, answers).
 */
export type DensityMeasure = "state" | "activity" | "mailbox" | "age" | "handled" | "busy" | "held";

export const DENSITY_MEASURES: readonly DensityMeasure[] = [
  "state",
  "activity",
  "mailbox",
  "age",
  "handled",
  "busy",
  "held",
];

/** Status codes of the measure "state", from the ordinary to the rare: index 0 stands for nobody. */
export const DENSITY_STATES: readonly (ProcessStatus | null)[] = [
  null,
  "waiting",
  "blocked",
  "ready",
  "running",
  "suspended",
];

/** A `level` of the measure "state" is the code of the rarest state in the cell times this, plus its share in 31sts. */
export const DENSITY_STATE_STEP = 32;

/**
 * Density: all processes as a raster, each at its own place for life. Parameters: `measure`; the part wanted as `x`,
 * `y`, `width`, `height` in places (left out: everything); `cells`, the most cells per side; `probeX`, `probeY`, a
 * place of which more is wanted; `follow`, a pid whose place is wanted; `table`, whether `summary` is.
 */
export interface DensityAssigns {
  readonly measure: DensityMeasure;
  /** Living processes in all. */
  readonly total: number;
  /** The whole picture in places. Every node has a tile; tiles lie in rows of `across`, `stride` places apart. */
  readonly world: DensityWorld;
  /** What the raster covers: origin in places, places per side of a cell, columns and rows of cells. */
  readonly raster: DensityRaster;
  /** Per cell, row by row: how much of it lives, 0 nobody … 255 every place. */
  readonly alive: Uint8Array;
  /** Per cell: 0 … 255 on the scale, or the rarest state in it with its share (DENSITY_STATE_STEP). */
  readonly level: Uint8Array;
  readonly scale: DensityScale;
  /** Living processes in the raster, and how many are in each state. */
  readonly shown: number;
  readonly states: Readonly<Partial<Record<ProcessStatus, number>>>;
  readonly probe: DensityProbe | null;
  readonly followed: DensityPlace | null;
  /** The processes in the raster one by one, when they are few. */
  readonly near: readonly DensityProcess[];
  readonly summary: DensitySummary | null;
}

export interface DensityWorld {
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly strideX: number;
  readonly strideY: number;
  readonly across: number;
  readonly nodes: readonly string[];
}

export interface DensityRaster {
  readonly x: number;
  readonly y: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
}

export interface DensityScale {
  /** Value of the last colour; larger ones have it too. */
  readonly max: number;
  /** "root": a level of half the scale stands for a quarter of `max`. */
  readonly curve: "linear" | "root";
  /** What the colour of a cell of several processes is. */
  readonly of: "mean" | "largest" | "rarest";
  /** Time over which activity was counted; null for other measures. */
  readonly windowUs: number | null;
}

export interface DensityPlace {
  readonly pid: string;
  readonly x: number;
  readonly y: number;
}

export interface DensityProcess extends DensityPlace {
  readonly label: string;
  readonly status: ProcessStatus;
  readonly mailbox: number;
  readonly value: number;
}

/** A cell in words. `value` fields are in the unit of the measure; null for the state. */
export interface DensityProbe {
  readonly x: number;
  readonly y: number;
  readonly cell: number;
  readonly node: string;
  readonly count: number;
  readonly places: number;
  readonly least: number | null;
  readonly mean: number | null;
  readonly most: number | null;
  readonly states: Readonly<Partial<Record<ProcessStatus, number>>>;
  /** The first and the last process of the cell, and the one with the largest value. */
  readonly first: string | null;
  readonly last: string | null;
  readonly top: { readonly pid: string; readonly label: string; readonly status: ProcessStatus } | null;
}

export interface DensitySummary {
  /** Over the processes in the raster, smallest value at or below which such a share of them lies. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  /** The cells with the largest colour value, largest first. */
  readonly cells: readonly DensityProbe[];
}
