/** Door of the simulation floor: whole experiments as values. */

export type { MetricReading } from "../foundation/telemetry/index.ts";
export { quantilesOf } from "../foundation/telemetry/index.ts";
// What a world is made of, for observers above this floor: they read it and touch nothing.
export type { EventId, Node, Process, Term, TraceRecord } from "../kernel/index.ts";
export { EVENT_KIND, formatTerm, INPUT_NODE, Pid } from "../kernel/index.ts";
export type { Proposal, Variable, VariablesState } from "../mabeam/variables/index.ts";
export { agentsUp, findProposal, variableOf, variablesOf } from "../mabeam/variables/index.ts";
export type { SupervisedChild, SupervisorView } from "../otp/index.ts";
export {
  decideAutoShutdown,
  decideRestart,
  enterRestart,
  restartGroup,
  serverStateOf,
} from "../otp/index.ts";
export type { BenchShape, PreparedShape } from "./bench/index.ts";
export { BENCH_SHAPES } from "./bench/index.ts";
export type { SeedOptions, SeedOutcome, Shrunk } from "./campaign/index.ts";
export { replaySeed, runSeed, shrink } from "./campaign/index.ts";
export type { CausalRelation } from "./causality/index.ts";
export {
  CausalLog,
  coneSizes,
  foldLocal,
  futureCut,
  layersOf,
  messagePath,
  NO_EVENT,
  relationOf,
} from "./causality/index.ts";
export type { Checker, Violation } from "./checkers/checker.ts";
export type { CheckState } from "./checks.ts";
export { type DifferenceRow, type Divergence, differenceOf, Lockstep } from "./compare/index.ts";
export type {
  Hold,
  Holding,
  Member,
  MemberFigures,
  ShardedOptions,
  ShardedOutcome,
  ShardOrder,
  WindowFigures,
  WorldOrder,
} from "./conductor/index.ts";
export {
  breakEvenEvents,
  chooseShards,
  expectedSpeedUp,
  findLargeScenario,
  lookAheadUs,
  openMember,
  runShardsInProcess,
} from "./conductor/index.ts";
export type { ConformanceScenario } from "./conformance/index.ts";
export { runConformanceScenario } from "./conformance/index.ts";
export type { PlantedDefect } from "./defects.ts";
export { DEFECTS, findDefect } from "./defects.ts";
export type { DomainEvent } from "./domain-log.ts";
export { ENGINE_VERSION } from "./engine.ts";
export { parseExitReason } from "./exit-reason.ts";
export type {
  ExperimentOrder,
  ExperimentOutcome,
  FigureFacts,
  FigureId,
  FigureSummary,
  Figures,
  FoundViolation,
  HuntPlan,
  MedianInterval,
  Moment,
  RunOrder,
  SeedOrder,
  SeedResult,
  SeedValue,
  ShrinkState,
  Trial,
  TrialOrder,
  TrialOutcome,
} from "./experiments/index.ts";
export {
  FIGURES,
  HuntOrder,
  huntSeed,
  openTrial,
  settleShrink,
  shrinkCandidates,
  shrinkHorizonUs,
  startShrink,
  summarise,
} from "./experiments/index.ts";
export type { ExportFile, ExportFormat, FormatFacts } from "./exports/index.ts";
export { EXPORT_FORMATS, EXPORTS, exportRun, findExport } from "./exports/index.ts";
export type {
  FaultFacts,
  FaultFamily,
  FaultParameter,
  FaultPlan,
  FieldType,
  PlannedFault,
  TargetKind,
} from "./faults/index.ts";
export {
  bridge,
  canLast,
  chain,
  compilePlan,
  deafOrMute,
  endOf,
  FAULTS,
  findFault,
  majoritiesRing,
  makeFault,
  planOfInputs,
  readPhrase,
  readPlan,
  writeFault,
  writePhrase,
  writePlan,
} from "./faults/index.ts";
export { findProcess } from "./find-process.ts";
export type { Flight } from "./flights.ts";
export type { HistoryBench, HistoryBenchPlan, Operation, Verdict } from "./histories/index.ts";
export {
  judgeRegisters,
  LAG_US,
  prepareHistoryBench,
  readHistory,
  recordHistory,
  SCENARIOS_WITH_CLIENTS,
  verdictText,
  writeHistory,
} from "./histories/index.ts";
export type { Action, InputRecord } from "./input.ts";
export { ACTION_KINDS, describeAction, nodeIndexOf, parseAction, parseLink, parsePid } from "./input.ts";
export type { InputNote } from "./input-note.ts";
export type { Journal } from "./journal.ts";
export { JOURNAL_VERSION, journalOf, parseInputs, parseJournal, parseSeed, SEED_MAX } from "./journal.ts";
export type { ServerReading, Tree, TreeRow } from "./readings/index.ts";
export { kindOf, readLeader, readServer, readTree, readVariables } from "./readings/index.ts";
export { Run, type RunOptions, SECOND_US } from "./run.ts";
export type { Sample } from "./samples.ts";
export type { ParameterSpec, Parameters, Resources, Scenario } from "./scenario.ts";
export { resolveParameters } from "./scenario.ts";
export type { ScenarioSummary } from "./scenario-summary.ts";
export { FIRST_SCENARIO, SUMMARIES } from "./scenarios/first.ts";
export { findScenario, SCENARIOS } from "./scenarios/index.ts";
export type { ChainFold, Level, NameOf } from "./story/index.ts";
export {
  describeRecord,
  eventIdText,
  foldChain,
  foldOf,
  KIND_NAMES,
  narrate,
  outcomeOf,
  ProcessNames,
  parseEventId,
  tellDeed,
  tellRecord,
  whyChain,
} from "./story/index.ts";
export type {
  Branch,
  BranchPlan,
  FoundChain,
  Mark,
  Move,
  Recording,
  Target,
  TimelineOptions,
  WanderKind,
  WanderReport,
} from "./timeline/index.ts";
export { CauseFinder, regrow, Timeline, WANDER_KINDS, wander } from "./timeline/index.ts";
export { readTraffic, type Traffic } from "./traffic.ts";
export { World } from "./world.ts";
