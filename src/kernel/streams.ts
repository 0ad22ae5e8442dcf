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

  constructor(seed: number, node: number) {
    this.#seed = seed;
    this.#node = node;
  }

  get(purpose: string, incarnation: number): Prng {
    const key = `${incarnation}/${purpose}`;
    let stream = this.#open.get(key);
    if (stream === undefined) {
      stream = createPrng(this.#seed, this.#node, purpose, incarnation);
      this.#open.set(key, stream);
    }
    return stream;
  }

  snapshot(): StreamsSnapshot {
    return Array.from(this.#open, ([key, stream]) => [key, stream.state()] as const);
  }

  restore(snapshot: StreamsSnapshot): void {
    this.#open.clear();
    for (const [key, words] of snapshot) this.#open.set(key, resumePrng(words.slice()));
  }
}
