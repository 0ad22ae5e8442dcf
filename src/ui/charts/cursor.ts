/**
 * The time cursor shared by all charts of a lens: one virtual time, or none. It is a time and not an index, because
 * charts may have different samples and their windows slide while the run goes on.
 */
import { createStore, type StoreApi } from "zustand/vanilla";

export interface ChartCursor {
  /** Virtual time under the cursor in seconds; null while nothing is pointed at. */
  readonly atS: number | null;
  /** The chart being read with the keyboard; only that one speaks. */
  readonly speaking: string | null;
}

export type ChartCursorStore = StoreApi<ChartCursor>;

export function createChartCursor(): ChartCursorStore {
  return createStore<ChartCursor>(() => ({ atS: null, speaking: null }));
}

/** Index of the sample nearest to `atS`; null without samples or when the time lies outside of them. */
export function nearestIndex(timeS: readonly number[], atS: number): number | null {
  const after = firstAtOrAfter(timeS, atS);
  const last = timeS.length - 1;
  if (last < 0) return null;
  const step = last > 0 ? ((timeS[last] ?? 0) - (timeS[0] ?? 0)) / last : 1;
  if (after > last) return atS - (timeS[last] ?? 0) <= step ? last : null;
  if (after === 0) return (timeS[0] ?? 0) - atS <= step ? 0 : null;
  return atS - (timeS[after - 1] ?? 0) < (timeS[after] ?? 0) - atS ? after - 1 : after;
}

/** Index of the sample that holds at `atS` on a step line: the last one not after it; null before the first. */
export function holdingIndex(timeS: readonly number[], atS: number): number | null {
  const after = firstAtOrAfter(timeS, atS);
  if (timeS[after] === atS) return after;
  return after > 0 ? after - 1 : null;
}

export type CursorKey = "ArrowLeft" | "ArrowRight" | "PageUp" | "PageDown" | "Home" | "End";

const PAGE_SAMPLES = 10;

/** The sample the cursor moves to; without a cursor the last sample is taken first. */
export function moveIndex(index: number | null, key: CursorKey, length: number): number | null {
  if (length === 0) return null;
  const last = length - 1;
  const from = index ?? last;
  const target = {
    ArrowLeft: index === null ? last : from - 1,
    ArrowRight: index === null ? last : from + 1,
    PageUp: from - PAGE_SAMPLES,
    PageDown: from + PAGE_SAMPLES,
    Home: 0,
    End: last,
  }[key];
  return Math.min(last, Math.max(0, target));
}

export function isCursorKey(key: string): key is CursorKey {
  return ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"].includes(key);
}

function firstAtOrAfter(timeS: readonly number[], atS: number): number {
  let low = 0;
  let high = timeS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeS[middle] ?? 0) < atS) low = middle + 1;
    else high = middle;
  }
  return low;
}
