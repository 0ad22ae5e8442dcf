/** How the replicated variables of each server change from event to event, found once for all checkers of a world. */

import { CONSENSUS, consensusStateOf } from "../../../foundation/consensus/index.ts";
import type { Node, Pid } from "../../../kernel/index.ts";
import type { Proposal, Variable, VariablesState } from "../../../mabeam/variables/index.ts";
import { variablesOf } from "../../../mabeam/variables/index.ts";
import { type Seen, sharedReaders } from "../shared-reader.ts";

/** The variables of one server after an event that has changed them. */
export interface MachineChange {
  /** Undefined when the server has just started, or is seen for the first time. */
  readonly before: VariablesState | undefined;
  readonly after: VariablesState;
  /** Those that are other objects than before. */
  readonly proposals: readonly Proposal[];
  readonly variables: readonly Variable[];
}

interface SeenMachine {
  readonly pid: Pid | undefined;
  /** State of the whole process: the cheapest test for "nothing has happened". */
  readonly outer: unknown;
  readonly state: VariablesState;
}

function lookAgain(node: Node, last: SeenMachine | undefined): Seen<SeenMachine, MachineChange> | undefined {
  const pid = node.names.get(CONSENSUS);
  const process = pid === undefined ? undefined : node.find(pid);
  if (process === undefined || process.state === last?.outer) return undefined;
  const server = consensusStateOf(process);
  if (server?.machine.startsWith("variables_machine") !== true) return undefined;
  const after = server.replicated.machineState as unknown as VariablesState;
  const before = last?.pid === pid ? last?.state : undefined;
  const seen = { pid, outer: process.state, state: after };
  return { seen, change: after === before ? undefined : changeOf(before, after) };
}

function changeOf(before: VariablesState | undefined, after: VariablesState): MachineChange {
  const known = new Set(before?.proposals);
  const proposals =
    before?.proposals === after.proposals ? [] : after.proposals.filter((proposal) => !known.has(proposal));
  const variables =
    before?.variables === after.variables
      ? []
      : variablesOf(after).filter((variable) => before?.variables[variable.spec.name] !== variable);
  return { before, after, proposals, variables };
}

/** The reader shared by the checkers of a world. */
export const joinMachineChanges = sharedReaders(lookAgain);
