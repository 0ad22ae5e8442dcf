/**
 * The domain events of a run: what processes told observers through `ctx.emit`, in the order in which it happened,
 * each with its place in the trace. Bounded: at least the newest `KEPT` are there.
 *
 * Invariant: full chunks never change, so a captured log shares them with the running one.
 */

import type { Term } from "../kernel/index.ts";

export interface DomainEvent {
  readonly atUs: number;
  readonly node: number;
  readonly seq: number;
  readonly name: string;
  readonly data: Term;
}

export interface DomainLogCapture {
  readonly chunks: readonly (readonly DomainEvent[])[];
  readonly tail: readonly DomainEvent[];
  readonly count: number;
}

const CHUNK = 128;
const KEPT = 4096;

export class DomainLog {
  #chunks: readonly (readonly DomainEvent[])[] = [];
  #tail: DomainEvent[] = [];
  /** How many events there have been; the number of the next one. */
  count = 0;

  add(event: DomainEvent): void {
    this.#tail.push(event);
    this.count++;
    if (this.#tail.length < CHUNK) return;
    this.#chunks = [...this.#chunks, this.#tail].slice(-KEPT / CHUNK);
    this.#tail = [];
  }

  /** Events from number `from` on that are still kept, oldest first. */
  since(from: number): DomainEvent[] {
    const wanted = this.count - Math.max(0, from);
    if (wanted <= 0) return [];
    if (wanted <= this.#tail.length) return this.#tail.slice(-wanted);
    const older = Math.ceil((wanted - this.#tail.length) / CHUNK);
    const found = [...this.#chunks.slice(-older).flat(), ...this.#tail];
    return found.length > wanted ? found.slice(-wanted) : found;
  }

  capture(): DomainLogCapture {
    return { chunks: this.#chunks, tail: this.#tail.slice(), count: this.count };
  }

  restore({ chunks, tail, count }: DomainLogCapture): void {
    this.#chunks = chunks;
    this.#tail = tail.slice();
    this.count = count;
  }
}
