/**
 * Checkers: invariants that are watched while a world runs, in tests, campaigns and on the screen.
 *
 * A checker is told after every event in which node it happened. Most events concern none of them, so the first thing
 * a checker does is a cheap test of identity: immutable states that are the same object have not changed.
 *
 * Invariants
 * - A checker never touches the world: with and without it, the same hash.
 * - It may be created in the middle of a run: what it sees first is its baseline. After the world was put back to an
 *   earlier or later moment, the checkers are created anew, all together.
 */

import type { EventId, Node } from "../../kernel/index.ts";

/** What was found: when, in words, and the event in which it became visible (the end of a why-chain). */
export interface Violation {
  readonly atUs: number;
  readonly text: string;
  readonly event: EventId | undefined;
}

/** What a checker may look at. */
export interface WorldView {
  readonly nodes: readonly Node[];
}

/** A checker at work in one world. */
export interface RunningChecker {
  /** To be called after every event, and after a node was crashed, started or acted on from outside. */
  afterEvent(node: Node): void;
  /** Dear checks, now and then. */
  atCheckpoint?(): void;
  /** How often it has compared something. */
  readonly checked: number;
  /** The first one; a checker that has found one looks no further. */
  readonly violation: Violation | undefined;
}

export interface Checker {
  readonly id: string;
  /** The invariant as a sentence. */
  readonly title: string;
  /** Where it comes from, e.g. "Raft paper §5.2". */
  readonly source: string;
  create(world: WorldView): RunningChecker;
}
