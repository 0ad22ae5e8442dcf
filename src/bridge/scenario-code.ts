/**
 * The code of a scenario. That of the first picture is there at once, without checkers; all of it is fetched.
 */

import { FIRST_SCENARIO, type Scenario } from "../sim/index.ts";
import type { Reply } from "./protocol.ts";

export type LoadScenario = (id: string) => Promise<Reply<Scenario>>;

/** The scenario with its checkers. */
export const loadScenario: LoadScenario = async (id) => {
  const { findScenario } = await import("./all-scenarios.ts");
  return findScenario(id);
};

/** What can be shown of a scenario before anything was fetched; undefined when that is nothing. */
export function firstPictureOf(id: string): LoadScenario | undefined {
  return id === FIRST_SCENARIO.id ? async () => ({ ok: true, value: FIRST_SCENARIO }) : undefined;
}
