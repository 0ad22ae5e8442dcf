/**
 * Applying `vote`: the first vote of an elector in log order binds, and the rule is evaluated after every counted vote.
 */

import type { VoteCommand } from "./command.ts";
import {
  done,
  type Notice,
  type Outcome,
  type Place,
  type RefusalCode,
  refuse,
  unchanged,
} from "./outcome.ts";
import { moved, type Proposal, type Vote } from "./proposal.ts";
import {
  type Evidence,
  findProposal,
  type VariablesState,
  withEvidence,
  withProposal,
} from "./replicated-state.ts";
import { tallyOf, VOTING_RULES, verdictOfTally } from "./voting-rule.ts";

export function applyVote(state: VariablesState, command: VoteCommand, place: Place): Outcome {
  const proposal = findProposal(state, command.proposal);
  if (proposal === undefined) return refuse(state, "unknown_proposal", `no proposal ${command.proposal}`);
  const earlier = proposal.votes.find(({ agent }) => agent === command.agent);
  if (earlier !== undefined && isSameVote(earlier, command)) return unchanged(state, ["ok", proposal.id]);
  const objection = objectionTo(proposal, command, earlier);
  if (objection !== undefined) {
    const [kind, code, message] = objection;
    const evidence: Evidence = { kind, proposal: proposal.id, agent: command.agent, index: place.index };
    const answer = refuse(withEvidence(state, evidence), code, message);
    return { ...answer, notices: [{ event: "evidence", evidence }] };
  }
  return counted(state, proposal, command, place);
}

function objectionTo(
  proposal: Proposal,
  command: VoteCommand,
  earlier: Vote | undefined,
): readonly [Evidence["kind"], RefusalCode, string] | undefined {
  const { agent, incarnation } = command;
  const what = `proposal ${proposal.number}`;
  const elector = proposal.electorate.find((member) => member.agent === agent);
  if (elector === undefined) return ["stranger_vote", "not_elector", `${agent} has no vote on ${what}`];
  if (elector.incarnation !== incarnation) {
    const message = `${agent} may vote on ${what} only as incarnation ${elector.incarnation}`;
    return ["old_incarnation_vote", "not_elector", message];
  }
  if (earlier !== undefined) {
    return [
      "conflicting_vote",
      "conflict",
      `${agent} has voted ${earlier.decision} on ${what}; the first vote binds`,
    ];
  }
  if (proposal.state !== "open") return ["late_vote", "late", `${what} is ${proposal.state}`];
  return undefined;
}

function counted(state: VariablesState, proposal: Proposal, command: VoteCommand, place: Place): Outcome {
  const { agent, incarnation, decision, score, reason } = command;
  const vote: Vote = { agent, incarnation, decision, score, reason, index: place.index };
  const copies = place.defect === "vote_counted_twice" ? [vote, vote] : [vote];
  const voted = { ...proposal, votes: [...proposal.votes, ...copies] };
  const verdict = verdictOf(voted, place);
  const next = verdict === undefined ? voted : moved(voted, verdict, place.index);
  const notices: Notice[] = [{ event: "voted", proposal: next, vote }];
  if (verdict !== undefined) notices.push({ event: "decided", proposal: next });
  return done(withProposal(state, next), notices, ["ok", proposal.id]);
}

/** What the counted votes decide so far. */
function verdictOf(proposal: Proposal, place: Place): "accepted" | "rejected" | undefined {
  if (
    place.defect === "accept_without_majority" &&
    proposal.votes.some((vote) => vote.decision === "accept")
  ) {
    return "accepted";
  }
  return verdictOfTally(VOTING_RULES[proposal.rule], tallyOf(proposal.electorate, proposal.votes));
}

/** Equal in everything an agent says; its place in the log does not matter. */
function isSameVote(vote: Vote, command: VoteCommand): boolean {
  return (
    vote.incarnation === command.incarnation &&
    vote.decision === command.decision &&
    vote.score === command.score &&
    vote.reason === command.reason
  );
}
