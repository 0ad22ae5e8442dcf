/** Makes the run an order names, or says in a sentence why there is no such run. */

import { ok, type Result } from "../../base/index.ts";
import { findDefect } from "../defects.ts";
import type { RunOptions } from "../run.ts";
import { type Resources, resolveParameters } from "../scenario.ts";
import { findScenario } from "../scenarios/index.ts";
import type { RunOrder } from "./order.ts";

/** What a run needs, from an order that may have come from outside. */
export function runOptionsOf(order: RunOrder, resources: Resources): Result<RunOptions> {
  const scenario = findScenario(order.scenario);
  if (!scenario.ok) return scenario;
  const parameters = resolveParameters(scenario.value, order.parameters);
  if (!parameters.ok) return parameters;
  for (const id of order.defects) {
    const known = findDefect(id);
    if (!known.ok) return known;
  }
  const { seed, defects } = order;
  return ok({ scenario: scenario.value, parameters: parameters.value, resources, seed, defects });
}
