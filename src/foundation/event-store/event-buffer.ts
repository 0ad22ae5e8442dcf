/**
 * The boundary between a source of events and the store: a bounded buffer for the time when the store is not there.
 *
 * Kept in the state of the source, as plain data. While the store is there every event goes on at once by cast, so the
 * source never waits; when it is back, what was kept goes first, in order.
 *
 * Delivery is at most once: events under way to a store that dies are lost, as its contents are.
 */

import type { Context } from "../../kernel/index.ts";
import { recorder } from "../telemetry/index.ts";
import type { StoreEvent } from "./event.ts";
import { EVENT_STORE } from "./event-store.ts";
import { EVENT_STORE_EVENTS } from "./events.ts";
import { storeEvents } from "./store-client.ts";

/** Which event is given up when the buffer is full: the one that has waited longest, or the one that comes. */
export type OverflowPolicy = "drop_oldest" | "drop_newest";

export type EventBuffer = {
  readonly capacity: number;
  readonly policy: OverflowPolicy;
  /** Oldest first. */
  readonly waiting: readonly StoreEvent[];
  /** Events given up so far. */
  readonly dropped: number;
};

const record = recorder(EVENT_STORE_EVENTS);

/** An empty buffer of 1 event or more. */
export function createEventBuffer(capacity: number, policy: OverflowPolicy = "drop_oldest"): EventBuffer {
  return { capacity, policy, waiting: [], dropped: 0 };
}

/** Gives an event to the store, after all that still wait; or keeps it. The buffer after it. */
export function offerEvent(ctx: Context, buffer: EventBuffer, event: StoreEvent): EventBuffer {
  if (ctx.whereis(EVENT_STORE) !== undefined) {
    storeEvents(ctx, [...buffer.waiting, event]);
    return buffer.waiting.length === 0 ? buffer : { ...buffer, waiting: [] };
  }
  if (buffer.waiting.length < buffer.capacity) return { ...buffer, waiting: [...buffer.waiting, event] };
  const dropped = buffer.dropped + 1;
  record(ctx, "event_store.buffer_overflowed", { dropped, source: event.source, policy: buffer.policy });
  if (buffer.policy === "drop_newest") return { ...buffer, dropped };
  return { ...buffer, dropped, waiting: [...buffer.waiting.slice(1), event] };
}

/** Gives what waits to the store if it is there. To be called now and then by a source that has nothing new to say. */
export function syncEvents(ctx: Context, buffer: EventBuffer): EventBuffer {
  if (buffer.waiting.length === 0 || ctx.whereis(EVENT_STORE) === undefined) return buffer;
  storeEvents(ctx, buffer.waiting);
  return { ...buffer, waiting: [] };
}
