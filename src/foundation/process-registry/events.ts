/** Domain events of the process registry. `pid` is the process that holds, held or wanted the name. */

import type { Catalogue } from "../telemetry/index.ts";

export const REGISTRY_EVENTS = {
  "registry.registered": {
    description: "A process has got a name.",
    importance: 2,
    measurements: [],
    metadata: ["namespace", "key", "pid"],
  },
  "registry.metadata_updated": {
    description: "The words about a named process were replaced.",
    importance: 1,
    measurements: [],
    metadata: ["namespace", "key", "pid"],
  },
  "registry.unregistered": {
    description: "A name is free again. cause: request, or down when its process died (reason says of what).",
    importance: 2,
    measurements: [],
    metadata: ["namespace", "key", "pid", "cause", "reason"],
  },
  "registry.name_taken": {
    description: "A registration was refused: a living process holds the name.",
    importance: 2,
    measurements: [],
    metadata: ["namespace", "key", "pid", "holder"],
  },
  "registry.recovered": {
    description: "A new registry server has taken over the entries of the one before it.",
    importance: 3,
    measurements: ["entries"],
    metadata: ["backend"],
  },
} as const satisfies Catalogue;
