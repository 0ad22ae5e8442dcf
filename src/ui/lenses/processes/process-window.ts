/**
 * Which rows the worker is asked for while the table scrolls. A little more than is in sight, in steps, so that most
 * scrolling needs no new request and the rows are there before they are seen.
 *
 * Invariant: the window asked for always covers the rows in sight.
 */

export interface RowWindow {
  readonly from: number;
  readonly count: number;
}

/** Rows asked for above and below the rows in sight. */
const AHEAD = 40;
/** A new window is asked for when fewer than this many rows are left ahead. */
const LEFT_MIN = 15;
/** Windows start and end on multiples of this, so that small movements ask for the same window. */
const STEP = 10;
/** The worker sends no more rows at once than this. */
const COUNT_MAX = 200;

/** The window to ask for now; null while the one asked for before still serves. */
export function nextWindow(visible: RowWindow, asked: RowWindow | null, matching: number): RowWindow | null {
  const low = Math.max(0, visible.from - LEFT_MIN);
  const high = Math.min(
    Math.max(matching, visible.from + visible.count),
    visible.from + visible.count + LEFT_MIN,
  );
  if (asked !== null && asked.from <= low && asked.from + asked.count >= high) return null;
  const from = Math.max(0, Math.floor((visible.from - AHEAD) / STEP) * STEP);
  const to = Math.ceil((visible.from + visible.count + AHEAD) / STEP) * STEP;
  if (to - from <= COUNT_MAX) return { from, count: to - from };
  const spare = Math.max(0, Math.floor((COUNT_MAX - visible.count) / 2));
  return { from: Math.max(0, visible.from - spare), count: COUNT_MAX };
}

/** The window in the parameters of the view, as far as it is one. */
export function windowIn(params: Readonly<Record<string, unknown>>): RowWindow | null {
  const { from, count } = params;
  return typeof from === "number" && typeof count === "number" ? { from, count } : null;
}
