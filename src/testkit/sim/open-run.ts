/** Runs of the shipped scenarios for tests, with their data files and, by default, the cheap settings of campaigns. */

import { readFileSync } from "node:fs";
import {
  findScenario,
  type Parameters,
  Run,
  type RunOptions,
  resolveParameters,
  type Scenario,
} from "../../sim/index.ts";

const DIGITS = new URL("../../mabeam/learning/data/digits.bin", import.meta.url);

export function scenarioNamed(id: string): Scenario {
  const found = findScenario(id);
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

export function optionsFor(id: string, seed: number, given?: Parameters): RunOptions {
  const scenario = scenarioNamed(id);
  const parameters = resolveParameters(scenario, given ?? scenario.campaignParameters ?? {});
  if (!parameters.ok) throw new Error(parameters.error);
  const resources = scenario.resources.includes("digits")
    ? { digits: new Uint8Array(readFileSync(DIGITS)) }
    : {};
  return { scenario, seed, parameters: parameters.value, resources };
}

export function openRun(id: string, seed: number, more: Partial<RunOptions> = {}): Run {
  return new Run({ ...optionsFor(id, seed), ...more });
}
