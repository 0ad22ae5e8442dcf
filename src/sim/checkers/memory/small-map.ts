/**
 * A map of few keys whose values change all the time, copied when it changes after a capture: old values are kept only
 * by the captures that hold them.
 */

import type { Captured, Memory } from "./memory.ts";

export class SmallMap<K, V> implements Memory {
  #rows = new Map<K, V>();
  /** Whether a capture holds the present rows. */
  #isShared = false;

  get(key: K): V | undefined {
    return this.#rows.get(key);
  }

  set(key: K, value: V): void {
    if (this.#isShared) {
      this.#rows = new Map(this.#rows);
      this.#isShared = false;
    }
    this.#rows.set(key, value);
  }

  capture(): Captured {
    this.#isShared = true;
    return this.#rows;
  }

  restore(captured: Captured): void {
    this.#rows = captured as Map<K, V>;
    this.#isShared = true;
  }
}
