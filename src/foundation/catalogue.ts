/** The events of the foundation as one catalogue: those of its rooms and of the behaviours below it. */

import { OTP_EVENTS } from "../otp/index.ts";
import { RAFT_EVENTS } from "./consensus/index.ts";
import { DETECTOR_EVENTS } from "./detectors/index.ts";
import { PLACEMENT_EVENTS } from "./distributed-supervision/index.ts";
import { ELECTION_EVENTS } from "./election/index.ts";
import { EVENT_STORE_EVENTS } from "./event-store/index.ts";
import { MEMBERSHIP_EVENTS } from "./membership/index.ts";
import { REGISTRY_EVENTS } from "./process-registry/index.ts";
import { type Catalogue, composeCatalogue, TELEMETRY_EVENTS } from "./telemetry/index.ts";

/** What the services of every node emit, and the behaviours below them. The floors above compose theirs with it. */
export const FOUNDATION_EVENTS: Catalogue = composeCatalogue(
  OTP_EVENTS,
  RAFT_EVENTS,
  REGISTRY_EVENTS,
  EVENT_STORE_EVENTS,
  TELEMETRY_EVENTS,
);

/** What the services emit that a platform starts where it wants them: who is alive, who leads, who runs what where. */
export const COORDINATION_EVENTS: Catalogue = composeCatalogue(
  DETECTOR_EVENTS,
  MEMBERSHIP_EVENTS,
  ELECTION_EVENTS,
  PLACEMENT_EVENTS,
);
