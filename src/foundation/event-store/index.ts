/** Door of the event store: the newest events of a node in one order, and the buffer in front of it. */

export type { EventFacts, EventProblem, StoredEvent, StoreEvent } from "./event.ts";
export { createEvent, DATA_WEIGHT_MAX } from "./event.ts";
export type { EventBuffer, OverflowPolicy } from "./event-buffer.ts";
export { createEventBuffer, offerEvent, syncEvents } from "./event-buffer.ts";
export type { AppendError, EventStoreConfig } from "./event-store.ts";
export { EVENT_STORE, eventStoreModule, HOT_LIMIT } from "./event-store.ts";
export { EVENT_STORE_EVENTS } from "./events.ts";
export type { EventPage, EventQuery } from "./query.ts";
export { breadcrumbs } from "./query.ts";
export {
  appendEvents,
  correlationChain,
  eventStoreChild,
  queryEvents,
  readEvents,
  storeEvents,
} from "./store-client.ts";
