/** One seed of a hunt, and the moment before its invariant broke. */

import { assert, ok, type Result } from "../../base/index.ts";
import { replaySeed, runSeed, type SeedOptions } from "../campaign/index.ts";
import { Run } from "../run.ts";
import type { Resources } from "../scenario.ts";
import { findScenario } from "../scenarios/index.ts";
import { runOptionsOf } from "./open-order.ts";
import { foundOf, type Moment, type SeedOrder, type SeedResult } from "./order.ts";

/** The usual phases of a campaign; the seeds of the catalogue of planted defects hold for them. */
const PHASES = { faultsUs: 8_000_000, healthyUs: 4_000_000, meanGapUs: 250_000 } as const;

export function huntSeed(order: SeedOrder, resources: Resources): Result<SeedResult> {
  const known = findScenario(order.scenario);
  if (!known.ok) return known;
  const given = { ...known.value.campaignParameters, ...order.parameters };
  const run = runOptionsOf({ ...order, parameters: given }, resources);
  if (!run.ok) return run;
  const { scenario, parameters } = run.value;
  const { seed, defects } = order;
  const options: SeedOptions = { scenario, parameters, resources, seed, defects, ...PHASES };
  const outcome = order.faults === undefined ? runSeed(options) : replaySeed(options, order.faults);
  const { events, faults } = outcome;
  const violation = foundOf(outcome.violation);
  const inputs = violation === null ? [] : outcome.inputs;
  const before = violation === null ? null : momentBefore(options, inputs, violation.atUs);
  return ok({ kind: "seed", seed, parameters: given, events, faults, inputs, violation, before });
}

/** The last microsecond before the instant in which it broke, as a run with these inputs has it. */
function momentBefore(options: SeedOptions, inputs: SeedResult["inputs"], brokenAtUs: number): Moment {
  const { scenario, parameters, resources, seed, defects } = options;
  const run = new Run({ scenario, parameters, resources, seed, defects, inputs });
  const atUs = Math.max(0, brokenAtUs - 1);
  run.advance(atUs, Number.POSITIVE_INFINITY);
  assert(!run.stopped, "a run replayed from its inputs breaks where it broke before");
  return { atUs, hash: run.world.hash() };
}
