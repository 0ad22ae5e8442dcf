/**
 * Which rows of a long list of equal heights are in sight: own windowing, because all our rows have one height and
 * one formula does what a library would.
 *
 * Invariant: 0 ≤ from ≤ to ≤ count, and every row that touches the sight lies in between.
 */

export interface Sight {
  /** How far the list is scrolled, and the height that is seen, in CSS pixels. */
  readonly top: number;
  readonly height: number;
}

export interface RowList {
  readonly count: number;
  /** Height of every row in CSS pixels. */
  readonly rowHeight: number;
  /** Rows kept above and below the sight, so that fast scrolling shows no gap. */
  readonly overscan: number;
}

/** Indices `from` (included) to `to` (excluded) of the rows to draw. */
export function windowOf(sight: Sight, list: RowList): { readonly from: number; readonly to: number } {
  const first = Math.floor(sight.top / list.rowHeight);
  const last = Math.ceil((sight.top + sight.height) / list.rowHeight);
  const from = Math.min(Math.max(0, first - list.overscan), list.count);
  return { from, to: Math.max(from, Math.min(list.count, last + list.overscan)) };
}
