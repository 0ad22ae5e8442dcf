/**
 * A copy of the replicated state kept up to date from notices, as every subscriber of a consensus server has one.
 *
 * Invariant: after the notices of an entry were folded in, the copy equals the server's state in everything but evidence
 * older than the copy.
 */

import type { Notice } from "./outcome.ts";
import {
  findProposal,
  type VariablesState,
  withAgent,
  withEvidence,
  withProposal,
  withVariable,
} from "./replicated-state.ts";

export function foldNotice(state: VariablesState, notice: Notice): VariablesState {
  const { proposal, variable, agent, evidence } = notice;
  let next = state;
  if (variable !== undefined) next = withVariable(next, variable);
  if (proposal !== undefined) {
    const isNew = findProposal(next, proposal.id) === undefined;
    next = withProposal(next, proposal);
    if (isNew) next = { ...next, opened: proposal.number };
  }
  if (agent !== undefined) next = withAgent(next, agent);
  return evidence === undefined ? next : withEvidence(next, evidence);
}
