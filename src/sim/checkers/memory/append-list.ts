/**
 * A list that grows at its end, goes back only by `restore`, and is captured at the price of two fields: a capture is
 * the array itself and how much of it was there.
 *
 * Invariants
 * - An array that a capture may share is only ever added to, and only by a list that has all of it; a list that went
 *   back, and now grows another way, first takes a copy of its part. Captures of different branches stay apart.
 */

import type { Memory } from "./memory.ts";

interface CapturedList<T> {
  readonly items: T[];
  readonly length: number;
}

export class AppendList<T> implements Memory {
  #items: T[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): T | undefined {
    return index < this.#length ? this.#items[index] : undefined;
  }

  push(item: T): void {
    if (this.#items.length > this.#length) this.#items = this.#items.slice(0, this.#length);
    this.#items.push(item);
    this.#length++;
  }

  capture(): CapturedList<T> {
    return { items: this.#items, length: this.#length };
  }

  restore({ items, length }: CapturedList<T>): void {
    this.#items = items;
    this.#length = length;
  }
}
