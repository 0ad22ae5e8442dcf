/** Opens a run from what it is a function of, or says in a sentence what is wrong with that. */

import { parseInputs, parseSeed, Run, resolveParameters, type Scenario } from "../sim/index.ts";
import type { RunSpec } from "./compare-protocol.ts";
import type { Reply } from "./protocol.ts";
import { loadScenario } from "./scenario-code.ts";

export type LoadResource = (name: string) => Promise<Uint8Array>;

export async function openSpec(spec: RunSpec, loadResource: LoadResource): Promise<Reply<Run>> {
  const found = await loadScenario(spec.scenario);
  if (!found.ok) return found;
  const scenario = found.value;
  const parameters = resolveParameters(scenario, spec.parameters ?? {});
  if (!parameters.ok) return parameters;
  const seed = parseSeed(String(spec.seed));
  if (!seed.ok) return seed;
  const inputs = parseInputs(spec.inputs);
  if (!inputs.ok) return inputs;
  const defects = spec.defects ?? [];
  const unknown = defects.length === 0 ? undefined : (await import("./variations.ts")).defectProblem(defects);
  if (unknown !== undefined) return { ok: false, error: unknown };
  const resources = await resourcesOf(scenario, loadResource);
  if (!resources.ok) return resources;
  const { value } = parameters;
  const options = { scenario, seed: seed.value, parameters: value, defects, inputs: inputs.value };
  return { ok: true, value: new Run({ ...options, resources: resources.value }) };
}

async function resourcesOf(
  scenario: Scenario,
  loadResource: LoadResource,
): Promise<Reply<Readonly<Record<string, Uint8Array>>>> {
  const resources: Record<string, Uint8Array> = {};
  for (const name of scenario.resources) {
    try {
      resources[name] = await loadResource(name);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ok: false, error: `the data file "${name}" could not be read (${why}); reload the page` };
    }
  }
  return { ok: true, value: resources };
}
