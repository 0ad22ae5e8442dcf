/**
 * The process the keyboard is on. It follows the process, not the place: rows change places all the time, and a key
 * that kills must never hit whoever has just moved there.
 */
import type { ProcessRow } from "../../../view/index.ts";

export interface ProcessCursor {
  readonly pid: string | null;
  /** Where it was last seen: from there the arrow keys go on when it has left the window. */
  readonly index: number;
}

export interface RowsInSight {
  readonly from: number;
  readonly rows: readonly ProcessRow[];
  /** Where the worker says the followed process is, also far from the rows in sight. */
  readonly followed: { readonly pid: string; readonly index: number } | null;
}

/** The cursor after the rows have changed: same process, at the place where it is now; the same object if it stays. */
export function followProcess(cursor: ProcessCursor | null, sight: RowsInSight): ProcessCursor | null {
  if (cursor === null) return null;
  const here = rowAt(sight, cursor.index);
  if (cursor.pid === null) return here === undefined ? cursor : { pid: here.pid, index: cursor.index };
  if (here?.pid === cursor.pid) return cursor;
  const found = sight.rows.findIndex((row) => row.pid === cursor.pid);
  if (found >= 0) return { pid: cursor.pid, index: sight.from + found };
  const { followed } = sight;
  const isMoved = followed?.pid === cursor.pid && followed.index !== cursor.index;
  return isMoved ? { pid: cursor.pid, index: followed.index } : cursor;
}

/** The row under the cursor; undefined when that process is not among the rows that have arrived. */
export function rowUnder(cursor: ProcessCursor | null, sight: RowsInSight): ProcessRow | undefined {
  return cursor === null ? undefined : sight.rows.find((row) => row.pid === cursor.pid);
}

/** The row at an index of the whole table. */
export function rowAt(sight: RowsInSight, index: number): ProcessRow | undefined {
  return sight.rows[index - sight.from];
}
