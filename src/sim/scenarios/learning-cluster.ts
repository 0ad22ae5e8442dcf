/**
 * learning-cluster: what the page opens with. Five nodes, ten supervised agents that train small networks on real
 * digits, try other learning rates, vote on them with their own measurements, and switch together.
 */

import { RAFT_CHECKERS } from "../checkers/raft/index.ts";
import { REGISTRY_CHECKERS } from "../checkers/registry/index.ts";
import { SUPERVISION_CHECKERS } from "../checkers/supervision/index.ts";
import { VARIABLE_CHECKERS } from "../checkers/variables/index.ts";
import type { Scenario } from "../scenario.ts";
import { CLUSTER_LINK, CLUSTER_NODES, CLUSTER_PARAMETERS, clusterBoot, clusterCode } from "./cluster.ts";
import { summaryOf } from "./summaries.ts";

export const learningCluster: Scenario = {
  ...summaryOf("learning-cluster"),
  nodes: CLUSTER_NODES,
  link: CLUSTER_LINK,
  schedulers: 2,
  handlerCostUs: 15,
  parameters: CLUSTER_PARAMETERS,
  campaignParameters: { taskEveryMs: 2_000, agentsPerNode: 1, trialEveryTasks: 1, deadlineMs: 1_000 },
  resources: ["digits"],
  checkers: [...RAFT_CHECKERS, ...VARIABLE_CHECKERS, ...REGISTRY_CHECKERS, ...SUPERVISION_CHECKERS],
  code: clusterCode,
  boot: clusterBoot,
  invitation: "kill_leader",
};
