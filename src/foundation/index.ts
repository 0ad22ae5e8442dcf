/** Door of the foundation: the services every platform stands on. Each room's own door has more. */

export { COORDINATION_EVENTS, FOUNDATION_EVENTS } from "./catalogue.ts";
export type { FoundationConfig } from "./children.ts";
export { FOUNDATION_MODULES, foundationChildren } from "./children.ts";
export type { ConsensusArgs, RaftView, StateMachine, SubmitResult } from "./consensus/index.ts";
export {
  CONSENSUS,
  consensusModule,
  RAFT_EVENTS,
  readLocal,
  readRaft,
  submit,
  submitAsync,
  subscribe,
} from "./consensus/index.ts";
export type { DetectorConfig, DetectorPolicy, DetectorView } from "./detectors/index.ts";
export {
  detectorChild,
  detectorViolationOf,
  failureDetectorModule,
  phiPolicy,
  readDetector,
  subscribeSuspicions,
} from "./detectors/index.ts";
export type { ClusterChild, SupervisionConfig, SupervisionView } from "./distributed-supervision/index.ts";
export {
  copyViolationOf,
  DISTRIBUTED_SUPERVISION_MODULES,
  distributedSupervisionChild,
  PLACEMENT_MACHINE,
  placementMachineModule,
  readSupervision,
  startChild,
  stopChild,
} from "./distributed-supervision/index.ts";
export type { Elected, ElectionOptions, ElectionView } from "./election/index.ts";
export { elected, electionChild, electionModule, readElection, resign } from "./election/index.ts";
export type { EventBuffer, EventPage, EventQuery, StoredEvent, StoreEvent } from "./event-store/index.ts";
export {
  appendEvents,
  breadcrumbs,
  correlationChain,
  createEvent,
  createEventBuffer,
  offerEvent,
  queryEvents,
  readEvents,
  storeEvents,
  syncEvents,
} from "./event-store/index.ts";
export type { Member, MembershipConfig, MembershipView } from "./membership/index.ts";
export { members, membershipChild, membershipModule, readMembership } from "./membership/index.ts";
export type { RegistryEntry, RegistryView } from "./process-registry/index.ts";
export {
  countEntries,
  findByMetadata,
  listEntries,
  listNamespaces,
  lookup,
  lookupNow,
  readHolders,
  readRegistry,
  register,
  unregister,
  updateMetadata,
} from "./process-registry/index.ts";
export type { Catalogue, EventSpec, MetricDefinition, MetricReading } from "./telemetry/index.ts";
export {
  composeCatalogue,
  execute,
  measure,
  mergeMetrics,
  PLATFORM_METRICS,
  quantilesOf,
  readMetrics,
  record,
  recorder,
  totalsOf,
} from "./telemetry/index.ts";
