/**
 * partition-3-2: the learning cluster is cut in two, three nodes against two, and heals eight seconds later. Proposals
 * are made before, during and after: who may decide, and what becomes of the one made on the smaller side?
 */

import type { Scenario } from "../scenario.ts";
import { learningCluster } from "./learning-cluster.ts";
import { summaryOf } from "./summaries.ts";

const SECOND = 1_000_000;

export const partition32: Scenario = {
  ...learningCluster,
  ...summaryOf("partition-3-2"),
  invitation: "cut_minority",
  // Two agents on a node, so that they contend for the turn to experiment.
  campaignParameters: { ...learningCluster.campaignParameters, agentsPerNode: 2 },
  script: [
    { atUs: 3 * SECOND, action: { kind: "propose", target: "learning_rate", value: 0.01 } },
    { atUs: 6 * SECOND, action: { kind: "partition", target: "network", group: ["n1", "n2"] } },
    { atUs: 8 * SECOND, action: { kind: "propose", target: "learning_rate", value: 0.02 } },
    { atUs: 14 * SECOND, action: { kind: "heal_all", target: "network" } },
  ],
};
