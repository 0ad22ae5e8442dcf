/**
 * Memory: what a checker keeps from event to event, in pieces that can be captured and put back.
 *
 * A run goes back and forth in time and onto branches, and its checkers must go with it, each as if it had never seen
 * anything else. So a checker keeps what it has seen in a few pieces: a `Cell` for one value, an `AppendList` or an
 * `AppendMap` for what only grows, a `SmallMap` for a bounded set of keys that change all the time.
 *
 * Invariants
 * - What `capture` answers never changes afterwards, whatever the piece goes through; it can be restored any number of
 *   times, in any order, also into the same piece of another world.
 * - `capture` costs the same however much a growing piece has seen; captures share what they have in common.
 * - The values kept are immutable; the pieces share them.
 */

/** What a piece held at one moment. Only the kind of piece that gave it can read it. */
export type Captured = unknown;

export interface Memory {
  capture(): Captured;
  restore(captured: Captured): void;
}

/** One value that is replaced as a whole. */
export class Cell<T> implements Memory {
  value: T;

  constructor(value: T) {
    this.value = value;
  }

  capture(): Captured {
    return this.value;
  }

  restore(captured: Captured): void {
    this.value = captured as T;
  }
}

export function captureAll(pieces: readonly Memory[]): readonly Captured[] {
  return pieces.map((piece) => piece.capture());
}

/** Puts back what `captureAll` of the same pieces in the same order has given. */
export function restoreAll(pieces: readonly Memory[], captured: readonly Captured[]): void {
  for (const [i, piece] of pieces.entries()) piece.restore(captured[i]);
}
