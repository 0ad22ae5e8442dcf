/** Domain events of the telemetry room. */

import type { Catalogue } from "./catalogue.ts";

export const TELEMETRY_EVENTS = {
  "telemetry.metrics_reset": {
    description: "all series of this node were emptied on request",
    importance: 2,
    measurements: ["series"],
    metadata: [],
  },
} as const satisfies Catalogue;
