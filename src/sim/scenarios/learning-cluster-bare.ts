/**
 * learning-cluster without its checkers: five nodes, ten supervised agents that train small networks on real digits,
 * try other learning rates, vote on them with their own measurements, and switch together.
 *
 * It is all that the first picture of a visit needs. What happens in it is the same with and without checkers, so
 * whoever starts with this one goes on with `learningCluster` from the same event.
 */

import type { Scenario } from "../scenario.ts";
import { CLUSTER_LINK, CLUSTER_NODES, CLUSTER_PARAMETERS, clusterBoot, clusterCode } from "./cluster.ts";
import { summaryOf } from "./summaries.ts";

export const learningClusterBare: Scenario = {
  ...summaryOf("learning-cluster"),
  nodes: CLUSTER_NODES,
  link: CLUSTER_LINK,
  schedulers: 2,
  handlerCostUs: 15,
  parameters: CLUSTER_PARAMETERS,
  campaignParameters: { taskEveryMs: 2_000, agentsPerNode: 1, trialEveryTasks: 1, deadlineMs: 1_000 },
  resources: ["digits"],
  checkers: [],
  code: clusterCode,
  boot: clusterBoot,
  invitation: "kill_leader",
};
