/**
 * The cluster the learning scenarios share: on every node, under one root supervisor, the Foundation services, a
 * consensus server, and the agent layer with its learners. Each learner trains on its own shard of the digits.
 */

import { FOUNDATION_MODULES, type FoundationConfig, foundationChildren } from "../../foundation/index.ts";
import { PLATFORM_METRICS } from "../../foundation/telemetry/index.ts";
import type { Module, Term } from "../../kernel/index.ts";
import {
  AGENT_EVENTS,
  AGENT_MODULES,
  type AgentNodeConfig,
  type AgentSpec,
  agentNodeChildren,
  createDatasetModule,
  createShardModules,
  LEARNER,
  LEARNER_PACE,
} from "../../mabeam/agents/index.ts";
import { TICK_US } from "../../mabeam/coordination/index.ts";
import { DIGITS_SHAPE, decodeDigits, splitDigits } from "../../mabeam/learning/index.ts";
import { VARIABLE_EVENTS, type VariableSpec } from "../../mabeam/variables/index.ts";
import { CORE_MODULES, defineSupervisor } from "../../otp/index.ts";
import type { LinkModel } from "../network.ts";
import type { ParameterSpec, Parameters, Resources } from "../scenario.ts";
import { ROOT } from "./root.ts";

export const CLUSTER_NODES = 5;

/** A metropolitan network: slow enough that one sees messages fly. */
export const CLUSTER_LINK: LinkModel = {
  latencyUs: { kind: "shifted_exponential", shift: 8_000, mean: 5_000 },
  minUs: 8_000,
  lossPpm: 0,
};

export const CLUSTER_PARAMETERS: readonly ParameterSpec[] = [
  { name: "learningRate", title: "Learning rate at the start", initial: 0.002, min: 0.000_01, max: 1 },
  { name: "agentsPerNode", title: "Agents per node", initial: 2, min: 1, max: 4 },
  { name: "taskEveryMs", title: "One training task every … ms", initial: 500, min: 100, max: 60_000 },
  {
    name: "trialEveryTasks",
    title: "Tasks between two experiments (0: none)",
    initial: 8,
    min: 0,
    max: 1_000,
  },
  { name: "deadlineMs", title: "A proposal may stay open for … ms", initial: 15_000, min: 200, max: 60_000 },
];

const FOUNDATION: FoundationConfig = {
  catalogue: { ...VARIABLE_EVENTS, ...AGENT_EVENTS },
  metrics: PLATFORM_METRICS,
};

const clusterRoot = defineSupervisor("cluster_root", (_ctx, config: AgentNodeConfig) => [
  "ok",
  [
    { strategy: "one_for_one", intensity: 12, period: 30 },
    [...foundationChildren(FOUNDATION), ...agentNodeChildren(config)],
  ],
]);

/** Everything the nodes run, with the digits dealt out to the agents. */
export function clusterCode(parameters: Parameters, resources: Resources): readonly Module[] {
  const bytes = resources["digits"];
  if (bytes === undefined) throw new Error('this scenario needs the data file "digits"');
  const decoded = decodeDigits(bytes);
  if (!decoded.ok)
    throw new Error(`the data file "digits" is damaged (${decoded.error.kind}); build the project again`);
  const { train, heldOut } = splitDigits(decoded.value);
  const agents = CLUSTER_NODES * Number(parameters["agentsPerNode"]);
  const data = [
    ...createShardModules("digits", train, agents),
    createDatasetModule("digits_held_out", heldOut),
  ];
  return [...CORE_MODULES, ROOT, clusterRoot, ...FOUNDATION_MODULES, ...AGENT_MODULES, ...data];
}

export function clusterBoot(
  node: number,
  parameters: Parameters,
): readonly ["root", "start", readonly Term[]] {
  const perNode = Number(parameters["agentsPerNode"]);
  const members = Array.from({ length: CLUSTER_NODES }, (_, i) => i);
  const config: AgentNodeConfig = {
    consensus: { members },
    variables: {
      specs: variableSpecs(parameters),
      deadlineTicks: Math.ceil((Number(parameters["deadlineMs"]) * 1_000) / TICK_US),
    },
    agents: Array.from({ length: perNode }, (_, i) => agentSpec(node * perNode + i, parameters)),
  };
  return ["root", "start", ["cluster_root", config as unknown as Term]];
}

function variableSpecs(parameters: Parameters): readonly VariableSpec[] {
  const initial = Number(parameters["learningRate"]);
  return [
    { name: "learning_rate", type: "float", min: 0.000_01, max: 1, scale: "log", initial, skippable: true },
  ];
}

function agentSpec(index: number, parameters: Parameters): AgentSpec {
  return {
    id: `agent_${String(index + 1).padStart(2, "0")}`,
    module: LEARNER,
    config: {
      ...LEARNER_PACE,
      dataset: `digits/${index}`,
      heldOut: "digits_held_out",
      shape: DIGITS_SHAPE,
      modelName: "digits",
      taskEveryUs: Number(parameters["taskEveryMs"]) * 1_000,
      trialEveryTasks: Number(parameters["trialEveryTasks"]),
    },
    capabilities: ["model_training", "hyperparameter_optimization"],
    weight: 1,
    restart: "permanent",
  };
}
