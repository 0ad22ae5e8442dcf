/**
 * The entries of a timing wheel: columns of numbers, doubly linked into lists, and one array of items. A handle is a
 * row; free rows form a list of their own.
 *
 * Invariants: a row is in one list or free; `slot` says in which list it is (`FREE` when free).
 */

export const FREE = -1;
export const NONE = -1;
const FIRST_CAPACITY = 64;

export class EntryPool<T> {
  timeUs = new Float64Array(FIRST_CAPACITY);
  seq = new Float64Array(FIRST_CAPACITY);
  order = new Int32Array(FIRST_CAPACITY);
  slot = new Int32Array(FIRST_CAPACITY).fill(FREE);
  next = new Int32Array(FIRST_CAPACITY);
  previous = new Int32Array(FIRST_CAPACITY);
  items: (T | undefined)[] = [];
  size = 0;
  #free = NONE;

  /** A free row. */
  take(): number {
    const row = this.#free;
    this.size++;
    if (row === NONE) {
      const fresh = this.items.length;
      this.items.push(undefined);
      if (fresh === this.slot.length) this.#grow(fresh * 2);
      return fresh;
    }
    this.#free = this.next[row] as number;
    return row;
  }

  give(row: number): void {
    this.items[row] = undefined;
    this.slot[row] = FREE;
    this.next[row] = this.#free;
    this.#free = row;
    this.size--;
  }

  /** Makes rows up to `rows` exist, all of them free. Only on an empty pool. */
  reserve(rows: number): void {
    let capacity = this.slot.length;
    while (capacity < rows) capacity *= 2;
    if (capacity > this.slot.length) this.#grow(capacity);
    this.items = new Array<T | undefined>(rows).fill(undefined);
    this.slot.fill(FREE);
    this.size = 0;
    this.#free = NONE;
  }

  /** After rows were filled by hand: the others become free. */
  collectFree(): void {
    this.#free = NONE;
    for (let row = this.items.length - 1; row >= 0; row--) {
      if (this.slot[row] !== FREE) continue;
      this.next[row] = this.#free;
      this.#free = row;
    }
  }

  #grow(capacity: number): void {
    this.timeUs = widen(new Float64Array(capacity), this.timeUs);
    this.seq = widen(new Float64Array(capacity), this.seq);
    this.order = widen(new Int32Array(capacity), this.order);
    this.slot = widen(new Int32Array(capacity).fill(FREE), this.slot);
    this.next = widen(new Int32Array(capacity), this.next);
    this.previous = widen(new Int32Array(capacity), this.previous);
  }
}

function widen<C extends Float64Array | Int32Array>(column: C, from: C): C {
  column.set(from as never);
  return column;
}
