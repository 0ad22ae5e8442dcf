/**
 * The gen_server "event_store": the newest events of a node, in one order, within a limit.
 *
 * Policy: the store keeps the newest `hotLimit` events; when one more comes, the oldest leaves. Nothing is refused for
 * want of room, and nobody waits: storing is a cast unless the caller wants the answer.
 *
 * Invariants
 * - Sequences have no gaps; the rows are exactly those from the oldest to the newest.
 * - An event whose id the store still has is rejected, never overwritten.
 * - A batch is stored as a whole or not at all.
 */

import { err, ok, type Result } from "../../base/index.ts";
import type { Context, Term } from "../../kernel/index.ts";
import {
  type CallResult,
  defineServer,
  type NoreplyResult,
  noreply,
  reply,
  started,
} from "../../otp/index.ts";
import { recorder } from "../telemetry/index.ts";
import { type EventProblem, problemWithEvent, type StoreEvent } from "./event.ts";
import { EVENT_STORE_EVENTS } from "./events.ts";
import { NEWEST_ROW, OLDEST_ROW } from "./query.ts";

/** Module, local name and table of the store. */
export const EVENT_STORE = "event_store";

/** How many events a store keeps unless told otherwise. */
export const HOT_LIMIT = 2_000;

/** `hotLimit` is a whole number from 1. */
export type EventStoreConfig = { readonly hotLimit?: number };

/** Why events were refused, with the id of the first one that was. */
export type AppendError = readonly [EventProblem | "duplicate_id" | "batch_too_large", id: Term];

export type EventStoreState = {
  readonly hotLimit: number;
  readonly oldest: number;
  readonly newest: number;
  readonly rejected: number;
};

const record = recorder(EVENT_STORE_EVENTS);

export const eventStoreModule = defineServer<EventStoreState>(EVENT_STORE, {
  init(ctx: Context, { hotLimit = HOT_LIMIT }: EventStoreConfig) {
    ctx.tableNew(EVENT_STORE);
    return started({ hotLimit, oldest: 1, newest: 0, rejected: 0 });
  },

  handleCall(ctx: Context, request: Term, _from, state): CallResult<EventStoreState> {
    const [verb, events] = request as readonly Term[];
    if (verb !== "append") return reply(["error", "unknown_request"], state);
    const [next, answer] = append(ctx, state, events as readonly StoreEvent[]);
    return reply(answer, next);
  },

  /** Events that come by cast are judged one by one: a bad one among them costs only itself. */
  handleCast(ctx: Context, request: Term, state): NoreplyResult<EventStoreState> {
    const [verb, events] = request as readonly Term[];
    if (verb !== "store") return noreply(state);
    return noreply(
      (events as readonly StoreEvent[]).reduce((next, event) => append(ctx, next, [event])[0], state),
    );
  },
});

/** All of them, or none and the reason; answers with the sequence of the last one. */
function append(
  ctx: Context,
  state: EventStoreState,
  events: readonly StoreEvent[],
): readonly [EventStoreState, Result<number, AppendError>] {
  const problem = problemWithBatch(ctx, state, events);
  if (problem !== undefined) {
    record(ctx, "event_store.rejected", { reason: problem[0], id: problem[1] });
    return [{ ...state, rejected: state.rejected + 1 }, err(problem)];
  }
  let { newest } = state;
  for (const event of events) {
    newest++;
    ctx.tablePut(EVENT_STORE, newest, { ...event, sequence: newest });
    ctx.tablePut(EVENT_STORE, idRow(event.id), newest);
  }
  ctx.tablePut(EVENT_STORE, NEWEST_ROW, newest);
  if (events.length > 0) record(ctx, "event_store.stored", { events: events.length, newest });
  return [evict(ctx, { ...state, newest }), ok(newest)];
}

function evict(ctx: Context, state: EventStoreState): EventStoreState {
  const oldest = Math.max(state.oldest, state.newest - state.hotLimit + 1);
  for (let sequence = state.oldest; sequence < oldest; sequence++) {
    const { id } = ctx.tableGet(EVENT_STORE, sequence) as StoreEvent;
    ctx.tableDelete(EVENT_STORE, idRow(id));
    ctx.tableDelete(EVENT_STORE, sequence);
  }
  ctx.tablePut(EVENT_STORE, OLDEST_ROW, oldest);
  const events = oldest - state.oldest;
  if (events > 0) record(ctx, "event_store.evicted", { events, oldest });
  return { ...state, oldest };
}

function problemWithBatch(
  ctx: Context,
  state: EventStoreState,
  events: readonly StoreEvent[],
): AppendError | undefined {
  if (events.length > state.hotLimit) return ["batch_too_large", events[0]?.id];
  const ids = new Set<string>();
  for (const event of events) {
    const problem = problemWithEvent(event);
    if (problem !== undefined) return [problem, idOf(event)];
    if (ids.has(event.id) || ctx.tableHas(EVENT_STORE, idRow(event.id))) return ["duplicate_id", event.id];
    ids.add(event.id);
  }
  return undefined;
}

function idRow(id: string): string {
  return `id/${id}`;
}

function idOf(event: Term): Term {
  const isRecord = typeof event === "object" && event !== null && !Array.isArray(event);
  return isRecord ? (event as { readonly id?: Term }).id : undefined;
}
