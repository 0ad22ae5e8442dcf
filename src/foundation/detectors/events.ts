/** Domain events of the failure detector. `peer` is the index of the node they are about. */

import type { Catalogue } from "../telemetry/index.ts";

export const DETECTOR_EVENTS = {
  "detector.suspected": {
    description:
      "A node takes a silent peer for dead. silenceUs: since it was heard last; level: 1 is the limit.",
    importance: 2,
    measurements: ["peer", "silenceUs", "level"],
  },
  "detector.trusted": {
    description: "A suspected peer was heard again. suspectedUs: how long it had been suspected.",
    importance: 2,
    measurements: ["peer", "suspectedUs"],
  },
} as const satisfies Catalogue;
