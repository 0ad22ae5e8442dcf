/**
 * Readings whose cost grows with the number of processes, kept from eating the run: while the run plays, such a
 * reading is taken anew only when the ones before have cost at most one part in eight of the time.
 *
 * Invariants
 * - Nodes of ordinary size are read anew every time.
 * - When the run rests, what is shown is of this very moment.
 */

import type { Node, Run } from "../../sim/index.ts";
import type { Driving } from "../live-view.ts";

export type Clock = () => number;

export const hostClock: Clock = () => performance.now();

/** Time a reading has to wait, as a multiple of what it cost the last time. */
const REST_SHARE = 7;
/** A node of fewer places is read whenever it is asked for. */
const SLOTS_SMALL = 4_000;

export interface Pace {
  /** Whether to read now: something has happened, and it is affordable or the run rests. */
  isDue(run: Run, driving: Driving): boolean;
  /** Carries out the reading and takes down what it cost. */
  measure<T>(run: Run, read: () => T): T;
  readonly costMs: number;
}

export function createPace(clock: Clock = hostClock): Pace {
  let endMs = Number.NEGATIVE_INFINITY;
  let costMs = 0;
  let seen = "";
  return {
    isDue(run, driving) {
      if (stampOf(run) === seen) return false;
      return !driving.playing || isSmall(run) || clock() - endMs >= REST_SHARE * costMs;
    },
    measure(run, read) {
      const startMs = clock();
      const value = read();
      endMs = clock();
      costMs = endMs - startMs;
      seen = stampOf(run);
      return value;
    },
    get costMs() {
      return costMs;
    },
  };
}

function stampOf({ world }: Run): string {
  return `${world.events} ${world.nowUs} ${world.inputs.length}`;
}

function isSmall({ world }: Run): boolean {
  return world.nodes.every((node) => node.slots.length < SLOTS_SMALL);
}

/** A reading of one node, remembered for large nodes while it is young. */
export function createNodeReading<T>(read: (node: Node) => T, clock: Clock = hostClock): (node: Node) => T {
  const taken = new WeakMap<Node, { readonly value: T; readonly stamp: string; restMs: number }>();
  return (node) => {
    if (node.slots.length < SLOTS_SMALL) return read(node);
    const stamp = `${node.trace.seq} ${node.incarnation}`;
    const last = taken.get(node);
    const startMs = clock();
    if (last !== undefined && (last.stamp === stamp || startMs < last.restMs)) return last.value;
    const value = read(node);
    const endMs = clock();
    taken.set(node, { value, stamp, restMs: endMs + REST_SHARE * (endMs - startMs) });
    return value;
  };
}
