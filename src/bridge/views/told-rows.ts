/** Rows of a log in words, at the level the page asks for. Kept with the record, like the rows they are made of. */

import { type Level, type NameOf, type Run, type TraceRecord, tellRecord } from "../../sim/index.ts";
import type { EventRow } from "../assigns.ts";
import { eventRow } from "./event-rows.ts";

const rows: Readonly<Record<Level, WeakMap<TraceRecord, EventRow>>> = {
  novice: new WeakMap(),
  operator: new WeakMap(),
  raw: new WeakMap(),
};

export function toldRow(run: Run, record: TraceRecord, level: Level, nameOf: NameOf): EventRow {
  const known = rows[level].get(record);
  if (known !== undefined) return known;
  const row = { ...eventRow(run.world.nodes, record), text: tellRecord(record, nameOf, level) };
  rows[level].set(record, row);
  return row;
}
