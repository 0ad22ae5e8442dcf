/**
 * The backend on kernel tables: reads by any process of the node without a message, writes by the server.
 *
 * Tables: `process_registry` has a row per namespace; each namespace has `registry_entries/NAME` (key →
 * entry, in order of registration) and `registry_index/NAME` (field and value → keys). All are owned by the process "registry_tables",
 * so that the end of the server loses nothing: its successor finds the entries and watches their holders again.
 *
 * An entry's own metadata says where the index has it, so leaving the index never searches it. A value that many
 * entries share costs a copy of that row's keys per change.
 */

import type { Blocking, Context, Node } from "../../../kernel/index.ts";
import { call } from "../../../otp/index.ts";
import type { RegistryBackend } from "../backend.ts";
import { indexRow, indexRowsOf, type RegistryEntry } from "../entry.ts";
import { entryTable, indexTable, NAMESPACES_TABLE, TABLE_HOLDER } from "./registry-tables.ts";

/** Namespaces whose tables exist, as far as the server knows. */
export type TableState = { readonly open: readonly string[] };

/** Stands for the server's state where another process reads. */
export const NO_STATE: TableState = { open: [] };

export const tableBackend: RegistryBackend<TableState> = {
  name: "table",
  isDirect: true,
  init(ctx) {
    if (!ctx.tableExists(NAMESPACES_TABLE)) return ["error", ["no_table", NAMESPACES_TABLE]];
    return ["ok", { open: ctx.tableEntries(NAMESPACES_TABLE).map(([namespace]) => namespace as string) }];
  },
  isOpen: (state, namespace) => state.open.includes(namespace),
  *open(ctx, state, namespace): Blocking<TableState> {
    yield* call(ctx, TABLE_HOLDER, ["open", namespace]);
    return { open: [...state.open, namespace] };
  },

  find(ctx, _state, [namespace, key]) {
    const table = entryTable(namespace);
    return ctx.tableExists(table) ? (ctx.tableGet(table, key) as RegistryEntry | undefined) : undefined;
  },

  list: (ctx, _state, namespace) => (hasTables(ctx, namespace) ? entriesOf(ctx, namespace) : []),

  findByMetadata(ctx, _state, namespace, [field, value]) {
    if (!hasTables(ctx, namespace)) return [];
    return keysAt(ctx, namespace, indexRow(field, value))
      .map((key) => ctx.tableGet(entryTable(namespace), key) as RegistryEntry)
      .sort((a, b) => a.serial - b.serial);
  },

  namespaces: (ctx) =>
    ctx
      .tableEntries(NAMESPACES_TABLE)
      .map(([name]) => name as string)
      .filter((namespace) => ctx.tableSize(entryTable(namespace)) > 0)
      .sort(),

  insert(ctx, state, entry) {
    const table = entryTable(entry.namespace);
    if (!ctx.tablePutNew(table, entry.key, entry)) {
      return [state, ctx.tableGet(table, entry.key) as RegistryEntry];
    }
    enterIndex(ctx, entry);
    return [state, undefined];
  },

  remove(ctx, state, place) {
    const found = tableBackend.find(ctx, state, place);
    if (found === undefined) return [state, undefined];
    ctx.tableDelete(entryTable(place[0]), place[1]);
    leaveIndex(ctx, found);
    return [state, found];
  },

  replaceMetadata(ctx, state, place, metadata) {
    const found = tableBackend.find(ctx, state, place);
    if (found === undefined) return [state, undefined];
    const entry = { ...found, metadata };
    leaveIndex(ctx, found);
    ctx.tablePut(entryTable(place[0]), place[1], entry);
    enterIndex(ctx, entry);
    return [state, found];
  },

  entriesIn(node: Node) {
    const namespaces = node.tables.get(NAMESPACES_TABLE)?.rows.keys() ?? [];
    return Array.from(namespaces).flatMap((namespace) =>
      Array.from(
        node.tables.get(entryTable(String(namespace)))?.rows.values() ?? [],
        (row) => row as RegistryEntry,
      ),
    );
  },
};

function hasTables(ctx: Context, namespace: string): boolean {
  return ctx.tableExists(NAMESPACES_TABLE) && ctx.tableHas(NAMESPACES_TABLE, namespace);
}

function entriesOf(ctx: Context, namespace: string): readonly RegistryEntry[] {
  return ctx.tableEntries(entryTable(namespace)).map(([, entry]) => entry as RegistryEntry);
}

function keysAt(ctx: Context, namespace: string, row: string): readonly string[] {
  return (ctx.tableGet(indexTable(namespace), row) as readonly string[] | undefined) ?? [];
}

function enterIndex(ctx: Context, entry: RegistryEntry): void {
  const { namespace, key } = entry;
  for (const row of indexRowsOf(entry)) {
    ctx.tablePut(indexTable(namespace), row, [...keysAt(ctx, namespace, row), key]);
  }
}

function leaveIndex(ctx: Context, entry: RegistryEntry): void {
  const { namespace, key } = entry;
  for (const row of indexRowsOf(entry)) {
    const others = keysAt(ctx, namespace, row).filter((other) => other !== key);
    if (others.length > 0) ctx.tablePut(indexTable(namespace), row, others);
    else ctx.tableDelete(indexTable(namespace), row);
  }
}
