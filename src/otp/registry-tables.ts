/**
 * Where a registry keeps its entries: three tables that every process of the node reads, and writes for itself, without
 * asking anybody (Elixir's Registry does the same with ETS).
 *
 * - the registry's own table: its options, and meta data under `meta …`;
 * - entries: key → `{key, entries: [[pid, value] …]}` in order of registration;
 * - keys: pid → its keys in order of registration, in a persistent list, so that one more copies next to nothing; when
 *   a process ends, the partition takes its entries out.
 */

import { type Context, error, Pid, Raise, Ref, type TableKey, type Term } from "../kernel/index.ts";
import { EMPTY_LIST, type GrowingList, listAdd, listOf, listValues } from "./growing-list.ts";
import { termKey } from "./term-order.ts";

export type RegistryKind = "unique" | "duplicate";
export type Entry = readonly [pid: Pid, value: Term];

export type RegistryOptions = { readonly keys: RegistryKind; readonly listeners: readonly string[] };

export const OPTIONS_ROW = "options";

interface Names {
  readonly entries: string;
  readonly keys: string;
  readonly partition: string;
}

/** Names made once: every lookup asks for them. */
const known = new Map<string, Names>();

function namesOf(registry: string): Names {
  let names = known.get(registry);
  if (names === undefined) {
    names = { entries: `${registry}.entries`, keys: `${registry}.keys`, partition: `${registry}.partition` };
    known.set(registry, names);
  }
  return names;
}

export function entriesTable(registry: string): string {
  return namesOf(registry).entries;
}

export function keysTable(registry: string): string {
  return namesOf(registry).keys;
}

/** Name of the process that entries are linked to. */
export function partitionName(registry: string): string {
  return namesOf(registry).partition;
}

/** The key of a row: scalars as they are, tuples of scalars too, anything else by its text. */
function rowKey(key: Term): TableKey {
  if (isScalar(key)) return key;
  return Array.isArray(key) && key.every(isScalar) ? key : [[], termKey(key)];
}

function isScalar(key: Term): key is string | number | Pid | Ref {
  return typeof key === "string" || typeof key === "number" || key instanceof Pid || key instanceof Ref;
}

/** The options of a registry; raises an argument error when there is none of this name. */
export function optionsOf(ctx: Context, registry: string): RegistryOptions {
  if (!ctx.tableExists(entriesTable(registry))) return unknownRegistry(registry);
  return readFrom(ctx, registry, registry, OPTIONS_ROW) as RegistryOptions;
}

function unknownRegistry(registry: string): never {
  return error(["argument_error", ["unknown_registry", registry]]);
}

/** A row of a table of the registry; without the table there is no such registry. */
function readFrom(ctx: Context, registry: string, table: string, key: TableKey): Term {
  try {
    return ctx.tableGet(table, key);
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    return unknownRegistry(registry);
  }
}

const NO_ENTRIES: readonly Entry[] = [];

/** Entries under a key, in order of registration; raises as `optionsOf` does. */
export function entriesOf(ctx: Context, registry: string, key: Term): readonly Entry[] {
  const row = readFrom(ctx, registry, entriesTable(registry), rowKey(key)) as
    | { readonly entries: readonly Entry[] }
    | undefined;
  return row === undefined ? NO_ENTRIES : row.entries;
}

/** Whether keys of the registry have one holder: its options, for those who read its entries, too. */
export function isUnique(ctx: Context, registry: string): boolean {
  const options = readFrom(ctx, registry, registry, OPTIONS_ROW) as RegistryOptions;
  return options.keys === "unique";
}

export function putEntries(ctx: Context, registry: string, key: Term, entries: readonly Entry[]): void {
  if (entries.length === 0) ctx.tableDelete(entriesTable(registry), rowKey(key));
  else ctx.tablePut(entriesTable(registry), rowKey(key), { key, entries });
}

function keysRow(ctx: Context, registry: string, pid: Pid): GrowingList<Term> {
  return (ctx.tableGet(keysTable(registry), pid) as GrowingList<Term> | undefined) ?? EMPTY_LIST;
}

/** Keys a process has, once per entry, the newest first. */
export function keysOf(ctx: Context, registry: string, pid: Pid): readonly Term[] {
  return listValues(keysRow(ctx, registry, pid)).reverse();
}

/** The process has one more key. */
export function addKey(ctx: Context, registry: string, pid: Pid, key: Term): void {
  ctx.tablePut(keysTable(registry), pid, listAdd(keysRow(ctx, registry, pid), key));
}

/** The process has these keys and no others, the newest first. */
export function putKeys(ctx: Context, registry: string, pid: Pid, keys: readonly Term[]): void {
  if (keys.length === 0) ctx.tableDelete(keysTable(registry), pid);
  else ctx.tablePut(keysTable(registry), pid, listOf(keys.toReversed()));
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
    const entries = entriesOf(ctx, registry, key);
    const isOnly = entries.length === 1 && entries[0]?.[0] === pid;
    putEntries(ctx, registry, key, isOnly ? NO_ENTRIES : entries.filter(([owner]) => owner !== pid));
  }
  ctx.tableDelete(keysTable(registry), pid);
}
