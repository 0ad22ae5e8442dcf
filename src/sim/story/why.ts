/**
 * The why-chain: from an event back, cause by cause, to where it came from: an input, the start of a node, or the edge
 * of what the trace still holds.
 */

import type { EventId, Node, TraceRecord } from "../../kernel/index.ts";
import { INPUT_NODE } from "../../kernel/index.ts";

export interface WhyChain {
  /** Effect first. */
  readonly records: readonly TraceRecord[];
  /** Where the chain ends: the number of a journal entry (from 1), the start of a node, or beyond the trace. */
  readonly origin:
    | { readonly kind: "input"; readonly number: number }
    | { readonly kind: "start" | "beyond" };
}

const CHAIN_MAX = 64;

export function whyChain(nodes: readonly Node[], event: EventId): WhyChain {
  const records: TraceRecord[] = [];
  let next: EventId | undefined = event;
  while (next !== undefined && records.length < CHAIN_MAX) {
    if (next.node === INPUT_NODE) {
      return { records, origin: next.seq === 0 ? { kind: "start" } : { kind: "input", number: next.seq } };
    }
    const record: TraceRecord | undefined = nodes[next.node]?.trace.read(next.seq);
    if (record === undefined) return { records, origin: { kind: "beyond" } };
    records.push(record);
    if (record.cause === undefined) return { records, origin: { kind: "start" } };
    next = record.cause;
  }
  return { records, origin: { kind: "beyond" } };
}

/** "n1#2041". */
export function eventIdText(node: number, seq: number): string {
  return `n${node + 1}#${seq}`;
}

export function parseEventId(text: string): EventId | undefined {
  const match = /^n([1-9]\d*)#([1-9]\d*)$/.exec(text);
  return match === null ? undefined : { node: Number(match[1]) - 1, seq: Number(match[2]) };
}
