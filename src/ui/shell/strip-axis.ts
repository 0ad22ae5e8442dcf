/**
 * The time axis of the overview strip: where a moment stands, which moment stands at a place, ticks, and the event
 * density as an outline.
 *
 * Invariants
 * - The end of the axis depends on nothing but how far the run has come, and grows in steps of 1, 2 and 5 times a
 *   power of ten, so that the picture stands still while the run goes on.
 * - `timeAt(axis, xOf(axis, us))` is `us` up to half a pixel.
 */
import type { EventDensity } from "../../view/index.ts";

export interface Axis {
  readonly endUs: number;
  /** Pixels from the left edge to time 0. */
  readonly left: number;
  /** Pixels from time 0 to `endUs`. */
  readonly width: number;
}

const AXIS_MIN_US = 10_000_000;
/** Free room beyond what is known, so that a running clock does not stand at the edge. */
const HEADROOM = 1.1;
const STEPS = [1, 2, 5] as const;
const US_PER_S = 1_000_000;
/** Ticks closer than this would run into each other's labels. */
const TICK_PX_MIN = 72;

/** End of an axis for a run that has reached `reachedUs` on its farthest branch. */
export function axisEndUs(reachedUs: number): number {
  return roundUp(Math.max(AXIS_MIN_US, reachedUs * HEADROOM));
}

export function xOf(axis: Axis, us: number): number {
  return axis.left + (us / axis.endUs) * axis.width;
}

/** The moment at a place, within the axis, in whole microseconds. */
export function timeAt(axis: Axis, x: number): number {
  if (axis.width <= 0) return 0;
  const share = Math.min(1, Math.max(0, (x - axis.left) / axis.width));
  return Math.round(share * axis.endUs);
}

/** Moments of the ticks, 0 and where it fits the end included. */
export function ticksOf(axis: Axis): readonly number[] {
  const fitting = Math.max(1, Math.floor(axis.width / TICK_PX_MIN));
  const stepUs = roundUp(Math.max(US_PER_S, axis.endUs / fitting));
  const ticks: number[] = [];
  for (let us = 0; us <= axis.endUs; us += stepUs) ticks.push(us);
  return ticks;
}

/**
 * The outline of the density from left to right as x, y, x, y …, one step per bin, closed on the base line by the
 * caller. Heights grow with the square root, so that quiet stretches stay visible beside a burst.
 */
export function densityOutline(
  { binUs, counts }: EventDensity,
  axis: Axis,
  place: { readonly untilUs: number; readonly baseY: number; readonly height: number },
): readonly number[] {
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  const outline: number[] = [];
  if (most === 0) return outline;
  for (let bin = 0; bin < counts.length && bin * binUs < place.untilUs; bin++) {
    const y = place.baseY - place.height * Math.sqrt((counts[bin] ?? 0) / most);
    const endUs = Math.min((bin + 1) * binUs, place.untilUs);
    outline.push(xOf(axis, bin * binUs), y, xOf(axis, endUs), y);
  }
  return outline;
}

/** The next 1, 2 or 5 times a power of ten. */
function roundUp(wanted: number): number {
  let power = 1;
  while (power * 10 <= wanted) power *= 10;
  return power * (STEPS.find((step) => power * step >= wanted) ?? 10);
}
