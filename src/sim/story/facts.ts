/** Reading the data of a domain event: fields by name, as text or number, never failing on a missing one. */

import { formatTerm, type Term } from "../../kernel/index.ts";
import type { DomainEvent } from "../domain-log.ts";

export function field(event: DomainEvent, name: string): Term {
  const { data } = event;
  if (typeof data !== "object" || data === null || Array.isArray(data) || ArrayBuffer.isView(data))
    return undefined;
  return (data as { readonly [key: string]: Term })[name];
}

export function textOf(event: DomainEvent, name: string): string {
  const value = field(event, name);
  return value === undefined || value === null ? "?" : formatTerm(value, 60);
}

export function numberOf(event: DomainEvent, name: string): number {
  const value = field(event, name);
  return typeof value === "number" ? value : Number.NaN;
}

/** A span of virtual time in the unit a person would choose, three significant digits. */
export function spanText(us: number): string {
  if (!(us >= 0)) return "an unknown time";
  if (us < 1_000) return `${us} µs`;
  if (us < 1_000_000) return `${Number((us / 1_000).toPrecision(3))} ms`;
  return `${Number((us / 1_000_000).toPrecision(3))} s`;
}

export function nodeText(index: number): string {
  return `n${index + 1}`;
}
