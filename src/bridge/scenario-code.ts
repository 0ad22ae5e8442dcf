/** The code of a scenario: that of the first screen is there at once, any other is fetched when it is opened. */

import { FIRST_SCENARIO, type Scenario } from "../sim/index.ts";
import type { Reply } from "./protocol.ts";

export async function loadScenario(id: string): Promise<Reply<Scenario>> {
  if (id === FIRST_SCENARIO.id) return { ok: true, value: FIRST_SCENARIO };
  const { findScenario } = await import("./all-scenarios.ts");
  return findScenario(id);
}
