/**
 * Times, names and values as the JSON mapping of OTLP (opentelemetry-proto 1.x) wants them.
 *
 * Invariants
 * - 64-bit numbers are decimal strings, ids are lower-case hexadecimal, field names are lowerCamelCase.
 * - Ids are made of what the event is called (run, node, sequence): the same run has the same ids everywhere.
 */

import type { Run } from "../run.ts";

/**
 * Where virtual time 0 lies on the calendar: 2020-01-01T00:00:00Z, in ns. Any fixed moment would do; a real one is
 * needed because in OTLP a time of 0 means "not known".
 */
const VIRTUAL_EPOCH_NS = 1_577_836_800_000_000_000n;

/** A virtual time as a decimal string of nanoseconds. */
export function nanosText(us: number): string {
  return String(VIRTUAL_EPOCH_NS + BigInt(us) * 1_000n);
}

/** 8 bytes: node from 1, then the sequence. Never 0, which OTLP forbids. */
export function spanId(node: number, seq: number): string {
  return hex(node + 1, 4) + hex(seq, 12);
}

/** 16 bytes: the seed, four bytes that say "mabe", and the span it began with. */
export function traceId(seed: number, rootSpanId: string): string {
  return `${hex(seed, 8)}6d616265${rootSpanId}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

export interface KeyValue {
  readonly key: string;
  readonly value:
    | { readonly stringValue: string }
    | { readonly intValue: string }
    | { readonly doubleValue: number }
    | { readonly boolValue: boolean };
}

export function attribute(key: string, value: string | number | boolean): KeyValue {
  if (typeof value === "string") return { key, value: { stringValue: value } };
  if (typeof value === "boolean") return { key, value: { boolValue: value } };
  return {
    key,
    value: Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value },
  };
}

/** The resource of one node of a run. */
export function resourceOf({ world }: Run, node: string): { readonly attributes: readonly KeyValue[] } {
  return {
    attributes: [
      attribute("service.name", "mabeam-live"),
      attribute("service.instance.id", node),
      attribute("mabeam.scenario", world.scenario.id),
      attribute("mabeam.seed", world.seed),
      attribute("mabeam.virtual_epoch", "2020-01-01T00:00:00Z"),
    ],
  };
}
