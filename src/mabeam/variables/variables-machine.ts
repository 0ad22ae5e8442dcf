/**
 * The state machine `variables`: how a set of agents agrees on universal variables, entry by entry of a replicated log.
 *
 * Two quorums are at work and must not be confused. The servers' majority puts entries into the log and makes them
 * durable; the agents' rule, a pure function of the log prefix, decides what the entries mean.
 *
 * Invariants
 * - Pure and total: any term is answered, nothing but the log decides.
 * - Versions of a variable are 1, 2, 3 … without gap; version k + 1 was proposed against version k.
 */

import { unreachable } from "../../base/index.ts";
import type { AppliedEntry, StateMachine } from "../../foundation/consensus/index.ts";
import type { Module } from "../../kernel/index.ts";
import { applyAck, applyActivate } from "./apply-activation.ts";
import { applyAgentDown, applyAgentUp } from "./apply-agents.ts";
import { applyExpire, applyWithdraw } from "./apply-closing.ts";
import { applyDeclare, applyOpen } from "./apply-open.ts";
import { applyVote } from "./apply-vote.ts";
import { parseCommand, type VariablesCommand } from "./command.ts";
import { MACHINE_DEFECTS, type MachineDefect, machineNameOf } from "./defects.ts";
import { type Outcome, type Place, refuse } from "./outcome.ts";
import { NO_VARIABLES, type VariablesState } from "./replicated-state.ts";

/** One step of the machine. */
export function applyEntry(state: VariablesState, entry: AppliedEntry, defect?: MachineDefect): Outcome {
  const command = parseCommand(entry.command);
  if (!command.ok) return refuse(state, "malformed", command.error);
  return applyCommand(state, command.value, { index: entry.index, defect });
}

function applyCommand(state: VariablesState, command: VariablesCommand, place: Place): Outcome {
  switch (command.kind) {
    case "declare":
      return applyDeclare(state, command, place);
    case "open":
      return applyOpen(state, command, place);
    case "vote":
      return applyVote(state, command, place);
    case "expire":
      return applyExpire(state, command, place);
    case "withdraw":
      return applyWithdraw(state, command, place);
    case "activate":
      return applyActivate(state, command, place);
    case "ack":
      return applyAck(state, command, place);
    case "agent_up":
      return applyAgentUp(state, command, place);
    case "agent_down":
      return applyAgentDown(state, command, place);
    default:
      return unreachable(command);
  }
}

/** The machine, sound or with one planted defect. */
export function createVariablesMachine(defect?: MachineDefect): StateMachine<VariablesState> {
  return {
    name: machineNameOf(defect),
    initial: NO_VARIABLES,
    apply: (state, entry) => applyEntry(state, entry, defect),
  };
}

/** Modules of the sound machine and of each defective one; list them in a scenario's code. */
export const VARIABLES_MACHINES: readonly Module[] = [undefined, ...MACHINE_DEFECTS].map((defect) => {
  const machine = createVariablesMachine(defect);
  return { name: machine.name, callbacks: machine };
});
