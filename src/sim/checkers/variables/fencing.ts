/** V7: at the resource, an action with an older token than one accepted before is refused. */

import type { Node } from "../../../kernel/index.ts";
import { AGENT_STATES, type SavedAgent } from "../../../mabeam/agents/index.ts";
import { SmallMap } from "../memory/small-map.ts";
import { firstProblem, variablesChecker } from "./variables-checker.ts";

export const tokensNeverGoBack = variablesChecker(
  {
    id: "variables_tokens_never_go_back",
    title:
      "The store accepts no state made under an older version, or by an earlier incarnation, than one before.",
    source: "Agreement on variables, invariant V7",
  },
  () => {
    const accepted = new SmallMap<string, SavedAgent>();
    return {
      memory: [accepted],
      ofNode: (node: Node, compared: () => void) => {
        const rows = node.tables.get(AGENT_STATES)?.rows;
        if (rows === undefined) return undefined;
        for (const row of rows.values()) {
          const saved = row as unknown as SavedAgent;
          const before = accepted.get(saved.agent);
          if (before === saved) continue;
          accepted.set(saved.agent, saved);
          compared();
          const problem = before === undefined ? undefined : setback(before, saved);
          if (problem !== undefined) return problem;
        }
        return undefined;
      },
    };
  },
);

function setback(before: SavedAgent, saved: SavedAgent): string | undefined {
  const { agent } = saved;
  if (saved.incarnation < before.incarnation) {
    return `the store took a state of ${agent} by incarnation ${saved.incarnation} after one by ${before.incarnation}`;
  }
  return firstProblem(Object.values(before.applied), ({ variable, token }) => {
    const now = saved.applied[variable]?.token ?? 0;
    if (now >= token) return undefined;
    return `the store took a state of ${agent} with token ${now} for ${variable} after one with ${token}`;
  });
}
