/** The agents of a node whose processes have changed: a cheap look for checkers that are asked after every event. */

import type { Node } from "../../../kernel/index.ts";
import { AGENT_DIRECTORY, type AgentEntry, type AgentView, readAgent } from "../../../mabeam/agents/index.ts";
import type { Memory } from "../memory/memory.ts";
import { SmallMap } from "../memory/small-map.ts";

export interface AgentsAt extends Memory {
  /** Calls `inspect` for each agent of the node whose state is another object than at the last call, by name. */
  changed(node: Node, inspect: (agent: AgentView) => string | undefined): string | undefined;
}

export function agentsAt(): AgentsAt {
  /** State of each agent's process. */
  const seen = new SmallMap<string, unknown>();
  return {
    changed(node, inspect) {
      for (const { spec, pid } of changedEntries(node, seen)) {
        const process = pid === null ? undefined : node.find(pid);
        if (process === undefined) continue;
        seen.set(spec.id, process.state);
        const agent = readAgent(process);
        const problem = agent === undefined ? undefined : inspect(agent);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
    capture: () => seen.capture(),
    restore: (captured) => seen.restore(captured),
  };
}

const NOTHING: readonly AgentEntry[] = [];

/** Looks at the rows of the directory as they stand, and makes and sorts a list only of what has changed. */
function changedEntries(node: Node, seen: SmallMap<string, unknown>): readonly AgentEntry[] {
  const rows = node.tables.get(AGENT_DIRECTORY)?.rows;
  if (rows === undefined) return NOTHING;
  let changed: AgentEntry[] | undefined;
  for (const row of rows.values()) {
    const entry = row as unknown as AgentEntry;
    const process = entry.pid === null ? undefined : node.find(entry.pid);
    if (process === undefined || seen.get(entry.spec.id) === process.state) continue;
    changed ??= [];
    changed.push(entry);
  }
  return changed?.sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1)) ?? NOTHING;
}
