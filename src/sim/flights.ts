/**
 * Signals seen between nodes: those under way and those that travelled a moment ago. Kept for the eye only: it is not
 * part of the state of the world and nothing in the run reads it.
 */

import type { RemoteSignal } from "../kernel/index.ts";

export interface Flight {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly sentUs: number;
  /** When it arrives, or when it would have arrived about, for a lost one. */
  readonly arriveUs: number;
  readonly lost: boolean;
  readonly signal: RemoteSignal;
}

export interface FlightsCapture {
  readonly flights: readonly Flight[];
  readonly count: number;
}

const CAPACITY = 2048;

export class Flights {
  readonly #ring: (Flight | undefined)[] = new Array<Flight | undefined>(CAPACITY).fill(undefined);
  #count = 0;
  /** Off for headless runs. */
  recording = false;

  add(flight: Omit<Flight, "id">): void {
    if (!this.recording) return;
    this.#ring[this.#count % CAPACITY] = { ...flight, id: this.#count };
    this.#count++;
  }

  /** Flights that arrive at or after `sinceUs`, oldest first. */
  since(sinceUs: number): Flight[] {
    const found: Flight[] = [];
    for (let i = Math.max(0, this.#count - CAPACITY); i < this.#count; i++) {
      const flight = this.#ring[i % CAPACITY];
      if (flight !== undefined && flight.arriveUs >= sinceUs) found.push(flight);
    }
    return found;
  }

  /** What is under way or arrived since `sinceUs`, and the number of the next flight. */
  capture(sinceUs: number): FlightsCapture {
    return { flights: this.since(sinceUs), count: this.#count };
  }

  restore({ flights, count }: FlightsCapture): void {
    this.#ring.fill(undefined);
    this.#count = count;
    for (const flight of flights) this.#ring[flight.id % CAPACITY] = flight;
  }

  clear(): void {
    this.#ring.fill(undefined);
  }
}
