/**
 * The entries of a timing wheel whose time has come, in canonical order: sorted once when the time comes, and what is
 * inserted for that very time meanwhile is put into its place.
 */

import type { EntryPool } from "./entry-pool.ts";

export class DueList {
  readonly #pool: EntryPool<unknown>;
  #rows: number[] = [];
  /** Rows before it are done. */
  #at = 0;

  constructor(pool: EntryPool<unknown>) {
    this.#pool = pool;
  }

  get isEmpty(): boolean {
    return this.#at === this.#rows.length;
  }

  /** Takes the first row; the list must not be empty. */
  take(): number {
    const row = this.#rows[this.#at++] as number;
    if (this.isEmpty) this.clear();
    return row;
  }

  clear(): void {
    this.#rows.length = 0;
    this.#at = 0;
  }

  /** Fills the empty list with a chain of rows, which is in order of insertion. */
  fill(first: number, end: number): void {
    const rows = this.#rows;
    const { next } = this.#pool;
    let isSorted = true;
    for (let row = first; row !== end; row = next[row] as number) {
      if (rows.length > 0 && !this.#isBefore(rows[rows.length - 1] as number, row)) isSorted = false;
      rows.push(row);
    }
    if (!isSorted) rows.sort((a, b) => (this.#isBefore(a, b) ? -1 : 1));
  }

  insert(row: number): void {
    const rows = this.#rows;
    let low = this.#at;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isBefore(rows[middle] as number, row)) low = middle + 1;
      else high = middle;
    }
    if (low === rows.length) rows.push(row);
    else rows.splice(low, 0, row);
  }

  cancel(row: number): void {
    this.#rows.splice(this.#rows.indexOf(row, this.#at), 1);
    if (this.isEmpty) this.clear();
  }

  /** Canonical order of two entries of one time. */
  #isBefore(a: number, b: number): boolean {
    const { order, seq } = this.#pool;
    const byOrder = (order[a] as number) - (order[b] as number);
    return byOrder < 0 || (byOrder === 0 && (seq[a] as number) < (seq[b] as number));
  }
}
