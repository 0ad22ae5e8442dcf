/** Domain events of the event store. */

import type { Catalogue } from "../telemetry/index.ts";

export const EVENT_STORE_EVENTS = {
  "event_store.stored": {
    description: "The store has taken events; newest is the sequence of the last one.",
    importance: 1,
    measurements: ["events", "newest"],
    metadata: [],
  },
  "event_store.rejected": {
    description: "The store has refused an event, or a whole batch because of it.",
    importance: 2,
    measurements: [],
    metadata: ["reason", "id"],
  },
  "event_store.evicted": {
    description: "The oldest events have left the store to keep it within its limit.",
    importance: 1,
    measurements: ["events", "oldest"],
    metadata: [],
  },
  "event_store.buffer_overflowed": {
    description:
      "An event was dropped at its source: the store is not reachable and the source's buffer is full.",
    importance: 2,
    measurements: ["dropped"],
    metadata: ["source", "policy"],
  },
} as const satisfies Catalogue;
