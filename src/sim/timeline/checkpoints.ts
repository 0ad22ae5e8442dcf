/**
 * The checkpoints of one branch, in order of time, and which of them to give up when there is no room.
 *
 * Invariants
 * - The first one is never given up: from it everything can be had again.
 * - Of two neighbours the one goes whose absence makes the smallest gap, so what remains is spread evenly over the
 *   work of the run, and going back costs about the same everywhere.
 */

import { type Checkpoint, isBefore, type Moment, weighAgainst } from "./checkpoint.ts";

export class Checkpoints {
  #line: Checkpoint[] = [];
  #bytes = 0;

  get count(): number {
    return this.#line.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  last(): Checkpoint | undefined {
    return this.#line.at(-1);
  }

  /** Puts it in its place; one of the same moment is there once. */
  add(checkpoint: Checkpoint): void {
    const at = this.#line.findLastIndex((other) => !isBefore(checkpoint, other)) + 1;
    const before = this.#line[at - 1];
    if (before !== undefined && !isBefore(before, checkpoint)) return;
    this.#line.splice(at, 0, checkpoint);
    this.#bytes += checkpoint.bytes;
  }

  /** The latest one for which `isEarlyEnough` holds; it must hold for all before one for which it holds. */
  latest(isEarlyEnough: (checkpoint: Checkpoint) => boolean): Checkpoint | undefined {
    return this.#line.findLast(isEarlyEnough);
  }

  /** The one before `checkpoint`. */
  previous(checkpoint: Moment): Checkpoint | undefined {
    return this.#line.findLast((other) => isBefore(other, checkpoint));
  }

  /** The first one after `moment`. */
  next(moment: Moment): Checkpoint | undefined {
    return this.#line.find((other) => isBefore(moment, other));
  }

  /** The gap in work that giving one up would make, and its place; undefined when none can go. */
  cheapest(): { readonly at: number; readonly gap: number } | undefined {
    let best: { readonly at: number; readonly gap: number } | undefined;
    for (let at = 1; at < this.#line.length - 1; at++) {
      const gap = (this.#line[at + 1] as Checkpoint).work - (this.#line[at - 1] as Checkpoint).work;
      if (best === undefined || gap < best.gap) best = { at, gap };
    }
    return best;
  }

  giveUp(at: number): void {
    const [gone] = this.#line.splice(at, 1);
    const after = this.#line[at];
    this.#bytes -= gone?.bytes ?? 0;
    if (after === undefined) return;
    const reweighed = weighAgainst(after, this.#line[at - 1]);
    this.#bytes += reweighed.bytes - after.bytes;
    this.#line[at] = reweighed;
  }
}
