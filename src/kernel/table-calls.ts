/** System calls about tables: who may create, read and write them (ets manual, "Access rights"). */

import type { TableOptions } from "./context.ts";
import type { Node } from "./node.ts";
import type { Process } from "./process.ts";
import { error } from "./raise.ts";
import { Table } from "./table.ts";
import type { Term } from "./term.ts";
import type { TableKey } from "./tuple-keys.ts";

export function create(node: Node, process: Process, name: string, options: TableOptions): boolean {
  if (node.tables.has(name)) return false;
  const access = options.access ?? "protected";
  process.parts().ownsTables = true;
  node.tables.set(name, new Table({ name, owner: process.pid, access, rows: new Map() }));
  return true;
}

export function readable(node: Node, name: string): Table {
  return node.tables.get(name) ?? error("badarg");
}

export function writable(node: Node, process: Process, name: string): Table {
  const table = readable(node, name);
  if (table.access === "protected" && table.owner !== process.pid) error("badarg");
  return table;
}

export function putNew(node: Node, process: Process, name: string, row: readonly [TableKey, Term]): boolean {
  const table = writable(node, process, name);
  if (table.has(row[0])) return false;
  table.put(row[0], row[1]);
  return true;
}
