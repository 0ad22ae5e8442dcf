/** Door of the failure detectors: how silence is judged, the detector of a node, and what checkers hold it to. */

export type { Detector, DetectorPolicy, FixedPolicy, PhiPolicy } from "./detector.ts";
export { PHI_MAX, phiPolicy, policyRefusal } from "./detector.ts";
export type { DetectorView, PeerView } from "./detector-client.ts";
export { readDetector, subscribeSuspicions, suspicionLevels } from "./detector-client.ts";
export type { DetectorConfig } from "./detector-server.ts";
export { detectorChild, FAILURE_DETECTOR, failureDetectorModule } from "./detector-server.ts";
export { detectorViolationOf } from "./detector-violation.ts";
export { DETECTOR_EVENTS } from "./events.ts";
export { FIXED_DETECTOR } from "./fixed-detector.ts";
export type { Arrivals } from "./judgement.ts";
export { beginArrivals, heard, suspicionLevel } from "./judgement.ts";
export type { DetectorDefect, HeartbeatNumber } from "./peer.ts";
export { DETECTOR_DEFECTS } from "./peer.ts";
export { PHI_DETECTOR, phiOf } from "./phi-detector.ts";
