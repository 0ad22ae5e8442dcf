/**
 * Fewer points for drawing, same picture: of every bucket of samples the one with the lowest and the one with the
 * highest value stay, so no peak is lost. The cursor and the table still use every sample.
 */
import type { ChartBand, ChartData, ChartLine } from "./chart-types.ts";

/** More points than this cannot be told apart on a chart of this size. */
export const POINTS_MAX = 400;

/** The data with at most about `pointsMax` samples; the first and the last one always stay. */
export function thinData(data: ChartData, pointsMax: number = POINTS_MAX): ChartData {
  const count = data.timeS.length;
  if (count <= pointsMax) return data;
  const kept = keptIndices(data, Math.ceil((2 * count) / pointsMax));
  return {
    ...data,
    timeS: pickNumbers(data.timeS, kept),
    lines: data.lines.map((line): ChartLine => ({ ...line, values: pick(line.values, kept) })),
    bands: data.bands.map(
      (band): ChartBand => ({ ...band, low: pick(band.low, kept), high: pick(band.high, kept) }),
    ),
    ...(data.ghosts === undefined
      ? {}
      : { ghosts: data.ghosts.map((line) => ({ ...line, values: pick(line.values, kept) })) }),
  };
}

function keptIndices(data: ChartData, bucket: number): number[] {
  const last = data.timeS.length - 1;
  const kept = new Set<number>([0, last]);
  for (let from = 0; from <= last; from += bucket) {
    const to = Math.min(last + 1, from + bucket);
    for (const index of extremesBetween(data, from, to)) kept.add(index);
  }
  return [...kept].sort((a, b) => a - b);
}

function extremesBetween(data: ChartData, from: number, to: number): readonly [number, number] {
  let lowAt = from;
  let highAt = from;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = from; index < to; index++) {
    for (const value of valuesAt(data, index)) {
      if (value < low) {
        low = value;
        lowAt = index;
      }
      if (value > high) {
        high = value;
        highAt = index;
      }
    }
  }
  return [lowAt, highAt];
}

function valuesAt(data: ChartData, index: number): number[] {
  const values = data.lines.map((line) => line.values[index] ?? null);
  for (const line of data.ghosts ?? []) values.push(line.values[index] ?? null);
  for (const band of data.bands) values.push(band.low[index] ?? null, band.high[index] ?? null);
  return values.filter((value) => value !== null);
}

function pick(values: readonly (number | null)[], indices: readonly number[]): (number | null)[] {
  return indices.map((index) => values[index] ?? null);
}

function pickNumbers(values: readonly number[], indices: readonly number[]): number[] {
  return indices.map((index) => values[index] ?? 0);
}
