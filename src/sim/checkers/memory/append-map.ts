/**
 * A map kept as the list of its settings, for keys that come and stay: capturing it is capturing the list.
 *
 * Setting a key again is allowed and adds to the list, so this is for what is rarely set twice; for few keys with
 * values that change all the time there is `SmallMap`. A restore reads the list again from its beginning, which is a
 * millisecond for ten thousand settings.
 */

import { AppendList } from "./append-list.ts";
import type { Captured, Memory } from "./memory.ts";

export class AppendMap<K, V> implements Memory {
  readonly #settings = new AppendList<readonly [key: K, value: V]>();
  readonly #index = new Map<K, V>();

  get(key: K): V | undefined {
    return this.#index.get(key);
  }

  has(key: K): boolean {
    return this.#index.has(key);
  }

  set(key: K, value: V): void {
    this.#index.set(key, value);
    this.#settings.push([key, value]);
  }

  capture(): Captured {
    return this.#settings.capture();
  }

  restore(captured: Captured): void {
    this.#settings.restore(captured as ReturnType<AppendList<readonly [K, V]>["capture"]>);
    this.#index.clear();
    for (let i = 0; i < this.#settings.length; i++) {
      const [key, value] = this.#settings.at(i) as readonly [K, V];
      this.#index.set(key, value);
    }
  }
}
