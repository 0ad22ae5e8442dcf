/** The variables as the most advanced consensus server knows them, without asking it. */

import { consensusStateOf } from "../../foundation/consensus/index.ts";
import type { Node } from "../../kernel/index.ts";
import { NO_VARIABLES, type VariablesState } from "../../mabeam/variables/index.ts";
import { readServer } from "./cluster.ts";

export function readVariables(nodes: readonly Node[]): VariablesState {
  let best: VariablesState = NO_VARIABLES;
  let bestIndex = -1;
  for (const node of nodes) {
    const server = readServer(node);
    const replicated = server === undefined ? undefined : consensusStateOf(server.process)?.replicated;
    if (replicated === undefined || replicated.index <= bestIndex) continue;
    bestIndex = replicated.index;
    best = replicated.machineState as unknown as VariablesState;
  }
  return isVariables(best) ? best : NO_VARIABLES;
}

/** A consensus server may replicate another machine. */
function isVariables(state: VariablesState): boolean {
  return typeof state === "object" && state !== null && "variables" in state && "proposals" in state;
}
