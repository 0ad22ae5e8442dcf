/** Door of the bridge: what the page may know of the worker. The worker's own half is not for the page. */

export type {
  AgentStage,
  AssignsByView,
  ConsensusRole,
  EventRow,
  EventsAssigns,
  InspectorAction,
  InspectorAssigns,
  InspectorSection,
  InvariantLight,
  Invitation,
  MetricCard,
  MetricSeries,
  NarrationLine,
  NodeStatus,
  Outcome,
  ProcessColumn,
  ProcessesAssigns,
  ProcessRow,
  ProcessStatus,
  ProposalRow,
  RunAssigns,
  StageAssigns,
  StageLink,
  StageNode,
  StageProcess,
  SupervisionAssigns,
  SupervisionRow,
  TelemetryAssigns,
  VariableRow,
  VariablesAssigns,
  ViewName,
} from "./assigns.ts";
export { FLIGHT_CLASS, FLIGHT_STRIDE } from "./assigns.ts";
export type { Client, ClientOptions, ClientStatus } from "./client.ts";
export { createClient } from "./client.ts";
export type { Patch } from "./diff.ts";
export { applyPatch } from "./diff.ts";
export type {
  Action,
  FrameMessage,
  HaltMessage,
  Hello,
  InputRecord,
  Journal,
  OpenRequest,
  Parameters,
  Reply,
  ScenarioSummary,
  Transport,
} from "./protocol.ts";
export { startSimWorker } from "./start-worker.ts";
