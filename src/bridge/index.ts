/** Door of the bridge: what the page may know of the worker. The worker's own half is not for the page. */

export type {
  FigureFacts,
  FigureId,
  FigureSummary,
  FoundViolation,
  PlantedDefect,
  RunOrder,
  SeedResult,
  TrialOutcome,
} from "../sim/index.ts";
export { describeAction, EXPORT_FORMATS, type FormatFacts } from "../sim/index.ts";
export type {
  AgentStage,
  AssignsByView,
  BranchAssigns,
  ConsensusRole,
  DensityAssigns,
  DensityMeasure,
  DensityProbe,
  DensityProcess,
  DensityRaster,
  DensityScale,
  DensitySummary,
  DensityWorld,
  EventDensity,
  EventRow,
  EventsAssigns,
  ExitPreview,
  GiveUp,
  Incarnation,
  InspectorAction,
  InspectorAssigns,
  InspectorSection,
  InvariantLight,
  Invitation,
  Level,
  MarkKind,
  MetricCard,
  MetricSeries,
  NarrationLine,
  NodeStatus,
  Outcome,
  PreviewMark,
  ProcessColumn,
  ProcessesAssigns,
  ProcessRow,
  ProcessStatus,
  ProposalRow,
  RecordingFacts,
  RestartBudget,
  RunAssigns,
  SpacetimeAssigns,
  StageAssigns,
  StageLink,
  StageNode,
  StageProcess,
  StoryStep,
  SupervisionAssigns,
  SupervisionFocus,
  SupervisionRow,
  TelemetryAssigns,
  TimelineAssigns,
  TimelineMark,
  VariableRow,
  VariablesAssigns,
  ViewName,
  WhyAssigns,
  WhyFold,
  WhyStep,
} from "./assigns.ts";
export {
  DENSITY_MEASURES,
  DENSITY_STATE_STEP,
  DENSITY_STATES,
  FLIGHT_CLASS,
  FLIGHT_STRIDE,
  RING,
} from "./assigns.ts";
export type { Client, ClientOptions, ClientStatus } from "./client.ts";
export { createClient } from "./client.ts";
export type { CompareClient, CompareWorker } from "./compare-client.ts";
export { createCompareClient } from "./compare-client.ts";
export type {
  CompareApi,
  CompareFacts,
  CompareProgress,
  DifferenceRow,
  DivergenceFacts,
  Look,
  LookRequest,
  ParameterSpec,
  RunCurves,
  RunSpec,
  Variations,
} from "./compare-protocol.ts";
export type {
  ConsensusAssigns,
  ConsensusBallot,
  ConsensusElection,
  ConsensusEntry,
  ConsensusEntryKind,
  ConsensusRound,
  ConsensusServer,
  ConsensusSide,
  ConsensusTerm,
  ConsensusVariable,
} from "./consensus-assigns.ts";
export { CONSENSUS_CHUNK, CONSENSUS_LETTER } from "./consensus-assigns.ts";
export type { Patch } from "./diff.ts";
export { applyPatch } from "./diff.ts";
export type { ExperimentPool, ExperimentWorker, Progress } from "./experiment-pool.ts";
export type {
  HuntProgress,
  MeasurePlan,
  MeasureProgress,
  ShrinkProgress,
  Shrunken,
} from "./experiments.ts";
export type { FaultFacts, FaultKit, FaultParameter } from "./fault-kit.ts";
export { loadCompare } from "./load-compare.ts";
export { loadExperiments } from "./load-experiments.ts";
export { loadFaults } from "./load-faults.ts";
export type { Experiments } from "./open-experiments.ts";
export type {
  Action,
  ExportFile,
  FrameMessage,
  HaltMessage,
  Hello,
  InputRecord,
  Journal,
  OpenRequest,
  Parameters,
  Reply,
  RunSettings,
  ScenarioSummary,
  Transport,
} from "./protocol.ts";
export type { ShardCommand, ShardFigures, ShardHost, Wire } from "./shard-server.ts";
export { serveShard } from "./shard-server.ts";
export type { ShardWorker, SpreadWorld } from "./shards.ts";
export { openSpreadWorld } from "./shards.ts";
export type {
  SpacetimeAnswers,
  SpacetimeChunk,
  SpacetimeEvent,
  SpacetimeFocus,
  SpacetimeLine,
  SpacetimeMark,
  SpacetimeMode,
  SpacetimePair,
  SpacetimeRelation,
  SpacetimeRow,
  SpacetimeStep,
} from "./spacetime-assigns.ts";
export {
  SPACETIME_CHUNK,
  SPACETIME_FACT,
  SPACETIME_FACTS,
  SPACETIME_MARK,
  SPACETIME_NEVER,
} from "./spacetime-assigns.ts";
export { startShardWorker } from "./start-shard-worker.ts";
export { startSimWorker } from "./start-worker.ts";
