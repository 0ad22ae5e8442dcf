/**
 * Tables: ETS of a node. A table is owned by a process and dies with it; the kernel holds the rows.
 *
 * Copy-on-write: a snapshot shares the rows and the next write copies them once, so checkpoints cost nothing for
 * tables that do not change. Row order is insertion order, which is deterministic.
 *
 * Differences from ETS: sets only, scalar keys (string, number, Pid, Ref), terms are shared, not copied.
 */

import type { TableKey } from "./context.ts";
import type { Pid, Term } from "./term.ts";

export interface TableSnapshot {
  readonly name: string;
  readonly owner: Pid;
  readonly access: "protected" | "public";
  readonly rows: ReadonlyMap<TableKey, Term>;
}

export class Table {
  readonly name: string;
  readonly owner: Pid;
  readonly access: "protected" | "public";
  #rows: Map<TableKey, Term>;
  #shared = false;

  constructor(from: TableSnapshot, shared = false) {
    this.name = from.name;
    this.owner = from.owner;
    this.access = from.access;
    this.#rows = from.rows as Map<TableKey, Term>;
    this.#shared = shared;
  }

  get rows(): ReadonlyMap<TableKey, Term> {
    return this.#rows;
  }

  put(key: TableKey, value: Term): void {
    this.#own().set(key, value);
  }

  delete(key: TableKey): boolean {
    return this.#rows.has(key) && this.#own().delete(key);
  }

  snapshot(): TableSnapshot {
    this.#shared = true;
    return { name: this.name, owner: this.owner, access: this.access, rows: this.#rows };
  }

  #own(): Map<TableKey, Term> {
    if (this.#shared) {
      this.#rows = new Map(this.#rows);
      this.#shared = false;
    }
    return this.#rows;
  }
}
