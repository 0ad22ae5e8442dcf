/**
 * Door of the view floor: what the screen knows, without a single element of the page. The ui imports domain types
 * from here only.
 */

export type {
  Action,
  AgentStage,
  AssignsByView,
  ConsensusRole,
  EventRow,
  EventsAssigns,
  HaltMessage,
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
  Reply,
  RunAssigns,
  ScenarioSummary,
  StageAssigns,
  StageLink,
  StageNode,
  StageProcess,
  SupervisionAssigns,
  SupervisionRow,
  TelemetryAssigns,
  Transport,
  VariableRow,
  VariablesAssigns,
  ViewName,
} from "../bridge/index.ts";
export { FLIGHT_CLASS, FLIGHT_STRIDE } from "../bridge/index.ts";
export { createDrawClock, type DrawClock } from "./draw-clock.ts";
export { runStore, uiStore, useAssigns, useRun, useRunState, useUi } from "./hooks.ts";
export {
  applyFrame,
  type Connection,
  createRunStore,
  dropAllViews,
  dropView,
  EMPTY_RUN,
  type RunState,
  type RunStore,
} from "./run-store.ts";
export { createSession, type Session, type SessionOptions } from "./session.ts";
export {
  addNotice,
  createUiStore,
  dismissNotice,
  INITIAL_UI,
  INSPECTOR_WIDTH,
  LENS_IDS,
  type LensId,
  type Notice,
  type Params,
  select,
  setInspectorWidth,
  setLens,
  setParams,
  type ThemeChoice,
  themeOf,
  type UiState,
  type UiStore,
} from "./ui-store.ts";
export {
  type Address,
  LINK_LENGTH_MAX,
  type ParsedAddress,
  parseAddress,
  parseSeed,
  parseTime,
  SEED_MAX,
  SPEEDS,
  writeAddress,
} from "./url-state.ts";
export { writeSeconds } from "./virtual-time.ts";
