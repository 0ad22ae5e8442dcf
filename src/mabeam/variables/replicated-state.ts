/**
 * The replicated state of all variables: what every server computes from the log, and what observers read.
 *
 * Bounded: the newest `PROPOSALS_KEPT` proposals, `VERSIONS_KEPT` versions of each variable, `EVIDENCE_KEPT` pieces of
 * evidence. Proposals that still run are never dropped.
 *
 * Rollback is a later command: it will open a new version with the value of an earlier one, found in `history`.
 */

import { isTerminal, type Proposal } from "./proposal.ts";
import type { VariableSpec, VariableValue } from "./variable-spec.ts";

export type VersionRecord = {
  readonly version: number;
  readonly value: VariableValue;
  /** Log index that activated it: the fencing token. */
  readonly index: number;
  /** Proposal that became it; null for version 1. */
  readonly proposal: string | null;
};

export type Variable = {
  readonly spec: VariableSpec;
  readonly value: VariableValue;
  readonly version: number;
  /** Index of the entry that activated this version. An action that carries a lower token is out of date. */
  readonly token: number;
  /** Oldest first, up to the current version. */
  readonly history: readonly VersionRecord[];
};

/** An agent as the log knows it. It stays known when it is down, for its next incarnation. */
export type AgentRecord = {
  readonly agent: string;
  readonly incarnation: number;
  readonly weight: number;
  readonly node: number;
  readonly isUp: boolean;
  readonly index: number;
};

/** Something in the log that had no effect but should not be forgotten. */
export type Evidence = {
  readonly kind: "conflicting_vote" | "late_vote" | "stranger_vote" | "old_incarnation_vote";
  readonly proposal: string;
  readonly agent: string;
  readonly index: number;
};

export type VariablesState = {
  readonly variables: { readonly [name: string]: Variable };
  /** In the order in which they were opened. */
  readonly proposals: readonly Proposal[];
  /** How many have ever been opened. */
  readonly opened: number;
  readonly agents: { readonly [agent: string]: AgentRecord };
  readonly evidence: readonly Evidence[];
};

export const PROPOSALS_KEPT = 200;
export const VERSIONS_KEPT = 100;
export const EVIDENCE_KEPT = 100;

export const NO_VARIABLES: VariablesState = {
  variables: {},
  proposals: [],
  opened: 0,
  agents: {},
  evidence: [],
};

/** The proposal with this id, newest first. */
export function findProposal(state: VariablesState, id: string): Proposal | undefined {
  return state.proposals.findLast((proposal) => proposal.id === id);
}

/** The variable of this name, if it was declared. Any text may be asked for. */
export function variableOf(state: Pick<VariablesState, "variables">, name: string): Variable | undefined {
  return Object.hasOwn(state.variables, name) ? state.variables[name] : undefined;
}

/** The agent of this name, if the log knows it. */
export function agentOf(state: Pick<VariablesState, "agents">, agent: string): AgentRecord | undefined {
  return Object.hasOwn(state.agents, agent) ? state.agents[agent] : undefined;
}

export function withProposal(state: VariablesState, proposal: Proposal): VariablesState {
  const at = state.proposals.findLastIndex(({ id }) => id === proposal.id);
  const proposals = at >= 0 ? state.proposals.with(at, proposal) : trimmed([...state.proposals, proposal]);
  return { ...state, proposals };
}

export function withVariable(state: VariablesState, variable: Variable): VariablesState {
  return { ...state, variables: { ...state.variables, [variable.spec.name]: variable } };
}

export function withAgent(state: VariablesState, agent: AgentRecord): VariablesState {
  return { ...state, agents: { ...state.agents, [agent.agent]: agent } };
}

export function withEvidence(state: VariablesState, evidence: Evidence): VariablesState {
  return { ...state, evidence: [...state.evidence, evidence].slice(-EVIDENCE_KEPT) };
}

/** Agents that are up, in order of their names: the electorate of a proposal opened now. */
export function agentsUp(state: Pick<VariablesState, "agents">): readonly AgentRecord[] {
  return agentsOf(state).filter(({ isUp }) => isUp);
}

/** All known agents in order of their names. */
export function agentsOf(state: Pick<VariablesState, "agents">): readonly AgentRecord[] {
  return Object.keys(state.agents)
    .sort()
    .flatMap((agent) => state.agents[agent] ?? []);
}

/** All variables in order of their names. */
export function variablesOf(state: Pick<VariablesState, "variables">): readonly Variable[] {
  return Object.keys(state.variables)
    .sort()
    .flatMap((name) => state.variables[name] ?? []);
}

/** Drops the oldest finished proposals over the limit. */
function trimmed(proposals: readonly Proposal[]): readonly Proposal[] {
  let surplus = proposals.length - PROPOSALS_KEPT;
  if (surplus <= 0) return proposals;
  return proposals.filter((proposal) => surplus <= 0 || !isTerminal(proposal.state) || surplus-- <= 0);
}
