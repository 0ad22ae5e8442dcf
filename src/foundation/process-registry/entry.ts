/**
 * An entry of the registry: one name of one namespace, the process that holds it, and words about that process.
 *
 * Metadata is found by field and value. Scalars are found as they are; of a list each scalar item is found, so that
 * `capabilities: ["train", "evaluate"]` answers to either.
 */

import type { Context, Pid, Term } from "../../kernel/index.ts";

export type Metadata = { readonly [field: string]: Term };

/** A value one can search for. */
export type MetadataValue = string | number | boolean;

/** Plain data. */
export type RegistryEntry = {
  readonly namespace: string;
  readonly key: string;
  /** The holder; a process of this node or of another. */
  readonly pid: Pid;
  readonly metadata: Metadata;
  readonly registeredUs: number;
  /** Number of the registration at this server: their order. */
  readonly serial: number;
};

/** False for a holder that is known to be dead; whether a process of another node lives, only its monitor tells. */
export function isHeld(ctx: Context, { pid }: RegistryEntry): boolean {
  return pid.node !== ctx.node || ctx.isAlive(pid);
}

/** True when the entry's metadata has this value in this field, or a list with it. */
export function hasMetadata({ metadata }: RegistryEntry, field: string, value: MetadataValue): boolean {
  const found = metadata[field];
  return found === value || (Array.isArray(found) && found.includes(value));
}

/** The rows of an index under which an entry is found, each once. */
export function indexRowsOf({ metadata }: RegistryEntry): readonly string[] {
  const rows = new Set<string>();
  for (const field of Object.keys(metadata).sort()) {
    const value = metadata[field];
    for (const item of Array.isArray(value) ? (value as readonly Term[]) : [value]) {
      if (isSearchable(item)) rows.add(indexRow(field, item));
    }
  }
  return Array.from(rows);
}

/** The row of one field and value. The kind of the value is part of it: 1 is not "1". */
export function indexRow(field: string, value: MetadataValue): string {
  return `${field}=${(typeof value)[0]}:${String(value)}`;
}

function isSearchable(value: Term): value is MetadataValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
