/**
 * Tables: ETS of a node. A table is owned by a process and dies with it; the kernel holds the rows.
 *
 * Copy-on-write: a snapshot shares the rows and the next write copies them once, so checkpoints cost nothing for
 * tables that do not change. Row order is insertion order, which is deterministic.
 *
 * Differences from ETS: sets only; keys are strings, numbers, Pids, Refs and tuples of them; terms are shared, not
 * copied.
 */

import type { Pid, Term } from "./term.ts";
import { type TableKey, TupleKeys } from "./tuple-keys.ts";

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
  /** Made with the first tuple that is a key. */
  #tuples: TupleKeys | undefined = undefined;

  constructor(from: TableSnapshot, shared = false) {
    this.name = from.name;
    this.owner = from.owner;
    this.access = from.access;
    this.#rows = from.rows as Map<TableKey, Term>;
    this.#shared = shared;
    this.#indexTuples();
  }

  /** The rows; a tuple among the keys is found by `get` and `has` only. */
  get rows(): ReadonlyMap<TableKey, Term> {
    return this.#rows;
  }

  get(key: TableKey): Term {
    if (typeof key !== "object" || !Array.isArray(key)) return this.#rows.get(key);
    const tuple = this.#tuples?.find(key);
    return tuple === undefined ? undefined : this.#rows.get(tuple);
  }

  has(key: TableKey): boolean {
    if (typeof key !== "object" || !Array.isArray(key)) return this.#rows.has(key);
    const tuple = this.#tuples?.find(key);
    return tuple !== undefined && this.#rows.has(tuple);
  }

  /** Rows whose key is a tuple that begins with this element; see `TupleKeys.under` for their order. */
  under(first: TableKey): (readonly [readonly TableKey[], Term])[] {
    const keys = this.#tuples?.under(first) ?? [];
    return keys.flatMap((key) => (this.#rows.has(key) ? [[key, this.#rows.get(key)] as const] : []));
  }

  put(key: TableKey, value: Term): void {
    const rows = this.#own();
    if (typeof key !== "object" || !Array.isArray(key)) rows.set(key, value);
    else {
      this.#tuples ??= new TupleKeys();
      rows.set(this.#tuples.add(key), value);
    }
  }

  delete(key: TableKey): boolean {
    if (!this.has(key)) return false;
    const rows = this.#own();
    if (typeof key !== "object" || !Array.isArray(key)) return rows.delete(key);
    const tuple = this.#tuples?.find(key) as readonly TableKey[];
    rows.delete(tuple);
    this.#tuples?.delete(tuple);
    return true;
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

  #indexTuples(): void {
    for (const key of this.#rows.keys()) {
      if (typeof key !== "object" || !Array.isArray(key)) continue;
      this.#tuples ??= new TupleKeys();
      this.#tuples.add(key);
    }
  }
}
