/** How long a world takes on so many threads, in wall and processor time. */

import { openSpreadWorld, type ShardFigures } from "../../bridge/index.ts";
import type { WorldOrder } from "../../sim/index.ts";
import { startThread } from "./threads.ts";

export interface SpreadSample {
  readonly shards: number;
  readonly wallMs: number;
  /** Processor time of the busiest thread: what the run would take on a machine without neighbours. */
  readonly cpuMs: number | undefined;
  /** Work of the busiest thread, by the wall clock; the rest it waited for others. */
  readonly busyMs: number;
  readonly events: number;
  readonly rounds: number;
  readonly letters: number;
  readonly bytes: number;
  readonly hash: string;
}

/** Runs the world to `warmUs` to have it built and compiled, then measures it up to `untilUs`. */
export async function measureSpread(
  order: WorldOrder,
  { warmUs, untilUs }: { readonly warmUs: number; readonly untilUs: number },
): Promise<SpreadSample> {
  const world = await openSpreadWorld(order, startThread);
  try {
    const before = await world.advance(warmUs);
    const startedMs = performance.now();
    const after = await world.advance(untilUs);
    const wallMs = performance.now() - startedMs;
    const gained = (pick: (figures: ShardFigures) => number): number =>
      sum(after.map(pick)) - sum(before.map(pick));
    return {
      shards: order.shards,
      wallMs,
      cpuMs: highest(after.map(({ cpuMs }) => cpuMs)),
      busyMs: Math.max(...after.map(({ busyMs }) => busyMs)),
      events: gained(({ events }) => events),
      rounds: gained(({ rounds }) => rounds) / order.shards,
      letters: gained(({ lettersOut }) => lettersOut),
      bytes: gained(({ bytesOut }) => bytesOut),
      hash: await world.hash(),
    };
  } finally {
    world.end();
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function highest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : Math.max(...known);
}
