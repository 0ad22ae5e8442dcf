/** The events of the foundation as one catalogue: those of its rooms and of the behaviours below it. */

import { OTP_EVENTS } from "../otp/index.ts";
import { RAFT_EVENTS } from "./consensus/index.ts";
import { EVENT_STORE_EVENTS } from "./event-store/index.ts";
import { REGISTRY_EVENTS } from "./process-registry/index.ts";
import { type Catalogue, composeCatalogue, TELEMETRY_EVENTS } from "./telemetry/index.ts";

/** Everything the floors up to this one emit. The floors above compose theirs with it. */
export const FOUNDATION_EVENTS: Catalogue = composeCatalogue(
  OTP_EVENTS,
  RAFT_EVENTS,
  REGISTRY_EVENTS,
  EVENT_STORE_EVENTS,
  TELEMETRY_EVENTS,
);
