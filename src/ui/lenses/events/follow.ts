/**
 * The log follows the run until somebody reads: then the rows stand still, and what has happened since is only
 * counted. Reading on to older events still works while they are at hand.
 *
 * Invariant: while held, a row keeps its place; rows are only ever added at the old end.
 */
import type { EventRow, EventsAssigns } from "../../../view/index.ts";

export interface HeldLog {
  readonly rows: readonly EventRow[];
  /** Matching events at the moment of holding: the difference to now is what is newer. */
  readonly matching: number;
}

export function holdLog(assigns: EventsAssigns): HeldLog {
  return { rows: assigns.rows, matching: assigns.matching };
}

/** The rows to show: the held ones, continued by older ones that have arrived since. */
export function shownRows(held: HeldLog | null, assigns: EventsAssigns): readonly EventRow[] {
  if (held === null) return assigns.rows;
  const oldest = held.rows.at(-1);
  if (oldest === undefined) return assigns.rows;
  const at = assigns.rows.findLastIndex((row) => row.id === oldest.id);
  if (at < 0 || at === assigns.rows.length - 1) return held.rows;
  return [...held.rows, ...assigns.rows.slice(at + 1)];
}

/** Events that have happened since the log was held. */
export function newerCount(held: HeldLog | null, assigns: EventsAssigns): number {
  return held === null ? 0 : Math.max(0, assigns.matching - held.matching);
}
