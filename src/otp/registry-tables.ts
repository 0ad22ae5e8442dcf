/**
 * Where a registry keeps its entries: three tables that every process of the node reads, and writes for itself, without
 * asking anybody (Elixir's Registry does the same with ETS).
 *
 * - the registry's own table: its options, and meta data under `meta …`;
 * - entries: key → `{key, entries: [[pid, value] …]}` in order of registration;
 * - keys: pid → the keys it has, in order; when a process ends, the partition takes its entries out.
 */

import { type Context, error, type Pid, type Term } from "../kernel/index.ts";
import { termKey } from "./term-order.ts";

export type RegistryKind = "unique" | "duplicate";
export type Entry = readonly [pid: Pid, value: Term];

export type RegistryOptions = { readonly keys: RegistryKind; readonly listeners: readonly string[] };

export const OPTIONS_ROW = "options";

export function entriesTable(registry: string): string {
  return `${registry}.entries`;
}

export function keysTable(registry: string): string {
  return `${registry}.keys`;
}

/** Name of the process that entries are linked to. */
export function partitionName(registry: string): string {
  return `${registry}.partition`;
}

/** The options of a registry; raises an argument error when there is none of this name. */
export function optionsOf(ctx: Context, registry: string): RegistryOptions {
  if (!ctx.tableExists(registry) || !ctx.tableExists(entriesTable(registry))) {
    return error(["argument_error", ["unknown_registry", registry]]);
  }
  return ctx.tableGet(registry, OPTIONS_ROW) as RegistryOptions;
}

/** Entries under a key, in order of registration. */
export function entriesOf(ctx: Context, registry: string, key: Term): readonly Entry[] {
  const row = ctx.tableGet(entriesTable(registry), termKey(key)) as
    | { readonly entries: readonly Entry[] }
    | undefined;
  return row?.entries ?? [];
}

export function putEntries(ctx: Context, registry: string, key: Term, entries: readonly Entry[]): void {
  if (entries.length === 0) ctx.tableDelete(entriesTable(registry), termKey(key));
  else ctx.tablePut(entriesTable(registry), termKey(key), { key, entries });
}

/** Keys a process has, once per entry. */
export function keysOf(ctx: Context, registry: string, pid: Pid): readonly Term[] {
  return (ctx.tableGet(keysTable(registry), pid) as readonly Term[] | undefined) ?? [];
}

export function putKeys(ctx: Context, registry: string, pid: Pid, keys: readonly Term[]): void {
  if (keys.length === 0) ctx.tableDelete(keysTable(registry), pid);
  else ctx.tablePut(keysTable(registry), pid, keys);
}

/** All entries as `[key, pid, value]`. */
export function allEntries(ctx: Context, registry: string): readonly (readonly [Term, Pid, Term])[] {
  const rows = ctx.tableEntries(entriesTable(registry)) as readonly (readonly [
    string,
    { readonly key: Term; readonly entries: readonly Entry[] },
  ])[];
  return rows.flatMap(([, row]) => row.entries.map(([pid, value]) => [row.key, pid, value] as const));
}

/** Takes all entries of a process out. */
export function dropProcess(ctx: Context, registry: string, pid: Pid): void {
  for (const key of keysOf(ctx, registry, pid)) {
    putEntries(
      ctx,
      registry,
      key,
      entriesOf(ctx, registry, key).filter(([owner]) => owner !== pid),
    );
  }
  ctx.tableDelete(keysTable(registry), pid);
}
