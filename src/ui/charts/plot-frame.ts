/**
 * Where things are inside a plot: the mapping between data and pixels that the drawing, the cursor and the labels
 * share. Because we fix the domain, the ticks and the margins ourselves, the overlay needs nothing from the drawing
 * library and moving the cursor redraws no chart.
 */
import { type ChartData, DIRECT_LABELS_MAX } from "./chart-types.ts";
import { type Axis, timeAxis, valueAxis } from "./ticks.ts";

export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly log: boolean;
}

/** Pixels kept free around the plot area: unit and marks above, axis labels left and below, names on the right. */
const LEFT_MIN = 48;
const LEFT_MAX = 120;
const CHAR_WIDTH = 8;
const TICK_DISTANCE = 90;
const TOP = 22;
const BOTTOM = 22;
const RIGHT = 14;
const RIGHT_WITH_LABELS_MAX = 112;
/** A plot narrower than this has no room for names at the ends of lines. */
const DIRECT_LABELS_WIDTH_MIN = 320;

/** The frame for this data in a box of `width` × `height` pixels. */
export function plotFrame(data: ChartData, width: number, height: number): PlotFrame {
  const extremes = extremesOf(data);
  const y = valueAxis(extremes.low, extremes.high, data.scale, height < 120 ? 2 : 4);
  const chars = y.labels.reduce((most, label) => Math.max(most, label.length), data.axisCharsMin);
  const left = Math.min(LEFT_MAX, Math.max(LEFT_MIN, chars * CHAR_WIDTH + 16));
  const right = directLabelsWidth(data, width);
  const [fromS, toS] = data.spanS ?? [data.timeS[0] ?? 0, data.timeS.at(-1) ?? 1];
  const x = timeAxis(fromS, toS, Math.max(2, Math.floor((width - left - right) / TICK_DISTANCE)));
  const log = data.scale.kind === "log" && data.scale.categories === null && y.low > 0;
  return {
    width,
    height,
    left,
    right,
    top: TOP,
    bottom: BOTTOM,
    x,
    y,
    log,
  };
}

/** True when the names of the lines are written at their ends. */
export function hasDirectLabels(data: ChartData, width: number): boolean {
  const lines = data.lines.length;
  return lines >= 2 && lines <= DIRECT_LABELS_MAX && width >= DIRECT_LABELS_WIDTH_MIN;
}

function directLabelsWidth(data: ChartData, width: number): number {
  if (!hasDirectLabels(data, width)) return RIGHT;
  const longest = data.lines.reduce((most, line) => Math.max(most, line.label.length), 0);
  return Math.min(RIGHT_WITH_LABELS_MAX, longest * CHAR_WIDTH + 14);
}

export function xToPx(frame: PlotFrame, timeS: number): number {
  const share = (timeS - frame.x.low) / (frame.x.high - frame.x.low);
  return frame.left + share * (frame.width - frame.left - frame.right);
}

export function pxToX(frame: PlotFrame, px: number): number {
  const share = (px - frame.left) / (frame.width - frame.left - frame.right);
  return frame.x.low + Math.min(1, Math.max(0, share)) * (frame.x.high - frame.x.low);
}

export function yToPx(frame: PlotFrame, value: number): number {
  const { low, high } = frame.y;
  const share = frame.log
    ? (Math.log10(Math.max(value, Number.MIN_VALUE)) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
    : (value - low) / (high - low);
  return frame.height - frame.bottom - share * (frame.height - frame.bottom - frame.top);
}

/** Moves positions apart until neighbours are at least `gap` apart, keeping their order and staying inside. */
export function spreadPositions(
  positions: readonly number[],
  gap: number,
  range: { readonly low: number; readonly high: number },
): number[] {
  const order = positions
    .map((_, index) => index)
    .sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0) || a - b);
  const placed = [...positions];
  let floor = range.low;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + gap;
  }
  let ceiling = range.high;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling);
    ceiling = (placed[index] ?? 0) - gap;
  }
  return placed;
}

function extremesOf(data: ChartData): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (values: readonly (number | null)[]) => {
    for (const value of values) {
      if (value === null || !Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  };
  for (const line of data.lines) take(line.values);
  for (const line of data.ghosts ?? []) take(line.values);
  for (const band of data.bands) {
    take(band.low);
    take(band.high);
  }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}
