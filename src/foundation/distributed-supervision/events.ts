/** Domain events of distributed supervision: which node runs which child in which epoch. */

import type { Catalogue } from "../telemetry/index.ts";

export const PLACEMENT_EVENTS = {
  "placement.copy_started": {
    description: "A node has started its copy of a child; epoch is the fencing token of this copy.",
    importance: 2,
    measurements: ["epoch"],
    metadata: ["id", "pid"],
  },
  "placement.copy_stopped": {
    description: "A copy has ended: stopped, killed because the lease was over, or by itself.",
    importance: 2,
    measurements: ["epoch"],
    metadata: ["id", "pid", "reason"],
  },
  "placement.lease_gained": {
    description: "A node may run copies: a majority has heard of it.",
    importance: 2,
    measurements: ["session"],
  },
  "placement.lease_lost": {
    description: "A node may not run copies any more and kills those it has. cause: expired or fenced.",
    importance: 3,
    measurements: ["session", "copies"],
    metadata: ["cause"],
  },
  "placement.node_lost": {
    description: "The cluster has agreed that a node is lost; its children are placed anew.",
    importance: 3,
    measurements: ["member", "session"],
  },
  "placement.child_given_up": {
    description: "A child has failed on one node after the other and is not started again.",
    importance: 3,
    measurements: ["moves"],
    metadata: ["id"],
  },
} as const satisfies Catalogue;
