/**
 * How a learning agent judges a proposal: it trains two copies of its own model for a few steps, one with the current
 * and one with the proposed value, and compares them on held-out rows. It accepts only what it has measured to be better.
 */

import { createPrng } from "../../base/index.ts";
import type { Context, Term } from "../../kernel/index.ts";
import { cast } from "../../otp/index.ts";
import { type AgentVote, VARIABLES } from "../coordination/index.ts";
import {
  type Comparison,
  compareValues,
  type StepOptions,
  verdictOf,
  virtualDurationUs,
} from "../learning/index.ts";
import type { Decision, Proposal } from "../variables/index.ts";
import { getDataset } from "./dataset-resource.ts";
import { type LearnerState, optionsOf, optionsWith, VOTES_KEPT } from "./learner-state.ts";

/** Evaluates the proposal and votes; asked again, it repeats its vote. */
export function evaluateProposal(ctx: Context, state: LearnerState, proposal: Proposal): LearnerState {
  if (state.isSuspended) return state;
  const known = state.votes.find((vote) => vote.proposal === proposal.id);
  const vote = known ?? { ...idOf(state), proposal: proposal.id, ...judged(ctx, state, proposal) };
  cast(ctx, VARIABLES, ["vote", vote]);
  return known === undefined ? { ...state, votes: [...state.votes, vote].slice(-VOTES_KEPT) } : state;
}

/** Compares two settings from where the agent is, and spends the virtual time it takes. */
export function compare(
  ctx: Context,
  state: LearnerState,
  current: StepOptions,
  proposed: StepOptions,
): Comparison {
  const { spec, learnt } = state;
  const { config } = spec;
  const { model, cursor } = learnt;
  const comparison = compareValues(
    {
      model,
      cursor,
      current,
      proposed,
      dataset: getDataset(ctx, config.dataset),
      heldOut: getDataset(ctx, config.heldOut),
    },
    createPrng("comparison", ctx.draw(`agent:${spec.id}`)),
  );
  ctx.spend(virtualDurationUs(comparison.flops, config.flopsPerSecond));
  return comparison;
}

type Judgement = Pick<AgentVote, "decision" | "score" | "reason">;

function judged(ctx: Context, state: LearnerState, proposal: Proposal): Judgement {
  const { variable, baseValue, value } = proposal;
  const options = optionsOf(state);
  if (options === undefined) return abstention("no learning rate yet");
  const current = optionsWith(options, variable, baseValue as Term);
  const proposed = optionsWith(options, variable, value as Term);
  if (current === undefined || proposed === undefined) return abstention("not measurable by training");
  return judgementOf(compare(ctx, state, current, proposed));
}

/** What a measurement means as a vote. */
export function judgementOf(comparison: Comparison): Judgement {
  if (comparison.kind === "abstained") return abstention("both values diverge");
  const { score } = comparison;
  switch (verdictOf(comparison)) {
    case "better":
      return { decision: "accept", score, reason: "measured better" };
    case "worse":
      return { decision: "reject", score, reason: "measured worse" };
    case "no_difference":
      return { decision: "reject", score, reason: "no measurable gain" };
    case "unknown":
      return abstention("not measurable");
  }
}

function abstention(reason: string): {
  readonly decision: Decision;
  readonly score: 0;
  readonly reason: string;
} {
  return { decision: "abstain", score: 0, reason };
}

function idOf({ spec, incarnation }: LearnerState) {
  return { agent: spec.id, incarnation };
}
