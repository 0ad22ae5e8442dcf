/** Storing events and asking for them, from processes of the store's node; and reading them as an observer. */

import { err, ok, type Result } from "../../base/index.ts";
import type { Blocking, Context, Node, Term } from "../../kernel/index.ts";
import { type ChildSpec, cast, tryCall } from "../../otp/index.ts";
import type { StoredEvent, StoreEvent } from "./event.ts";
import { type AppendError, EVENT_STORE, type EventStoreConfig } from "./event-store.ts";
import { type EventPage, type EventQuery, queryRows } from "./query.ts";

/** Hands events to the store and goes on at once; without a store they are lost (see `offerEvent`). */
export function storeEvents(ctx: Context, events: readonly StoreEvent[]): void {
  cast(ctx, EVENT_STORE, ["store", events]);
}

/** Stores a batch, all or nothing, and waits for the sequence of its last event. */
export function* appendEvents(
  ctx: Context,
  events: readonly StoreEvent[],
): Blocking<Result<number, AppendError | readonly ["unavailable", Term]>> {
  const answer = yield* tryCall(ctx, EVENT_STORE, ["append", events]);
  if (!answer.ok) return err(["unavailable", answer.error]);
  return answer.value as Result<number, AppendError>;
}

/** One page of events, read without a message. */
export function queryEvents(ctx: Context, query: EventQuery = {}): Result<EventPage, "unavailable"> {
  if (!ctx.tableExists(EVENT_STORE)) return err("unavailable");
  return ok(queryRows((key) => ctx.tableGet(EVENT_STORE, key), query));
}

/** A whole story, in the order of the store: all events it still has with this correlation. */
export function correlationChain(
  ctx: Context,
  correlation: string,
): Result<readonly StoredEvent[], "unavailable"> {
  const page = queryEvents(ctx, { correlation, limit: Number.POSITIVE_INFINITY });
  return page.ok ? ok(page.value.events) : page;
}

/** As `queryEvents`, for observers; an empty page when the node has no store. */
export function readEvents(node: Node, query: EventQuery = {}): EventPage {
  const rows = node.tables.get(EVENT_STORE)?.rows;
  return queryRows((key) => rows?.get(key), query);
}

/** The event store of a node, to be put under its root supervisor. */
export function eventStoreChild(config: EventStoreConfig = {}): ChildSpec {
  return {
    id: EVENT_STORE,
    start: ["gen_server", "start_link", [EVENT_STORE, config, { name: EVENT_STORE }]],
  };
}
