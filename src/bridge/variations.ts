/** What a comparison may change in a scenario, and whether a planted defect is known. */

import { DEFECTS, findDefect } from "../sim/index.ts";
import type { Variations } from "./compare-protocol.ts";
import type { Reply } from "./protocol.ts";
import { loadScenario } from "./scenario-code.ts";

/** The first planted defect that is not in the catalogue, as a sentence; undefined when all are. */
export function defectProblem(defects: readonly string[]): string | undefined {
  for (const id of defects) {
    const defect = findDefect(id);
    if (!defect.ok) return defect.error;
  }
  return undefined;
}

/** Parameters of the scenario, and the planted defects that one of its checkers finds. */
export async function variationsOf(id: string): Promise<Reply<Variations>> {
  const found = await loadScenario(id);
  if (!found.ok) return found;
  const { parameters, checkers } = found.value;
  const watched = new Set(checkers.map((checker) => checker.id));
  const defects = DEFECTS.filter(({ checker }) => watched.has(checker));
  const named = defects.map(({ id, description }) => ({ id, description }));
  return { ok: true, value: { parameters, defects: named } };
}
