/**
 * The why-chain: from an event back, cause by cause, to where it came from: an input, the start of a node, or the edge
 * of what is known.
 *
 * Invariant: the causes of an event never change, so a chain that has grown is never taken back.
 */

import type { EventId, Node, TraceRecord } from "../../kernel/index.ts";
import { INPUT_NODE } from "../../kernel/index.ts";

/** Where a chain ends: a journal entry by its number (from 1), the start of a node, or an event that is not at hand. */
export type WhyOrigin =
  | { readonly kind: "input"; readonly number: number }
  | { readonly kind: "start" | "beyond" };

export interface WhyChain {
  /** Effect first. */
  readonly records: readonly TraceRecord[];
  readonly origin: WhyOrigin;
}

/** A chain as far as it is known, and the event to look at next; undefined when the last one has no cause. */
export interface GrowingChain {
  readonly records: TraceRecord[];
  next: EventId | undefined;
}

export type ReadRecord = (event: EventId) => TraceRecord | undefined;

/** Steps that a chain for a glance goes back. */
const GLANCE_MAX = 64;

/** Takes in the next causes, while they can be read. */
export function growChain(chain: GrowingChain, read: ReadRecord, max = Number.POSITIVE_INFINITY): void {
  while (chain.next !== undefined && chain.next.node !== INPUT_NODE && chain.records.length < max) {
    const record = read(chain.next);
    if (record === undefined) return;
    chain.records.push(record);
    chain.next = record.cause;
  }
}

export function originOf({ next }: GrowingChain): WhyOrigin {
  if (next === undefined) return { kind: "start" };
  if (next.node !== INPUT_NODE) return { kind: "beyond" };
  return next.seq === 0 ? { kind: "start" } : { kind: "input", number: next.seq };
}

/** The nearest causes, from what the traces of the nodes hold. */
export function whyChain(nodes: readonly Node[], event: EventId): WhyChain {
  const chain: GrowingChain = { records: [], next: event };
  growChain(chain, ({ node, seq }) => nodes[node]?.trace.read(seq), GLANCE_MAX);
  return { records: chain.records, origin: originOf(chain) };
}

/** "n1#2041". */
export function eventIdText(node: number, seq: number): string {
  return `n${node + 1}#${seq}`;
}

export function parseEventId(text: string): EventId | undefined {
  const match = /^n([1-9]\d*)#([1-9]\d*)$/.exec(text);
  return match === null ? undefined : { node: Number(match[1]) - 1, seq: Number(match[2]) };
}
