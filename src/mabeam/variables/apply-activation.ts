/**
 * Applying `activate` and `ack`: an accepted proposal becomes the next version, agents switch to it, and when all
 * agents that are up have switched the change is settled.
 */

import type { AckCommand, ActivateCommand } from "./command.ts";
import { done, type Notice, type Outcome, type Place, refuse, unchanged } from "./outcome.ts";
import { isUndecidedOrPending, moved, type Proposal } from "./proposal.ts";
import {
  agentOf,
  agentsUp,
  findProposal,
  type Variable,
  type VariablesState,
  VERSIONS_KEPT,
  variableOf,
  withProposal,
  withVariable,
} from "./replicated-state.ts";

export function applyActivate(state: VariablesState, command: ActivateCommand, place: Place): Outcome {
  const proposal = findProposal(state, command.proposal);
  if (proposal === undefined) return refuse(state, "unknown_proposal", `no proposal ${command.proposal}`);
  if (proposal.version > 0) return unchanged(state, ["ok", proposal.id]);
  if (proposal.state !== "accepted") {
    return refuse(state, "not_permitted", `proposal ${proposal.number} is ${proposal.state}, not accepted`);
  }
  const variable = variableOf(state, proposal.variable);
  if (variable === undefined) return refuse(state, "unknown_variable", `no variable ${proposal.variable}`);
  const isUnchecked = place.defect === "stale_base_accepted";
  const isStale = proposal.baseVersion !== variable.version && !isUnchecked;
  if (isStale || (command.version !== variable.version + 1 && !isUnchecked)) {
    const message = `${proposal.variable} is at version ${variable.version}`;
    return refuse(state, "stale_version", message);
  }
  const activated = nextVersion(variable, proposal, place);
  const active = { ...moved(proposal, "active", place.index), version: activated.version };
  const overtaken = overtakenBy(state, active, place);
  let next = withProposal(withVariable(state, activated), active);
  for (const stale of overtaken) next = withProposal(next, stale);
  const notices: Notice[] = [
    { event: "activated", proposal: active, variable: activated },
    ...overtaken.map((stale): Notice => ({ event: "closed", proposal: stale })),
  ];
  return settle(done(next, notices, ["ok", proposal.id]), place);
}

function nextVersion(variable: Variable, proposal: Proposal, place: Place): Variable {
  const version = variable.version + (place.defect === "variable_version_skipped" ? 2 : 1);
  const { value } = proposal;
  const record = { version, value, index: place.index, proposal: proposal.id };
  const history = [...variable.history, record].slice(-VERSIONS_KEPT);
  return { ...variable, value, version, token: place.index, history };
}

/** Other proposals on the variable that were waiting: their base version has passed. */
function overtakenBy(state: VariablesState, active: Proposal, place: Place): readonly Proposal[] {
  if (place.defect === "stale_base_accepted") return [];
  return state.proposals
    .filter(({ id, variable, state: is }) => {
      return id !== active.id && variable === active.variable && isUndecidedOrPending(is);
    })
    .map((proposal) => moved(proposal, "stale", place.index));
}

/** An ack counts for every active proposal on the variable up to its version, as long as the incarnation is current. */
export function applyAck(state: VariablesState, command: AckCommand, place: Place): Outcome {
  const { agent, incarnation, variable, version } = command;
  const known = agentOf(state, agent);
  if (known?.incarnation !== incarnation) {
    return refuse(state, "not_permitted", `${agent} is not running as incarnation ${incarnation}`);
  }
  const newest = variableOf(state, variable)?.version ?? 0;
  if (version > newest) {
    return refuse(state, "stale_version", `${variable} has no version ${version} yet`);
  }
  const isMeant = (proposal: Proposal): boolean =>
    proposal.variable === variable &&
    proposal.state === "active" &&
    proposal.version <= version &&
    !proposal.acks.some((ack) => ack.agent === agent && ack.incarnation === incarnation);
  const ack = { agent, incarnation, index: place.index };
  const changed = state.proposals
    .filter(isMeant)
    .map((proposal) => ({ ...proposal, acks: [...proposal.acks, ack] }));
  let next = state;
  for (const proposal of changed) next = withProposal(next, proposal);
  const notices = changed.map((proposal): Notice => ({ event: "acked", proposal }));
  return settle(done(next, notices), place);
}

/** Settles every active proposal that all agents which are up have acknowledged. Called after whatever may complete one. */
export function settle(outcome: Outcome, { index }: Place): Outcome {
  let { state } = outcome;
  const active = state.proposals.filter((proposal) => proposal.state === "active");
  if (active.length === 0) return outcome;
  const up = agentsUp(state);
  const settled = active
    .filter(({ acks }) => {
      return up.every(({ agent, incarnation }) => {
        return acks.some((ack) => ack.agent === agent && ack.incarnation === incarnation);
      });
    })
    .map((proposal) => moved(proposal, "settled", index));
  if (settled.length === 0 || up.length === 0) return outcome;
  for (const proposal of settled) state = withProposal(state, proposal);
  const notices = settled.map((proposal): Notice => ({ event: "settled", proposal }));
  return { ...outcome, state, notices: [...outcome.notices, ...notices] };
}
