/** Whether a world has the same hash on one worker and spread over 1, 2, 4 and 8 shards, under a nemesis. */

import {
  type InputRecord,
  runSeed,
  runShardsInProcess,
  type Scenario,
  type SeedOptions,
  World,
} from "../../sim/index.ts";

export const SHARD_COUNTS = [1, 2, 4, 8] as const;

export interface SeedVerdict {
  readonly scenario: string;
  readonly seed: number;
  readonly events: number;
  readonly inputs: number;
  readonly hash: string;
  /** The shard counts whose hash differed; empty when all is well. */
  readonly differing: readonly number[];
}

/** Lets the nemesis of campaigns strike, then replays what it did in one piece and in shards. */
export function compareSeed(options: SeedOptions): SeedVerdict {
  const { inputs, untilUs } = runSeed(options);
  const { hash, events } = runWhole(options, inputs, untilUs);
  const differing = SHARD_COUNTS.filter(
    (shards) => runShardsInProcess({ ...options, inputs, shards }, untilUs).hash !== hash,
  );
  return {
    scenario: options.scenario.id,
    seed: options.seed,
    events,
    inputs: inputs.length,
    hash,
    differing,
  };
}

/** The reference: one world in one piece. */
export function runWhole(
  options: Omit<SeedOptions, "faultsUs" | "healthyUs" | "meanGapUs">,
  inputs: readonly InputRecord[],
  untilUs: number,
): { readonly hash: string; readonly events: number } {
  const world = new World(options);
  for (const record of inputs) world.schedule(record);
  world.runUntil(untilUs, Number.POSITIVE_INFINITY);
  return { hash: world.hash(), events: world.events };
}

/** Decoding the data of a scenario costs more than a short run; code holds no state, so one decoding serves all. */
export function withSharedCode(scenario: Scenario): Scenario {
  let made: { readonly key: string; readonly code: ReturnType<Scenario["code"]> } | undefined;
  return {
    ...scenario,
    code(parameters, resources) {
      const key = JSON.stringify(parameters);
      if (made?.key !== key) made = { key, code: scenario.code(parameters, resources) };
      return made.code;
    },
  };
}
