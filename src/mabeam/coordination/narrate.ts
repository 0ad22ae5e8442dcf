/** Turns notices of the log into domain events; called only where the node leads, so that each is told once. */

import { record } from "../../foundation/telemetry/index.ts";
import type { Context } from "../../kernel/index.ts";
import type { Notice, Proposal } from "../variables/index.ts";

export function narrate(ctx: Context, notice: Notice, index: number): void {
  const { event, proposal, vote } = notice;
  if (proposal === undefined) return;
  const { id, number, variable, value, version } = proposal;
  const what = { proposal: id, number, variable, value, index };
  switch (event) {
    case "opened": {
      const { baseValue, proposer, electorate } = proposal;
      record(ctx, "variables.proposal_opened", { ...what, baseValue, proposer, electors: electorate.length });
      return;
    }
    case "voted":
      if (vote !== undefined) {
        const { agent, decision, score, reason } = vote;
        record(ctx, "variables.vote_cast", { proposal: id, number, agent, decision, score, reason, index });
      }
      return;
    case "decided":
    case "closed":
      record(ctx, "variables.proposal_decided", { ...what, state: proposal.state, ...countsOf(proposal) });
      return;
    case "activated":
      record(ctx, "variables.activated", { ...what, version });
      return;
    case "settled":
      record(ctx, "variables.settled", { ...what, version, acks: proposal.acks.length });
      return;
    default:
  }
}

function countsOf({ votes, electorate }: Proposal) {
  const count = (decision: string): number => votes.filter((vote) => vote.decision === decision).length;
  return {
    accepts: count("accept"),
    rejects: count("reject"),
    abstentions: count("abstain"),
    electors: electorate.length,
  };
}
