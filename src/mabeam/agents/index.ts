/** Door of the agents room: supervised learning agents, their directory, their saved state, and the tree they live in. */

export {
  registerAgent,
  resumeAgent,
  startAgent,
  stopAgent,
  suspendAgent,
  unregisterAgent,
} from "./agent-control.ts";
export type { AgentEntry } from "./agent-directory.ts";
export { AGENT_DIRECTORY, listAgents, lookUpAgent } from "./agent-directory.ts";
export type { AgentSpec, Capability } from "./agent-spec.ts";
export { childSpecOf } from "./agent-spec.ts";
export type { SavedAgent } from "./agent-states.ts";
export { AGENT_STATES } from "./agent-states.ts";
export { createDatasetModule, createShardModules, getDataset } from "./dataset-resource.ts";
export { AGENT_EVENTS } from "./events.ts";
export { LEARNER } from "./learner.ts";
export type { LearnerConfig } from "./learner-config.ts";
export { LEARNER_PACE } from "./learner-config.ts";
export type { AgentEvent, AgentStatus } from "./lifecycle.ts";
export { hasProcess, nextStatus } from "./lifecycle.ts";
export { AGENT_MODULES } from "./modules.ts";
export type { AgentNodeConfig } from "./node-children.ts";
export { AGENTS, agentNodeChildren } from "./node-children.ts";
export type { AgentView } from "./read-agent.ts";
export { readAgent, readDirectory } from "./read-agent.ts";
