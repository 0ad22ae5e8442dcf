/** The last events of a world as lines of text, for the report of a run that stopped. */

import type { TraceRecord, World } from "../sim/index.ts";
import { formatAt } from "./format.ts";
import { eventRow } from "./views/event-rows.ts";

const PER_NODE = 40;
const LINES = 60;

/** Oldest first. */
export function lastEventLines(world: World): string[] {
  const records: TraceRecord[] = [];
  for (const { trace } of world.nodes) {
    for (let seq = Math.max(trace.oldest(), trace.seq - PER_NODE); seq <= trace.seq; seq++) {
      const record = trace.read(seq);
      if (record !== undefined) records.push(record);
    }
  }
  records.sort((a, b) => a.timeUs - b.timeUs || a.node - b.node || a.seq - b.seq);
  return records.slice(-LINES).map((record) => {
    const row = eventRow(world.nodes, record);
    return `${formatAt(row.atUs)} ${row.id} ${row.kind} ${row.actor ?? row.node}: ${row.text}`;
  });
}
