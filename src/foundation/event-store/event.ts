/**
 * An event as the store keeps it: what happened, to whom, when, and what it belongs to.
 *
 * `correlation` names the story an event is part of (a proposal, a task); `parent` the event that led to it. Time is
 * the virtual clock of the node where it happened and is for display: order comes from the sequence of the store.
 */

import type { Context, Term } from "../../kernel/index.ts";

/** Plain data. Ids are unique: a second event with an id the store still has is refused. */
export type StoreEvent = {
  readonly id: string;
  readonly type: string;
  /** Who says so, e.g. an agent's name. */
  readonly source: string;
  readonly correlation: string;
  readonly parent: string | null;
  readonly atUs: number;
  readonly data: Term;
};

/** An event with its place in the store: sequences start at 1 and have no gaps. */
export type StoredEvent = StoreEvent & { readonly sequence: number };

/** What the maker of an event says; a correlation of its own unless it follows another event. */
export interface EventFacts {
  readonly type: string;
  readonly source: string;
  readonly data: Term;
  /** The event that led to this one: it is the parent, and its correlation goes on. */
  readonly after?: StoreEvent;
}

/** A new event, now, with an id no other event of this run has. */
export function createEvent(ctx: Context, { type, source, data, after }: EventFacts): StoreEvent {
  const id = ctx.makeRef().toString();
  const correlation = after?.correlation ?? id;
  return { id, type, source, correlation, parent: after?.id ?? null, atUs: ctx.now(), data };
}

/** Words and numbers an event's data may hold, counted with all its parts. */
export const DATA_WEIGHT_MAX = 10_000;

export type EventProblem = "invalid_event" | "too_large";

/** Why a term cannot be stored, or undefined. */
export function problemWithEvent(event: Term): EventProblem | undefined {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return "invalid_event";
  const { id, type, source, correlation, parent, atUs, data } = event as { readonly [field: string]: Term };
  const words = [id, type, source, correlation];
  if (!words.every((word) => typeof word === "string" && word !== "")) return "invalid_event";
  if (parent !== null && typeof parent !== "string") return "invalid_event";
  if (typeof atUs !== "number" || !(atUs >= 0)) return "invalid_event";
  return weigh(data, DATA_WEIGHT_MAX) > DATA_WEIGHT_MAX ? "too_large" : undefined;
}

/** Rough size of a term: 1 for each scalar and container, a string by its length. Stops counting above `limit`. */
function weigh(term: Term, limit: number): number {
  if (typeof term === "string") return 1 + term.length;
  if (typeof term !== "object" || term === null) return 1;
  if (ArrayBuffer.isView(term)) return 1 + (term as Float64Array).length;
  const parts: readonly Term[] = Array.isArray(term)
    ? term
    : Object.values(term as { readonly [k: string]: Term });
  let weight = 1;
  for (const part of parts) {
    if (weight > limit) break;
    weight += weigh(part, limit - weight);
  }
  return weight;
}
