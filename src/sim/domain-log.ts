/**
 * The domain events of a run: what processes told observers through `ctx.emit`, in the order in which it happened,
 * each with its place in the trace. Bounded: the newest `CAPACITY` are kept.
 */

import type { Term } from "../kernel/index.ts";

export interface DomainEvent {
  readonly atUs: number;
  readonly node: number;
  readonly seq: number;
  readonly name: string;
  readonly data: Term;
}

const CAPACITY = 4096;

export class DomainLog {
  readonly #ring: DomainEvent[] = [];
  /** How many events there have been; the number of the next one. */
  count = 0;

  add(event: DomainEvent): void {
    this.#ring[this.count % CAPACITY] = event;
    this.count++;
  }

  /** Events from number `from` on that are still kept, oldest first. */
  since(from: number): DomainEvent[] {
    const events: DomainEvent[] = [];
    for (let i = Math.max(from, this.count - CAPACITY); i < this.count; i++) {
      const event = this.#ring[i % CAPACITY];
      if (event !== undefined) events.push(event);
    }
    return events;
  }
}
