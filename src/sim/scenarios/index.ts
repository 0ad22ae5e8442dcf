/** The catalogue of scenarios, in the order of their summaries. */

import { err, ok, type Result } from "../../base/index.ts";
import { registersScenario } from "../histories/registers-scenario.ts";
import type { Scenario } from "../scenario.ts";
import { asymmetricCut } from "./asymmetric-cut.ts";
import { flappingLink } from "./flapping-link.ts";
import { gcPauseLeader } from "./gc-pause-leader.ts";
import { learningCluster } from "./learning-cluster.ts";
import { million } from "./million.ts";
import { partition32 } from "./partition-3-2.ts";
import { supervisionBasics } from "./supervision-basics.ts";
import { supervisionStrategies } from "./supervision-strategies.ts";

export const SCENARIOS: readonly Scenario[] = [
  learningCluster,
  supervisionBasics,
  supervisionStrategies,
  partition32,
  registersScenario,
  asymmetricCut,
  flappingLink,
  gcPauseLeader,
  million,
];

export function findScenario(id: string): Result<Scenario> {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (scenario !== undefined) return ok(scenario);
  return err(`there is no scenario "${id}"; choose one of: ${SCENARIOS.map((known) => known.id).join(", ")}`);
}
