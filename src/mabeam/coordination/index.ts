/** Door of the coordination room: the variables server of a node, and what its agents and observers use of it. */

export type { CurrentValue, ProposeResult } from "./client.ts";
export { current, localView, propose, proposeAsync } from "./client.ts";
export type { CoordinatorState, VariablesArgs } from "./coordinator-state.ts";
export { TICK_US, VARIABLES } from "./coordinator-state.ts";
export type { AgentApplied, AgentJoin, AgentVote, AppliedValue } from "./local-agent.ts";
export type { ProposeRequest } from "./propose.ts";
export type { AgentStage, ElectorView, ProposalView, VariablesView } from "./read-variables.ts";
export { readVariables } from "./read-variables.ts";
export { variablesModule } from "./variables-server.ts";
