/** learning-cluster: what the page opens with, with every invariant of its services watched. */

import { RAFT_CHECKERS } from "../checkers/raft/index.ts";
import { REGISTRY_CHECKERS } from "../checkers/registry/index.ts";
import { SUPERVISION_CHECKERS } from "../checkers/supervision/index.ts";
import { VARIABLE_CHECKERS } from "../checkers/variables/index.ts";
import type { Scenario } from "../scenario.ts";
import { learningClusterBare } from "./learning-cluster-bare.ts";

export const learningCluster: Scenario = {
  ...learningClusterBare,
  checkers: [...RAFT_CHECKERS, ...VARIABLE_CHECKERS, ...REGISTRY_CHECKERS, ...SUPERVISION_CHECKERS],
};
