/**
 * What a proposal is doing, in words and numbers: the stages of its pipeline, the majority it needs, and the story
 * of each agent. No markup here.
 */
import type { AgentStage, ProposalRow } from "../../../view/index.ts";

/** How far a stage of the pipeline is. `failed`: the proposal ended here; `pending`: not reached yet. */
export type StageProgress = "done" | "now" | "pending" | "failed";

export interface ProposalStages {
  readonly voted: StageProgress;
  readonly committed: StageProgress;
  readonly applied: StageProgress;
}

const STAGES: Readonly<Record<ProposalRow["status"], ProposalStages>> = {
  open: { voted: "now", committed: "pending", applied: "pending" },
  accepted: { voted: "done", committed: "now", applied: "pending" },
  active: { voted: "done", committed: "done", applied: "now" },
  settled: { voted: "done", committed: "done", applied: "done" },
  rejected: { voted: "failed", committed: "pending", applied: "pending" },
  expired: { voted: "failed", committed: "pending", applied: "pending" },
  withdrawn: { voted: "failed", committed: "pending", applied: "pending" },
  stale: { voted: "failed", committed: "pending", applied: "pending" },
};

export function proposalStages(status: ProposalRow["status"]): ProposalStages {
  return STAGES[status];
}

/** One sentence on where the proposal stands. */
export function statusSentence(proposal: ProposalRow): string {
  const missing = Math.max(0, majorityOf(proposal.electorate) - proposal.accept);
  switch (proposal.status) {
    case "open":
      return `Voting: ${missing} more in favour needed`;
    case "accepted":
      return "Accepted, waiting to become active";
    case "active":
      return "Active: agents are applying it";
    case "settled":
      return "Settled: every agent that is up applies it";
    case "rejected":
      return "Rejected by the vote";
    case "expired":
      return "Expired: no decision in time";
    case "withdrawn":
      return "Withdrawn by its proposer";
    case "stale":
      return `Stale: version ${proposal.baseVersion} was replaced first`;
  }
}

/** Votes needed: more than half of the electorate as it was frozen when the proposal was opened. */
export function majorityOf(electorate: number): number {
  return Math.floor(electorate / 2) + 1;
}

export function votesSentence({ accept, reject, abstain, electorate }: ProposalRow): string {
  return `${accept} for, ${reject} against, ${abstain} abstained; ${majorityOf(electorate)} of ${electorate} needed`;
}

/** How many agents have applied the proposal, of all that were asked. */
export function appliedCount(proposal: ProposalRow): { readonly applied: number; readonly agents: number } {
  const stages = Object.values(proposal.stages);
  return { applied: stages.filter((agent) => agent.stage === "applied").length, agents: stages.length };
}

const STAGE_WORDS: Readonly<Record<AgentStage["stage"], string>> = {
  asked: "asked, has not answered",
  accept: "voted for it, has not applied it yet",
  reject: "voted against it",
  abstain: "abstained",
  applied: "applied it",
  absent: "absent when it was asked",
};

export function stageWords(stage: AgentStage["stage"]): string {
  return STAGE_WORDS[stage];
}

/** The measured change of held-out loss that led to the vote: lower is better. */
export function scoreText(score: number | null): string {
  if (score === null) return "not measured";
  const sign = score < 0 ? "−" : score > 0 ? "+" : "±";
  const word = score < 0 ? "better" : score > 0 ? "worse" : "equal";
  return `loss ${sign}${Math.abs(score).toFixed(4)}, ${word}`;
}
