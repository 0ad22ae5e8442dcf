/** Applying `expire` and `withdraw`: an undecided proposal is closed. Late and repeated ones are harmless. */

import type { ExpireCommand, WithdrawCommand } from "./command.ts";
import { done, type Outcome, type Place, refuse, unchanged } from "./outcome.ts";
import { moved, type Proposal, type ProposalState } from "./proposal.ts";
import { findProposal, type VariablesState, withProposal } from "./replicated-state.ts";

/** Closes the proposal if it is still open. Whoever leads says that the time is up; the clock itself decides nothing. */
export function applyExpire(state: VariablesState, command: ExpireCommand, place: Place): Outcome {
  const proposal = findProposal(state, command.proposal);
  if (proposal === undefined) return refuse(state, "unknown_proposal", `no proposal ${command.proposal}`);
  if (proposal.state !== "open") return unchanged(state, ["ok", proposal.id]);
  return closed(state, proposal, "expired", place);
}

/** Closes the proposal for the session that opened it. */
export function applyWithdraw(state: VariablesState, command: WithdrawCommand, place: Place): Outcome {
  const proposal = findProposal(state, command.proposal);
  if (proposal === undefined) return refuse(state, "unknown_proposal", `no proposal ${command.proposal}`);
  if (proposal.session !== command.session) {
    return refuse(
      state,
      "not_permitted",
      `only ${proposal.proposer} may withdraw proposal ${proposal.number}`,
    );
  }
  if (proposal.state === "withdrawn") return unchanged(state, ["ok", proposal.id]);
  if (proposal.state !== "open") {
    return refuse(state, "late", `proposal ${proposal.number} is ${proposal.state} already`);
  }
  return closed(state, proposal, "withdrawn", place);
}

function closed(state: VariablesState, proposal: Proposal, to: ProposalState, { index }: Place): Outcome {
  const next = moved(proposal, to, index);
  return done(withProposal(state, next), [{ event: "closed", proposal: next }], ["ok", next.id]);
}
