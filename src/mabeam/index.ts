/**
 * Door of the multi-agent floor. Its rooms have doors of their own; what stands here is what a scenario needs.
 */

export type { AgentNodeConfig, AgentSpec, AgentView, LearnerConfig } from "./agents/index.ts";
export {
  AGENT_EVENTS,
  AGENT_MODULES,
  agentNodeChildren,
  createDatasetModule,
  createShardModules,
  LEARNER_PACE,
  readAgent,
  readDirectory,
} from "./agents/index.ts";
export type { ProposalView, VariablesArgs, VariablesView } from "./coordination/index.ts";
export { readVariables } from "./coordination/index.ts";
export type { VariableSpec, VariableValue } from "./variables/index.ts";
export { VARIABLE_DEFECTS, VARIABLE_EVENTS } from "./variables/index.ts";
