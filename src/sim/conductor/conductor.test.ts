import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STORM, stormInputs } from "../../testkit/conductor/storm.ts";
import { optionsFor } from "../../testkit/sim/open-run.ts";
import { runSeed } from "../campaign/index.ts";
import type { InputRecord } from "../input.ts";
import { thousandNodes } from "../scenarios/thousand-nodes.ts";
import { World, type WorldOptions } from "../world.ts";
import { runShardsInProcess } from "./in-process.ts";

const SHARDS = [1, 2, 4, 8];

/** The hash of the world in one piece, and of the same world in 1, 2, 4 and 8 shards. */
function hashes(options: WorldOptions, inputs: readonly InputRecord[], untilUs: number): string[] {
  const world = new World(options);
  for (const record of inputs) world.schedule(record);
  world.runUntil(untilUs, Number.POSITIVE_INFINITY);
  const spread = SHARDS.map((shards) => runShardsInProcess({ ...options, inputs, shards }, untilUs).hash);
  return [world.hash(), ...spread];
}

function stormWith(haltPerMille: number, seed: number): WorldOptions {
  return { scenario: STORM, seed, parameters: { haltPerMille }, resources: {} };
}

describe("a world spread over shards", () => {
  it("has the hash of the world in one piece, whatever strikes it and whichever nodes stop by themselves", () => {
    const untilUs = 80_000;
    fc.assert(
      fc.property(
        stormInputs(untilUs),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom(0, 3, 20),
        (inputs, seed, haltPerMille) => {
          const found = hashes(stormWith(haltPerMille, seed), inputs, untilUs);
          expect(new Set(found)).toEqual(new Set([found[0]]));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("exchanges a round once more when a node of any shard has stopped by itself", () => {
    const [first, second] = runShardsInProcess(
      { ...stormWith(20, 1), inputs: [], shards: 2 },
      60_000,
    ).figures;
    expect(first?.exchanges).toBe(second?.exchanges);
    // One exchange opens the run, one ends each round; the rest are for nodes that stopped.
    expect((first?.exchanges ?? 0) - (first?.rounds ?? 0) - 1).toBeGreaterThan(0);
    const calm = runShardsInProcess({ ...stormWith(0, 1), inputs: [], shards: 2 }, 60_000).figures[0];
    expect((calm?.exchanges ?? 0) - (calm?.rounds ?? 0)).toBe(1);
  });

  it("has that hash in the learning cluster under the faults of a campaign", () => {
    const options = { ...optionsFor("learning-cluster", 1) };
    const code = options.scenario.code(options.parameters, options.resources);
    const scenario = { ...options.scenario, code: () => code };
    for (const seed of [1, 2]) {
      const seeded = { ...options, scenario, seed, defects: [] };
      const phases = { faultsUs: 1_500_000, healthyUs: 300_000, meanGapUs: 100_000 };
      const { inputs, untilUs } = runSeed({ ...seeded, ...phases });
      const found = hashes(seeded, inputs, untilUs);
      expect(new Set(found)).toEqual(new Set([found[0]]));
    }
  });

  it("skips empty time and needs a round only where something happens", () => {
    const scenario = thousandNodes(4);
    const parameters = { processes: 1, farPercent: 100, wakeEveryMs: 1_000 };
    const options = { scenario, seed: 1, parameters, resources: {}, inputs: [], shards: 2 };
    const { figures } = runShardsInProcess(options, 10_000_000);
    // Ten thousand windows would fit; four processes wake ten times each.
    expect(figures[0]?.rounds).toBeLessThan(200);
  });

  it("stops at the time asked for and goes on from there", () => {
    const options = { ...stormWith(0, 5), inputs: [], shards: 3 };
    const world = new World(options);
    world.runUntil(12_345, Number.POSITIVE_INFINITY);
    expect(runShardsInProcess(options, [3_000, 3_000, 12_345]).hash).toBe(world.hash());
  });
});
