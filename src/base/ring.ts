/**
 * A growable queue of fixed-width entries kept in one array: no object per entry, so a burst that stays queued
 * costs no young-generation copying.
 *
 * Invariants: first in, first out; a taken slot is cleared so that nothing is kept alive by the queue.
 */

export class Ring {
  #slots: unknown[];
  #mask: number;
  #head = 0;
  #length = 0;
  readonly #stride: number;

  /** `stride` values per entry. */
  constructor(stride: number, capacity = 16) {
    this.#stride = stride;
    this.#mask = capacity - 1;
    this.#slots = new Array(capacity * stride).fill(undefined);
  }

  get length(): number {
    return this.#length;
  }

  /** Appends an entry and returns the offset at which its `stride` values are to be written. */
  push(): number {
    if (this.#length > this.#mask) this.#grow();
    const offset = ((this.#head + this.#length) & this.#mask) * this.#stride;
    this.#length++;
    return offset;
  }

  /** Offset of the i-th oldest entry. */
  offset(i: number): number {
    return ((this.#head + i) & this.#mask) * this.#stride;
  }

  get slots(): unknown[] {
    return this.#slots;
  }

  /** Drops the oldest entry; read its values through `offset(0)` first. */
  shift(): void {
    const offset = this.#head * this.#stride;
    for (let k = 0; k < this.#stride; k++) this.#slots[offset + k] = undefined;
    this.#head = (this.#head + 1) & this.#mask;
    this.#length--;
  }

  clear(): void {
    while (this.#length > 0) this.shift();
  }

  /** All entries, oldest first, flattened. */
  toArray(): unknown[] {
    const out: unknown[] = [];
    for (let i = 0; i < this.#length; i++) {
      const offset = this.offset(i);
      for (let k = 0; k < this.#stride; k++) out.push(this.#slots[offset + k]);
    }
    return out;
  }

  /** Replaces the content by flattened entries as `toArray` gives them. */
  load(flat: readonly unknown[]): void {
    this.clear();
    for (let i = 0; i < flat.length; i += this.#stride) {
      const offset = this.push();
      for (let k = 0; k < this.#stride; k++) this.#slots[offset + k] = flat[i + k];
    }
  }

  #grow(): void {
    const stride = this.#stride;
    const before = this.#slots;
    const split = this.#head * stride;
    const slots = new Array<unknown>(before.length * 2);
    let at = 0;
    for (let i = split; i < before.length; i++) slots[at++] = before[i];
    for (let i = 0; i < split; i++) slots[at++] = before[i];
    while (at < slots.length) slots[at++] = undefined;
    this.#slots = slots;
    this.#mask = this.#mask * 2 + 1;
    this.#head = 0;
  }
}
