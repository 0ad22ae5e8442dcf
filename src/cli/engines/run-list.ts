/**
 * The fixed list of runs whose hashes every engine must give: each scenario of the catalogue and the large world in
 * small, in turn; each time round they are run in another way, with another seed.
 *
 * Invariants: a pure function of the catalogue. A shorter list is the beginning of the longer one.
 */

import {
  findLargeScenario,
  type Parameters,
  resolveParameters,
  SCENARIOS,
  type Scenario,
} from "../../sim/index.ts";

/**
 * - `plain`: the scenario as a visitor meets it, with every checker.
 * - `travel`: there, back, step by step, aside by an intervention, undone, redone, and to the end of the first branch.
 * - `nemesis`: random faults of every family, then health.
 * - `hands`: what a person does: loss, a partition, proposals, crashes, restarts, pauses, kills.
 * - `spread`: the same hands on a world over three shards that exchange bytes; a world of one node has one shard.
 */
export const WAYS = ["travel", "nemesis", "plain", "hands", "spread"] as const;
export type Way = (typeof WAYS)[number];

/** Plain data, so that it can be posted. */
export interface EngineRun {
  /** From 1: how a person names it. */
  readonly number: number;
  readonly scenario: string;
  readonly way: Way;
  readonly seed: number;
  readonly parameters: Parameters;
  readonly untilUs: number;
}

export const RUNS = 50;

const SECOND_US = 1_000_000;
/** Nodes of the large world: enough for many links, few enough to be quick. */
const LARGE_NODES = 12;
const LARGE = "thousand-nodes";
/** Times of different rounds, so that no two runs of a scenario end at the same moment. */
const STEP_US = 137_000;

export function runList(count = RUNS): readonly EngineRun[] {
  const ids = [...SCENARIOS.map(({ id }) => id), LARGE];
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / ids.length);
    const place = i % ids.length;
    // Shifted by the place, so that a short list already has every way.
    const way = WAYS[(round + place) % WAYS.length] as Way;
    return runOf({ number: i + 1, id: ids[place] as string, way, round });
  });
}

function runOf(plan: {
  readonly number: number;
  readonly id: string;
  readonly way: Way;
  readonly round: number;
}): EngineRun {
  const { number, id, way, round } = plan;
  const scenario = scenarioNamed(id);
  const isLarge = id === LARGE;
  const resolved = resolveParameters(scenario, parametersFor(scenario, way, round));
  if (!resolved.ok) throw new Error(resolved.error);
  const baseUs = isLarge ? (4 * SECOND_US) / 10 : scenario.nodes > 1 ? 2 * SECOND_US : 4 * SECOND_US;
  return {
    number,
    scenario: id,
    way,
    seed: 1_000 * (round + 1) + number,
    parameters: resolved.value,
    untilUs: baseUs + round * (isLarge ? STEP_US / 10 : STEP_US),
  };
}

/** A visitor's settings where learning matters, cheap ones where faults do; a village for the million. */
function parametersFor(scenario: Scenario, way: Way, round: number): Parameters {
  if (scenario.id === LARGE) return { processes: 20 };
  const isSmall = scenario.nodes === 1 || way === "nemesis" || round % 2 === 1;
  return isSmall ? (scenario.campaignParameters ?? {}) : {};
}

/** A scenario of the catalogue, or the large one with few nodes. */
export function scenarioNamed(id: string): Scenario {
  const found = findLargeScenario(id, id === LARGE ? LARGE_NODES : undefined);
  if (!found.ok) throw new Error(found.error);
  return found.value;
}
