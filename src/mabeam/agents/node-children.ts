/**
 * The processes of a node that takes part: a consensus server, and beside it the agent layer.
 *
 *   root (the scenario's)
 *   ├─ consensus
 *   └─ agent_layer           rest_for_one: who depends on a lost part is restarted with it
 *      ├─ agent_directory
 *      ├─ agent_states
 *      ├─ variables
 *      └─ agents             one_for_one, with a restart budget of its own
 *         └─ one child per agent
 *
 * The variables server follows the consensus server by a monitor, so the two may be restarted independently.
 */

import { CONSENSUS, type ConsensusArgs } from "../../foundation/consensus/index.ts";
import type { Blocking, Context, Module, Term } from "../../kernel/index.ts";
import {
  type ChildSpec,
  defineSupervisor,
  type StartResult,
  type SupervisorInit,
  startLink,
} from "../../otp/index.ts";
import { VARIABLES, type VariablesArgs } from "../coordination/index.ts";
import { machineNameFor } from "../variables/index.ts";
import { AGENT_DIRECTORY, listAgents } from "./agent-directory.ts";
import { type AgentSpec, childSpecOf } from "./agent-spec.ts";
import { AGENT_STATES } from "./agent-states.ts";

/** Registered name of the supervisor of a node's agents. */
export const AGENTS = "agents";
const AGENT_LAYER = "agent_layer";
const VARIABLES_LOG = "variables_log";

/** Start arguments of the log. `machine` is for tests: the one that belongs to the planted defect otherwise. */
export type LogOptions = Omit<ConsensusArgs, "machine"> & { readonly machine?: string };

/** What runs on one node. */
export type AgentNodeConfig = {
  /** Members of the cluster and, if wished, times of the protocol; null when the scenario starts consensus itself. */
  readonly consensus: LogOptions | null;
  readonly variables: VariablesArgs;
  readonly agents: readonly AgentSpec[];
  /** Restarts the agents of this node may need within `period` seconds. Default 6 in 10 s. */
  readonly intensity?: number;
  readonly period?: number;
};

/** Children for the root supervisor of a node, in start order; one_for_one suits them. */
export function agentNodeChildren(config: AgentNodeConfig): readonly ChildSpec[] {
  const layer: ChildSpec = {
    id: AGENT_LAYER,
    start: ["supervisor", "start_link", [AGENT_LAYER, config, { name: AGENT_LAYER }]],
    type: "supervisor",
  };
  if (config.consensus === null) return [layer];
  return [{ id: CONSENSUS, start: [VARIABLES_LOG, "start_link", [config.consensus as Term]] }, layer];
}

const agentLayer = defineSupervisor(
  AGENT_LAYER,
  (_ctx, config: AgentNodeConfig): SupervisorInit => [
    "ok",
    [
      { strategy: "rest_for_one", intensity: 5, period: 10 },
      [
        server(AGENT_DIRECTORY, null),
        server(AGENT_STATES, null),
        server(VARIABLES, config.variables as Term),
        {
          id: AGENTS,
          start: ["supervisor", "start_link", [AGENTS, config, { name: AGENTS }]],
          type: "supervisor",
        },
      ],
    ],
  ],
);

const agentsSupervisor = defineSupervisor(
  AGENTS,
  (ctx, config: AgentNodeConfig): SupervisorInit => [
    "ok",
    [
      { strategy: "one_for_one", intensity: config.intensity ?? 6, period: config.period ?? 10 },
      wantedAgents(ctx, config).map(childSpecOf),
    ],
  ],
);

/** The configured agents and those started later, without any that was stopped on purpose: a restart changes no wish. */
function wantedAgents(ctx: Context, { agents }: AgentNodeConfig): readonly AgentSpec[] {
  const known = listAgents(ctx);
  const isConfigured = (id: string): boolean => agents.some((spec) => spec.id === id);
  const later = known.filter(({ spec, isWanted }) => isWanted && !isConfigured(spec.id));
  const isStopped = (id: string): boolean => known.some(({ spec, isWanted }) => spec.id === id && !isWanted);
  return [...agents.filter(({ id }) => !isStopped(id)), ...later.map(({ spec }) => spec)];
}

/** Starts the consensus server with the variables machine, or with the defective one that is switched on. */
const variablesLog: Module = {
  name: VARIABLES_LOG,
  functions: {
    start_link: (ctx: Context, options: LogOptions): Blocking<StartResult> => {
      const machine = machineNameFor((name) => ctx.hasDefect(name));
      return startLink(ctx, CONSENSUS, { machine, ...options } as Term, { name: CONSENSUS });
    },
  },
};

/** The supervisors of the agent layer and the start of its log; list them in a scenario's code. */
export const NODE_MODULES: readonly Module[] = [agentLayer, agentsSupervisor, variablesLog];

function server(name: string, args: Term): ChildSpec {
  return { id: name, start: ["gen_server", "start_link", [name, args, { name }]] };
}
