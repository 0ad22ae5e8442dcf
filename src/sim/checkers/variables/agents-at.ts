/** The agents of a node whose processes have changed: a cheap look for checkers that are asked after every event. */

import type { Node } from "../../../kernel/index.ts";
import { type AgentView, readAgent, readDirectory } from "../../../mabeam/agents/index.ts";

export interface AgentsAt {
  /** Calls `inspect` for each agent of the node whose state is another object than at the last call. */
  changed(node: Node, inspect: (agent: AgentView) => string | undefined): string | undefined;
}

export function agentsAt(): AgentsAt {
  const seen = new Map<string, unknown>();
  return {
    changed(node, inspect) {
      for (const { spec, pid } of readDirectory(node)) {
        const process = pid === null ? undefined : node.find(pid);
        if (process === undefined || seen.get(spec.id) === process.state) continue;
        seen.set(spec.id, process.state);
        const agent = readAgent(process);
        const problem = agent === undefined ? undefined : inspect(agent);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
  };
}
