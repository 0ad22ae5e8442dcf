/**
 * The timers of a node: what each will send to whom. A row belongs to the entry of the timed queue with the same handle,
 * so that a timer needs no object of its own; there may be a million of them under way.
 *
 * Invariant: a row is the timer of a reference when both have the same serial. A timer that is gone keeps no message alive.
 */

import type { Address, Term } from "./term.ts";
import type { TimedHandle } from "./timed-queue.ts";

/** A timer as plain data. */
export interface TimerRow {
  readonly handle: TimedHandle;
  readonly serial: number;
  readonly to: Address;
  readonly message: Term;
  readonly causeSeq: number;
}

const FIRST_CAPACITY = 64;

export class TimerTable {
  readonly #to: (Address | undefined)[] = [];
  readonly #message: Term[] = [];
  #serial = new Float64Array(FIRST_CAPACITY);
  #causeSeq = new Float64Array(FIRST_CAPACITY);

  // biome-ignore lint/complexity/useMaxParams: a million timers make no objects
  put(handle: TimedHandle, serial: number, to: Address, message: Term, causeSeq: number): void {
    while (this.#to.length <= handle) {
      this.#to.push(undefined);
      this.#message.push(undefined);
    }
    if (handle >= this.#serial.length) this.#grow(handle);
    this.#to[handle] = to;
    this.#message[handle] = message;
    this.#serial[handle] = serial;
    this.#causeSeq[handle] = causeSeq;
  }

  /** Serial of the reference this row was made for; 0 when there never was one. */
  serial(handle: TimedHandle): number {
    return this.#serial[handle] ?? 0;
  }
  to(handle: TimedHandle): Address {
    return this.#to[handle] as Address;
  }
  message(handle: TimedHandle): Term {
    return this.#message[handle];
  }
  causeSeq(handle: TimedHandle): number {
    return this.#causeSeq[handle] as number;
  }

  /** The timer has fired or is cancelled. */
  forget(handle: TimedHandle): void {
    this.#to[handle] = undefined;
    this.#message[handle] = undefined;
  }

  row(handle: TimedHandle): TimerRow {
    const serial = this.serial(handle);
    return {
      handle,
      serial,
      to: this.to(handle),
      message: this.message(handle),
      causeSeq: this.causeSeq(handle),
    };
  }

  #grow(handle: number): void {
    let capacity = this.#serial.length;
    while (capacity <= handle) capacity *= 2;
    this.#serial = widened(this.#serial, capacity);
    this.#causeSeq = widened(this.#causeSeq, capacity);
  }
}

function widened(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(capacity);
  wider.set(column);
  return wider;
}
