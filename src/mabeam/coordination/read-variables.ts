/** What observers read of a variables server without asking it: proposals with the stage of each agent. */

import type { Process } from "../../kernel/index.ts";
import { serverStateOf } from "../../otp/index.ts";
import {
  type AgentRecord,
  agentsOf,
  type Decision,
  type Proposal,
  type ProposalState,
  type Variable,
  variablesOf,
} from "../variables/index.ts";
import { type CoordinatorState, VARIABLES } from "./coordinator-state.ts";

/** How far an elector has come with a proposal. */
export type AgentStage = "asked" | "voted" | "switched";

export interface ElectorView {
  readonly agent: string;
  readonly node: number;
  readonly weight: number;
  readonly stage: AgentStage;
  readonly decision: Decision | undefined;
  /** Loss saved, in millionths of a nat. */
  readonly score: number | undefined;
  readonly reason: string | undefined;
  readonly voteIndex: number | undefined;
  readonly ackIndex: number | undefined;
}

export interface ProposalView {
  readonly id: string;
  readonly number: number;
  readonly variable: string;
  readonly baseValue: Proposal["baseValue"];
  readonly value: Proposal["value"];
  readonly proposer: string;
  readonly state: ProposalState;
  /** Version it became; 0 while it is not active. */
  readonly version: number;
  readonly transitions: Proposal["transitions"];
  readonly electors: readonly ElectorView[];
}

export interface VariablesView {
  readonly isLeader: boolean;
  readonly index: number;
  readonly variables: readonly Variable[];
  /** Newest first. */
  readonly proposals: readonly ProposalView[];
  readonly agents: readonly AgentRecord[];
  /** Commands of this node on their way into the log. */
  readonly outstanding: number;
}

/** The view of a variables server; undefined for any other process, and before it has started. */
export function readVariables(process: Process): VariablesView | undefined {
  const server = serverStateOf(process);
  if (server?.module !== VARIABLES) return undefined;
  const { view, viewIndex, isLeader, outstanding } = server.state as CoordinatorState;
  return {
    isLeader,
    index: viewIndex,
    variables: variablesOf(view),
    proposals: view.proposals.toReversed().map(viewOf),
    agents: agentsOf(view),
    outstanding: outstanding.length,
  };
}

function viewOf(proposal: Proposal): ProposalView {
  const { id, number, variable, baseValue, value, proposer, state, version, transitions } = proposal;
  const electors = proposal.electorate.map(({ agent, node, weight }): ElectorView => {
    const vote = proposal.votes.find((one) => one.agent === agent);
    const ack = proposal.acks.find((one) => one.agent === agent);
    return {
      agent,
      node,
      weight,
      stage: ack !== undefined ? "switched" : vote !== undefined ? "voted" : "asked",
      decision: vote?.decision,
      score: vote?.score,
      reason: vote?.reason,
      voteIndex: vote?.index,
      ackIndex: ack?.index,
    };
  });
  return { id, number, variable, baseValue, value, proposer, state, version, transitions, electors };
}
