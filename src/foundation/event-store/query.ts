/**
 * Questions to the store, answered from its table: stable order, and a cursor to go on from.
 *
 * Pure over a function that reads a row, so that processes and observers ask alike.
 */

import type { Term } from "../../kernel/index.ts";
import type { StoredEvent, StoreEvent } from "./event.ts";

/** All conditions must hold; absent ones do not matter. */
export interface EventQuery {
  readonly type?: string;
  readonly source?: string;
  readonly correlation?: string;
  /** From this virtual time on. */
  readonly fromUs?: number;
  /** Before this virtual time. */
  readonly beforeUs?: number;
  /** `ascending` (oldest first) unless said. */
  readonly order?: "ascending" | "descending";
  /** The cursor of an earlier page: only what comes after it in this order. */
  readonly cursor?: number;
  /** At most so many; 100 unless said. */
  readonly limit?: number;
}

/** In the order of the store's sequence. `cursor` goes on after the last event looked at. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  readonly cursor: number;
  /** The store has more events after the cursor; whether they fit is not known yet. */
  readonly hasMore: boolean;
}

export const OLDEST_ROW = "oldest";
export const NEWEST_ROW = "newest";

const PAGE = 100;

/** One page of the answer. */
export function queryRows(read: (key: string | number) => Term, query: EventQuery): EventPage {
  const { order = "ascending", limit = PAGE } = query;
  const oldest = (read(OLDEST_ROW) as number | undefined) ?? 1;
  const newest = (read(NEWEST_ROW) as number | undefined) ?? 0;
  const step = order === "ascending" ? 1 : -1;
  const first = order === "ascending" ? oldest : newest;
  const last = order === "ascending" ? newest : oldest;
  const resumed = query.cursor === undefined ? first : query.cursor + step;
  const events: StoredEvent[] = [];
  let at = order === "ascending" ? Math.max(first, resumed) : Math.min(first, resumed);
  for (; (last - at) * step >= 0 && events.length < limit; at += step) {
    const event = read(at) as StoredEvent;
    if (fits(event, query)) events.push(event);
  }
  return { events, cursor: at - step, hasMore: (last - at) * step >= 0 };
}

function fits(event: StoreEvent, { type, source, correlation, fromUs, beforeUs }: EventQuery): boolean {
  return (
    (type === undefined || event.type === type) &&
    (source === undefined || event.source === source) &&
    (correlation === undefined || event.correlation === correlation) &&
    (fromUs === undefined || event.atUs >= fromUs) &&
    (beforeUs === undefined || event.atUs < beforeUs)
  );
}

/** The way from the first event of a story to this one, by parents; starts later when older ones were evicted. */
export function breadcrumbs(events: readonly StoredEvent[], id: string): readonly StoredEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const trail: StoredEvent[] = [];
  let event = byId.get(id);
  while (event !== undefined && !trail.includes(event)) {
    trail.unshift(event);
    event = event.parent === null ? undefined : byId.get(event.parent);
  }
  return trail;
}
