/**
 * What a chart says at one moment, as data: shown above the picture, read aloud at the cursor, and nowhere
 * formatted twice.
 */
import type { ChartData, ChartLine } from "./chart-types.ts";
import { holdingIndex, nearestIndex } from "./cursor.ts";

export interface ReadValue {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

export interface Readout {
  /** Virtual time of the values in seconds; null where the chart has no sample at the cursor. */
  readonly timeS: number | null;
  /** True while the cursor is somewhere; false when these are the newest values. */
  readonly atCursor: boolean;
  readonly values: readonly ReadValue[];
  /** The same of the run this one is compared with. */
  readonly ghosts: readonly ReadValue[];
  /** Labels of the marks at that moment. */
  readonly marks: readonly string[];
}

/** Writes one value of this chart without its unit. */
export type ValueFormat = (value: number | null) => string;

/** The sample of this chart that belongs to the cursor; the newest one without a cursor. */
export function indexAt(data: ChartData, atS: number | null): number | null {
  if (data.timeS.length === 0) return null;
  if (atS === null) return data.timeS.length - 1;
  return data.stepped ? holdingIndex(data.timeS, atS) : nearestIndex(data.timeS, atS);
}

export function readoutAt(data: ChartData, atS: number | null, format: ValueFormat): Readout {
  const index = indexAt(data, atS);
  const read = (line: ChartLine): ReadValue => ({
    id: line.id,
    label: line.label,
    text: format(index === null ? null : (line.values[index] ?? null)),
  });
  const values = data.lines.map(read);
  const ghosts = (data.ghosts ?? []).map(read);
  const timeS = atS !== null && data.stepped ? atS : index === null ? null : (data.timeS[index] ?? null);
  return { timeS, atCursor: atS !== null, values, ghosts, marks: atS === null ? [] : marksNear(data, index) };
}

/** One sentence for the live region; the unit is said once. */
export function readoutSentence(readout: Readout, unit: string): string {
  if (readout.timeS === null) return "no sample here";
  const parts = [...readout.values, ...readout.ghosts].map((value) => `${value.label} ${value.text}`);
  const suffix = unit === "" ? "" : ` ${unit}`;
  return [`${secondsText(readout.timeS)}: ${parts.join(", ")}${suffix}`, ...readout.marks].join("; ");
}

/** `t 12.0 s`, as on every clock of the page. */
export function secondsText(timeS: number): string {
  return `t\u00a0${timeS.toFixed(1)}\u00a0s`;
}

function marksNear(data: ChartData, index: number | null): readonly string[] {
  if (index === null) return [];
  const here = data.timeS[index] ?? 0;
  const before = data.timeS[index - 1] ?? Number.NEGATIVE_INFINITY;
  return data.marks.filter((mark) => mark.atS > before && mark.atS <= here).map((mark) => mark.label);
}
