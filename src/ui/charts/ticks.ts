/**
 * Round numbers for axes: where the ticks stand, what they read, and the domain that holds the data between them.
 *
 * Invariants
 * - Ticks are ascending, lie inside the domain and are at most `count + 1` many.
 * - All ticks of an axis are written with the same number of decimals, so that they line up.
 */
import type { ValueScale } from "./chart-types.ts";

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

const TIME_STEPS_S = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600];
/** Values closer together than this, for their size, are taken as equal: rounding noise is no data. */
const SPAN_MIN = 1e-9;
const THOUSAND_SUFFIX = ["", "k", "M", "G", "T"];

/** The vertical axis for values between `low` and `high` (the data's own extremes). */
export function valueAxis(low: number, high: number, scale: ValueScale, count = 4): Axis {
  if (scale.categories !== null) return categoryAxis(scale.categories);
  if (scale.kind === "log" && low > 0) return logAxis(low, high);
  const from = scale.zeroBased ? Math.min(0, low) : low;
  const to = scale.zeroBased ? Math.max(0, high) : high;
  return linearAxis(from, to, count);
}

/** The time axis: exactly the span of the data, with ticks on round seconds. */
export function timeAxis(fromS: number, toS: number, count = 6): Axis {
  const high = toS > fromS ? toS : fromS + 1;
  const wanted = (high - fromS) / count;
  const step = TIME_STEPS_S.find((candidate) => candidate >= wanted) ?? niceStep(wanted);
  const ticks = multiplesOf(step, fromS, high);
  return { low: fromS, high, ticks, labels: ticks.map((tick) => tick.toFixed(decimalsOf(step))) };
}

/** The smallest of 1, 2 or 5 times a power of ten that is not below `wanted`. */
export function niceStep(wanted: number): number {
  if (!(wanted > 0) || !Number.isFinite(wanted)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function linearAxis(low: number, high: number, count: number): Axis {
  const largest = Math.max(Math.abs(low), Math.abs(high), 1);
  const span = high - low > SPAN_MIN * largest ? high - low : largest;
  const step = niceStep(span / count);
  const from = Math.floor(low / step + 1e-9) * step;
  const to = Math.max(Math.ceil(high / step - 1e-9) * step, from + step);
  const ticks = multiplesOf(step, from, to);
  return { low: from, high: to, ticks, labels: tickLabels(ticks, step) };
}

function logAxis(low: number, high: number): Axis {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(Math.ceil(Math.log10(high) - 1e-9), first + 1);
  const every = Math.ceil((last - first) / 5);
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return { low: Number(`1e${first}`), high: Number(`1e${last}`), ticks, labels: ticks.map(plainPower) };
}

function categoryAxis(categories: readonly string[]): Axis {
  const ticks = categories.map((_, index) => index);
  return { low: -0.5, high: Math.max(categories.length - 0.5, 0.5), ticks, labels: categories };
}

function multiplesOf(step: number, low: number, high: number): number[] {
  const ticks: number[] = [];
  const decimals = decimalsOf(step);
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    ticks.push(Number((i * step).toFixed(decimals)));
  }
  return ticks;
}

function decimalsOf(step: number): number {
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

function tickLabels(ticks: readonly number[], step: number): string[] {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
  const thousands = largest >= 10_000 ? Math.min(4, Math.floor(Math.log10(largest) / 3 + 1e-9)) : 0;
  const unit = 1000 ** thousands;
  const decimals = decimalsOf(step / unit);
  return ticks.map((tick) =>
    tick === 0 ? "0" : `${(tick / unit).toFixed(decimals)}${THOUSAND_SUFFIX[thousands]}`,
  );
}

function plainPower(value: number): string {
  const power = Math.round(Math.log10(value));
  if (power >= -4 && power <= 4) return power < 0 ? value.toFixed(-power) : String(value);
  return `1e${power}`;
}
