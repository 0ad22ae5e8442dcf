/**
 * The disk of a node: keys with durable values. It survives a crash of the node; a write is durable before any signal
 * sent after it leaves. Copy-on-write like tables.
 */

import type { Term } from "./term.ts";

export class Disk {
  #files: Map<string, Term>;
  #shared = false;

  /** An empty disk, or one that shares the files of a snapshot. */
  constructor(files?: ReadonlyMap<string, Term>) {
    this.#files = (files as Map<string, Term> | undefined) ?? new Map();
    this.#shared = files !== undefined;
  }

  get files(): ReadonlyMap<string, Term> {
    return this.#files;
  }

  get(key: string): Term {
    return this.#files.get(key);
  }

  put(key: string, value: Term): void {
    this.#own().set(key, value);
  }

  delete(key: string): void {
    this.#own().delete(key);
  }

  snapshot(): ReadonlyMap<string, Term> {
    this.#shared = true;
    return this.#files;
  }

  #own(): Map<string, Term> {
    if (this.#shared) {
      this.#files = new Map(this.#files);
      this.#shared = false;
    }
    return this.#files;
  }
}
