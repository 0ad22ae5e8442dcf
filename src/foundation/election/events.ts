/** Domain events of leader election. `leader` is the index of a node. */

import type { Catalogue } from "../telemetry/index.ts";

export const ELECTION_EVENTS = {
  "election.leader_elected": {
    description: "This node has begun to lead. waitedUs: how long it had known no leader.",
    importance: 3,
    measurements: ["leader", "term", "waitedUs"],
    metadata: ["protocol"],
  },
  "election.leader_followed": {
    description: "This node has learnt of a leader. waitedUs: how long it had known none.",
    importance: 1,
    measurements: ["leader", "term", "waitedUs"],
    metadata: ["protocol"],
  },
  "election.leader_lost": {
    description:
      "This node knows no leader any more: silent, suspected, resigned, or itself without a majority.",
    importance: 2,
    measurements: ["leader", "term"],
    metadata: ["protocol"],
  },
  "election.resigned": {
    description: "The leader has given up the lead on request.",
    importance: 3,
    measurements: ["leader", "term"],
    metadata: ["protocol"],
  },
} as const satisfies Catalogue;
