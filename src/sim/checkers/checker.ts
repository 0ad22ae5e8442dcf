/**
 * Checkers: invariants that are watched while a world runs, in tests, campaigns and on the screen.
 *
 * A checker is told after every event in which node it happened. Most events concern none of them, so the first thing
 * a checker does is a cheap test of identity: immutable states that are the same object have not changed.
 *
 * Invariants
 * - A checker never touches the world: with and without it, the same hash.
 * - It may be created in the middle of a run: what it sees first is its baseline.
 * - It goes back and forth in time with its world: after the world and all of its checkers were put back to what they
 *   were at one moment, each counts and finds for all later events what it would have without the journey. States are
 *   the same objects then; nodes are not necessarily, and processes never are, so a memory holds neither.
 */

import type { EventId, Node } from "../../kernel/index.ts";
import type { Memory } from "./memory/memory.ts";

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

/** A checker at work in one world: the whole of what it knows can be captured and restored. */
export interface RunningChecker extends Memory {
  /** To be called after every event, and after a node was crashed, started or acted on from outside. */
  afterEvent(node: Node): void;
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
