/**
 * The messages a process has kept, in order of arrival. A selective receive walks over bodies alone, so they lie side by
 * side; what else is known of a message lies in a second array.
 *
 * Invariant: first in, first out, but for messages taken from the middle; a taken place is cleared.
 */

import type { Pid, Term } from "./term.ts";

/** from, cause node, cause sequence, arrival time. */
const DETAILS = 4;

export class Mailbox {
  length = 0;
  #mask = 3;
  #head = 0;
  #bodies: Term[] = new Array<Term>(4).fill(undefined);
  #details: unknown[] = new Array<unknown>(4 * DETAILS).fill(undefined);

  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  push(from: Pid | undefined, body: Term, causeNode: number, causeSeq: number, atUs: number): void {
    if (this.length > this.#mask) this.#grow();
    const place = (this.#head + this.length) & this.#mask;
    this.#bodies[place] = body;
    const details = this.#details;
    const at = place * DETAILS;
    details[at] = from;
    details[at + 1] = causeNode;
    details[at + 2] = causeSeq;
    details[at + 3] = atUs;
    this.length++;
  }

  body(i: number): Term {
    return this.#bodies[(this.#head + i) & this.#mask];
  }
  from(i: number): Pid | undefined {
    return this.#details[((this.#head + i) & this.#mask) * DETAILS] as Pid | undefined;
  }
  causeNode(i: number): number {
    return this.#details[((this.#head + i) & this.#mask) * DETAILS + 1] as number;
  }
  causeSeq(i: number): number {
    return this.#details[((this.#head + i) & this.#mask) * DETAILS + 2] as number;
  }
  atUs(i: number): number {
    return this.#details[((this.#head + i) & this.#mask) * DETAILS + 3] as number;
  }

  /** Index of the oldest message that fits, or -1. */
  find(fits: (body: Term) => boolean): number {
    const bodies = this.#bodies;
    const head = this.#head;
    const length = this.length;
    const untilEnd = Math.min(length, bodies.length - head);
    for (let i = 0; i < untilEnd; i++) if (fits(bodies[head + i])) return i;
    for (let i = untilEnd; i < length; i++) if (fits(bodies[i - untilEnd])) return i;
    return -1;
  }

  /** Index of the oldest tuple that begins with `tag`, or -1. */
  findTagged(tag: Term): number {
    const bodies = this.#bodies;
    const head = this.#head;
    const length = this.length;
    for (let i = 0; i < length; i++) {
      const body = bodies[(head + i) & this.#mask];
      if (Array.isArray(body) && body[0] === tag) return i;
    }
    return -1;
  }

  /** Drops the i-th oldest message; whichever side of it is shorter moves up. */
  removeAt(i: number): void {
    if (i > this.length >> 1) {
      for (let k = i; k < this.length - 1; k++) this.#move(k + 1, k);
      this.#clear(this.length - 1);
    } else {
      for (let k = i; k > 0; k--) this.#move(k - 1, k);
      this.#clear(0);
      this.#head = (this.#head + 1) & this.#mask;
    }
    this.length--;
  }

  /** Everything in it, oldest first: body, then details, flattened. */
  toArray(): unknown[] {
    const flat: unknown[] = [];
    for (let i = 0; i < this.length; i++) {
      flat.push(this.body(i), this.from(i), this.causeNode(i), this.causeSeq(i), this.atUs(i));
    }
    return flat;
  }

  copy(): Mailbox {
    const copy = new Mailbox();
    copy.length = this.length;
    copy.#mask = this.#mask;
    copy.#head = this.#head;
    copy.#bodies = this.#bodies.slice();
    copy.#details = this.#details.slice();
    return copy;
  }

  #move(from: number, to: number): void {
    const source = (this.#head + from) & this.#mask;
    const target = (this.#head + to) & this.#mask;
    this.#bodies[target] = this.#bodies[source];
    for (let k = 0; k < DETAILS; k++)
      this.#details[target * DETAILS + k] = this.#details[source * DETAILS + k];
  }

  #clear(i: number): void {
    const place = (this.#head + i) & this.#mask;
    this.#bodies[place] = undefined;
    this.#details[place * DETAILS] = undefined;
  }

  /** Twice the room, with the oldest message in front. */
  #grow(): void {
    const size = this.#bodies.length;
    this.#bodies = doubled(this.#bodies, this.#head);
    this.#details = doubled(this.#details, this.#head * DETAILS);
    this.#mask = size * 2 - 1;
    this.#head = 0;
  }
}

function doubled<T>(slots: readonly T[], head: number): T[] {
  const wider = head === 0 ? slots.slice() : slots.slice(head).concat(slots.slice(0, head));
  wider.length = slots.length * 2;
  return wider;
}
