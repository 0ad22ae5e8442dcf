/**
 * The queue of arrivals: every signal sent within a node, first in, first out, as a list of blocks.
 *
 * A block is a young array that is written once, read once and dropped: a burst never copies what is queued already, and
 * no old object has to remember young messages. (Large blocks that serve again were tried: half as fast in Chromium, where
 * writing to old memory costs more than making new.) An entry is five values, without an object of its own.
 *
 * Invariants: order is order of `push`; the head entry may be read until `drop`, and nobody keeps the block.
 */

import { SIGNAL, type SignalKind } from "./signal.ts";
import type { Address, Pid, Term } from "./term.ts";

/** kind, to, from, body, cause sequence. The cause is always an event of this node. */
export const SIGNAL_STRIDE = 5;
const BLOCK = 256 * SIGNAL_STRIDE;
/** Copying it is the quickest way to an empty block. */
const emptyBlock: readonly unknown[] = new Array<unknown>(BLOCK).fill(undefined);

export class SignalQueue {
  length = 0;
  /** How many of the entries are signals of exit/2. */
  exits = 0;
  /** Block and offset of the oldest entry. */
  head: unknown[] = emptyBlock.slice();
  headAt = 0;
  #tail = this.head;
  #tailAt = 0;
  /** Blocks after the head's, oldest first; those before `#nextAt` have been read. */
  #next: unknown[][] = [];
  #nextAt = 0;

  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  push(kind: SignalKind, to: Address, from: Pid | undefined, body: Term, causeSeq: number): void {
    if (this.#tailAt === BLOCK) this.#addBlock();
    const block = this.#tail;
    const at = this.#tailAt;
    block[at] = kind;
    block[at + 1] = to;
    block[at + 2] = from;
    block[at + 3] = body;
    block[at + 4] = causeSeq;
    this.#tailAt = at + SIGNAL_STRIDE;
    this.length++;
    if (kind === SIGNAL.exit) this.exits++;
  }

  /** Drops the oldest entry. */
  drop(): void {
    if (this.head[this.headAt] === SIGNAL.exit) this.exits--;
    this.headAt += SIGNAL_STRIDE;
    this.length--;
    if (this.headAt === BLOCK) this.#leaveBlock();
  }

  /** Body of the oldest signal of this kind from one process to another, or undefined. Searches the whole queue. */
  find(kind: SignalKind, to: Pid, from: Pid): Term {
    const flat = this.toArray();
    for (let i = 0; i < flat.length; i += SIGNAL_STRIDE) {
      if (flat[i] === kind && flat[i + 1] === to && flat[i + 2] === from) return flat[i + 3] as Term;
    }
    return undefined;
  }

  clear(): void {
    this.length = 0;
    this.exits = 0;
    this.head = emptyBlock.slice();
    this.headAt = 0;
    this.#tail = this.head;
    this.#tailAt = 0;
    this.#next = [];
    this.#nextAt = 0;
  }

  /** All entries, oldest first, flattened. */
  toArray(): unknown[] {
    const blocks = [this.head, ...this.#next.slice(this.#nextAt)];
    return blocks.flat().slice(this.headAt, this.headAt + this.length * SIGNAL_STRIDE);
  }

  /** Replaces the content by flattened entries as `toArray` gives them. */
  load(flat: readonly unknown[]): void {
    this.clear();
    for (let i = 0; i < flat.length; i += SIGNAL_STRIDE) {
      this.push(
        flat[i] as SignalKind,
        flat[i + 1] as Address,
        flat[i + 2] as Pid | undefined,
        flat[i + 3] as Term,
        flat[i + 4] as number,
      );
    }
  }

  #addBlock(): void {
    this.#tail = emptyBlock.slice();
    this.#tailAt = 0;
    this.#next.push(this.#tail);
  }

  #leaveBlock(): void {
    this.headAt = 0;
    const block = this.#next[this.#nextAt];
    if (block === undefined) {
      // The last block has been read to its end: begin again.
      this.head = emptyBlock.slice();
      this.#tail = this.head;
      this.#tailAt = 0;
      this.#next = [];
      this.#nextAt = 0;
      return;
    }
    this.head = block;
    this.#next[this.#nextAt++] = [];
    if (this.#nextAt > 1024) {
      this.#next = this.#next.slice(this.#nextAt);
      this.#nextAt = 0;
    }
  }
}
