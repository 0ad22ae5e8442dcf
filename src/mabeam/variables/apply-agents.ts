/**
 * Applying `agent_up` and `agent_down`: who may vote on the next proposal. Open proposals keep the electorate they
 * were opened with.
 */

import { settle } from "./apply-activation.ts";
import type { AgentDownCommand, AgentUpCommand } from "./command.ts";
import { done, type Outcome, type Place, refuse, unchanged } from "./outcome.ts";
import {
  type AgentRecord,
  agentOf,
  agentsUp,
  type VariablesState,
  withAgent,
  withProposal,
} from "./replicated-state.ts";

/** The agent runs as this incarnation. An earlier incarnation cannot come back. */
export function applyAgentUp(state: VariablesState, command: AgentUpCommand, place: Place): Outcome {
  const { agent, incarnation, weight, node } = command;
  const known = agentOf(state, agent);
  if (known !== undefined && known.incarnation > incarnation) {
    return refuse(state, "stale_version", `${agent} runs as incarnation ${known.incarnation} already`);
  }
  const isSame =
    known?.isUp === true &&
    known.incarnation === incarnation &&
    known.weight === weight &&
    known.node === node;
  if (isSame) return unchanged(state);
  const record: AgentRecord = { agent, incarnation, weight, node, isUp: true, index: place.index };
  return entered(state, record, place);
}

/** The agent's incarnation is gone. News of an earlier incarnation come too late to matter. */
export function applyAgentDown(state: VariablesState, command: AgentDownCommand, place: Place): Outcome {
  const known = agentOf(state, command.agent);
  if (known === undefined || known.incarnation !== command.incarnation || !known.isUp)
    return unchanged(state);
  return entered(state, { ...known, isUp: false, index: place.index }, place);
}

function entered(state: VariablesState, agent: AgentRecord, place: Place): Outcome {
  const next = withAgent(state, agent);
  const event = agent.isUp ? "agent_up" : "agent_down";
  const outcome = settle(done(next, [{ event, agent }]), place);
  return place.defect === "electorate_not_frozen" ? thawed(outcome) : outcome;
}

/** The planted mistake: open proposals get whoever is up now as their electorate. */
function thawed(outcome: Outcome): Outcome {
  let { state } = outcome;
  const electorate = agentsUp(state).map(({ agent, incarnation, weight, node }) => ({
    agent,
    incarnation,
    weight,
    node,
  }));
  const open = state.proposals.filter((proposal) => proposal.state === "open");
  const notices = open.map((proposal) => ({
    event: "electorate_changed" as const,
    proposal: { ...proposal, electorate },
  }));
  for (const { proposal } of notices) state = withProposal(state, proposal);
  return { ...outcome, state, notices: [...outcome.notices, ...notices] };
}
