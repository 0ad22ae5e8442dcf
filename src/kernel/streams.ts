/**
 * Named random streams of a node. A stream is keyed by (seed, node, purpose, incarnation): adding a draw for one
 * purpose, or restarting one node, shifts no other stream.
 */

import { createPrng, type Prng, resumePrng } from "../base/index.ts";

export type StreamsSnapshot = readonly (readonly [string, Int32Array])[];

export class Streams {
  readonly #seed: number;
  readonly #node: number;
  readonly #open = new Map<string, Prng>();
  /** Streams of the latest incarnation by purpose alone: most draws are from these. */
  readonly #recent = new Map<string, Prng>();
  #incarnation = 0;

  constructor(seed: number, node: number) {
    this.#seed = seed;
    this.#node = node;
  }

  get(purpose: string, incarnation: number): Prng {
    if (incarnation !== this.#incarnation) {
      this.#recent.clear();
      this.#incarnation = incarnation;
    }
    const recent = this.#recent.get(purpose);
    if (recent !== undefined) return recent;
    const key = `${incarnation}/${purpose}`;
    let stream = this.#open.get(key);
    if (stream === undefined) {
      stream = createPrng(this.#seed, this.#node, purpose, incarnation);
      this.#open.set(key, stream);
    }
    this.#recent.set(purpose, stream);
    return stream;
  }

  snapshot(): StreamsSnapshot {
    return Array.from(this.#open, ([key, stream]) => [key, stream.state()] as const);
  }

  restore(snapshot: StreamsSnapshot): void {
    this.#open.clear();
    this.#recent.clear();
    for (const [key, words] of snapshot) this.#open.set(key, resumePrng(words.slice()));
  }
}
