/**
 * Which rows the next training steps see: an endless sequence of shuffled passes over a dataset, cut into batches.
 *
 * A batch may span two passes, so every batch has the same size and every step the same cost. The cursor is plain data:
 * drawing twice from one cursor with the same random stream gives the same rows, which is how two settings are
 * compared on equal terms.
 */

import { assert } from "../../base/index.ts";
import type { UniformSource } from "../../numeric/index.ts";
import { shuffledIndices } from "../../numeric/index.ts";

/** A position in the current shuffled pass. */
export interface BatchCursor {
  readonly order: Uint32Array;
  readonly position: number;
}

/** The beginning of a first pass over `rows` ≥ 1 rows. */
export function startBatches(rows: number, source: UniformSource): BatchCursor {
  assert(Number.isInteger(rows) && rows >= 1, "batches are drawn from at least one row");
  return { order: shuffledIndices(rows, source), position: 0 };
}

/** The next `count` rows and the cursor behind them. Draws words only when a pass ends. */
export function drawRows(
  cursor: BatchCursor,
  count: number,
  source: UniformSource,
): { rows: Uint32Array; cursor: BatchCursor } {
  const rows = new Uint32Array(count);
  let { order, position } = cursor;
  for (let i = 0; i < count; i++) {
    if (position === order.length) {
      order = shuffledIndices(order.length, source);
      position = 0;
    }
    rows[i] = order[position] as number;
    position++;
  }
  return { rows, cursor: { order, position } };
}
