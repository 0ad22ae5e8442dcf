/** `run … --workers K`: a run on several threads, and the choice of how many when nobody says. */

import { availableParallelism } from "node:os";
import { openSpreadWorld } from "../../bridge/index.ts";
import {
  breakEvenEvents,
  chooseShards,
  lookAheadUs,
  type Scenario,
  type WorldOrder,
} from "../../sim/index.ts";
import { measurePrefix } from "./prefix.ts";
import { measureExchangeUs } from "./speed.ts";
import { startThread } from "./threads.ts";

export interface SpreadReport {
  readonly hash: string;
  readonly events: number;
  readonly rounds: number;
  readonly wallMs: number;
}

/** Runs the whole world on `order.shards` threads. */
export async function runSpread(order: WorldOrder, untilUs: number): Promise<SpreadReport> {
  const world = await openSpreadWorld(order, startThread);
  try {
    const startedMs = performance.now();
    const figures = await world.advance(untilUs);
    const wallMs = performance.now() - startedMs;
    const events = figures.reduce((sum, shard) => sum + shard.events, 0);
    return { hash: await world.hash(), events, rounds: figures[0]?.rounds ?? 0, wallMs };
  } finally {
    world.end();
  }
}

export interface Choice {
  readonly shards: number;
  /** The figures behind it, in words. */
  readonly why: string;
}

/** Windows of the prefix. */
const PREFIX_WINDOWS = 300;

/** Runs a prefix of the world on one worker, measures what an exchange costs here, and decides. */
export async function chooseByPrefix(
  scenario: Scenario,
  order: Omit<WorldOrder, "shards">,
  untilUs: number,
): Promise<Choice> {
  const most = Math.min(availableParallelism(), scenario.nodes);
  if (most === 1) return { shards: 1, why: "one node or one core: one worker" };
  const prefix = measurePrefix(order, Math.min(untilUs, PREFIX_WINDOWS * lookAheadUs(scenario.link)));
  const figures = { ...prefix, exchangeUs: await measureExchangeUs(2) };
  const shards = chooseShards(most, figures);
  const from = Math.ceil(breakEvenEvents(2, figures));
  const why = `${Math.round(figures.eventsPerWindow)} events per window of ${figures.eventUs.toFixed(1)} µs each, an exchange takes ${figures.exchangeUs.toFixed(0)} µs: two workers pay from ${from}`;
  return { shards, why };
}
