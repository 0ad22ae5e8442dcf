/** The code of a scenario, fetched when it is opened. */

import type { Scenario } from "../sim/index.ts";
import type { Reply } from "./protocol.ts";

export async function loadScenario(id: string): Promise<Reply<Scenario>> {
  const { findScenario } = await import("./all-scenarios.ts");
  return findScenario(id);
}
