/**
 * The assigns of every live view: all that a lens draws. The worker renders them from the world, only their
 * difference crosses to the page, and React holds no other knowledge of the domain.
 *
 * Conventions
 * - Times are virtual microseconds (`…Us`) as integers; ages and rates carry their unit in the name.
 * - Entities are records keyed by their id, with a separate `order` where order matters: that keeps diffs small.
 * - Ids as text: node "n1", process "<n1.17>", link "n1-n2" (smaller node first), event "n1#2041" (node, sequence).
 * - A missing fact is `null`, never an empty string or a zero that looks like a measurement.
 */

import type { ConsensusAssigns } from "./consensus-assigns.ts";
import type { DensityAssigns } from "./density-assigns.ts";
import type { EventsAssigns } from "./events-assigns.ts";
import type { InspectorAssigns } from "./inspector-assigns.ts";
import type { TelemetryAssigns, VariablesAssigns } from "./platform-assigns.ts";
import type { SpacetimeAssigns } from "./spacetime-assigns.ts";
import type { SupervisionAssigns } from "./supervision-assigns.ts";
import type { TimelineAssigns } from "./timeline-assigns.ts";

export type {
  DensityAssigns,
  DensityMeasure,
  DensityProbe,
  DensityProcess,
  DensityRaster,
  DensityScale,
  DensitySummary,
  DensityWorld,
} from "./density-assigns.ts";
export { DENSITY_MEASURES, DENSITY_STATE_STEP, DENSITY_STATES } from "./density-assigns.ts";
export type { EventRow, EventsAssigns, Level, WhyAssigns, WhyFold, WhyStep } from "./events-assigns.ts";
export type { InspectorAction, InspectorAssigns, InspectorSection } from "./inspector-assigns.ts";
export type {
  AgentStage,
  MetricCard,
  MetricSeries,
  ProposalRow,
  TelemetryAssigns,
  VariableRow,
  VariablesAssigns,
} from "./platform-assigns.ts";
export type { SpacetimeAssigns } from "./spacetime-assigns.ts";
export type {
  ExitPreview,
  GiveUp,
  Incarnation,
  PreviewMark,
  RestartBudget,
  StoryStep,
  SupervisionAssigns,
  SupervisionFocus,
  SupervisionRow,
} from "./supervision-assigns.ts";
export { RING } from "./supervision-assigns.ts";
export type {
  BranchAssigns,
  EventDensity,
  MarkKind,
  RecordingFacts,
  TimelineAssigns,
  TimelineMark,
} from "./timeline-assigns.ts";

export type ViewName =
  | "run"
  | "timeline"
  | "stage"
  | "supervision"
  | "processes"
  | "density"
  | "variables"
  | "telemetry"
  | "events"
  | "spacetime"
  | "consensus"
  | "inspector";

export type NodeStatus = "up" | "paused" | "down";
export type ProcessStatus = "waiting" | "ready" | "running" | "blocked" | "suspended";
export type ConsensusRole = "leader" | "candidate" | "follower" | "unknown";

/** Always mounted: transport, narration, invariant lights, the invitation and its outcome. */
export interface RunAssigns {
  readonly scenario: string;
  readonly scenarioTitle: string;
  /** What this scenario is and what to try; null where the page's own opening sentence says it. */
  readonly headline: string | null;
  readonly seed: number;
  /** Planted defects that are switched on in the code that runs. */
  readonly defects: readonly string[];
  readonly nowUs: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly untilUs: number | null;
  /** Percent done while a replay or seek runs; null otherwise. */
  readonly seekPercent: number | null;
  readonly events: number;
  readonly eventsPerSecond: number;
  /** Hash of the whole state at `hashAtUs` (the last whole second passed, or the moment of the pause). */
  readonly hash: string;
  readonly hashAtUs: number;
  readonly leader: string | null;
  readonly term: number;
  readonly narration: readonly NarrationLine[];
  readonly invariants: Readonly<Record<string, InvariantLight>>;
  readonly inputs: readonly { readonly id: string; readonly atUs: number; readonly text: string }[];
  /** The one thing the front page suggests doing, on an object; null when it does not apply. */
  readonly invitation: Invitation | null;
  /** What happened after the last intervention, in one sentence with the measured time. */
  readonly outcome: Outcome | null;
}

/** One sentence of the story, at the level of words the view was mounted with (parameter `level`). */
export interface NarrationLine {
  readonly id: string;
  readonly atUs: number;
  readonly text: string;
  readonly importance: 1 | 2 | 3;
  readonly event: string | null;
}

export interface InvariantLight {
  readonly title: string;
  readonly checked: number;
  readonly violation: { readonly atUs: number; readonly text: string; readonly event: string | null } | null;
}

export interface Invitation {
  readonly target: string;
  readonly label: string;
  readonly action: { readonly kind: string; readonly target: string; readonly [field: string]: unknown };
}

export interface Outcome {
  readonly id: string;
  readonly atUs: number;
  readonly text: string;
  /** True while the system is still reacting: the sentence is not final. */
  readonly pending: boolean;
}

/** Stage: nodes on a ring, their processes, links, messages in flight. */
export interface StageAssigns {
  readonly order: readonly string[];
  readonly nodes: Readonly<Record<string, StageNode>>;
  readonly links: Readonly<Record<string, StageLink>>;
  /** Whether the nodes keep a replicated log: without one, roles, terms and commit indices mean nothing. */
  readonly hasConsensus: boolean;
  /**
   * Messages between nodes that left within the last `trailUs` or are still under way, `FLIGHT_STRIDE` doubles each:
   * id, from node index, to node index, sentAtUs, arriveAtUs, class (FLIGHT_CLASS), fate (0 arrives, 1 lost).
   */
  readonly flights: Float64Array;
  readonly trailUs: number;
  readonly nowUs: number;
}

export const FLIGHT_STRIDE = 7;
/** Message classes drawn differently. */
export const FLIGHT_CLASS = { heartbeat: 0, append: 1, vote: 2, reply: 3, work: 4, control: 5 } as const;

export interface StageNode {
  readonly id: string;
  readonly index: number;
  readonly status: NodeStatus;
  readonly role: ConsensusRole;
  readonly term: number;
  readonly commitIndex: number;
  readonly logLength: number;
  /** Election deadline as a share of the timeout already used up, 0..1; null for a leader or a node that is down. */
  readonly electionShare: number | null;
  readonly processes: readonly StageProcess[];
  readonly processCount: number;
  readonly mailboxTotal: number;
  /** Groups of nodes that can reach each other have equal numbers; differing numbers mean a partition. */
  readonly island: number;
}

export interface StageProcess {
  readonly pid: string;
  readonly label: string;
  readonly kind: "supervisor" | "worker" | "agent" | "table";
  readonly status: ProcessStatus;
  readonly mailbox: number;
  readonly restarts: number;
  /** Pid of its supervisor; null for the root, the first process and for processes nobody supervises. */
  readonly supervisor: string | null;
}

export interface StageLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly cut: boolean;
  readonly latencyMs: number;
  readonly lossPercent: number;
}

/**
 * Processes: a window of a sorted and filtered table; parameters `sort`, `descending`, `filter`, `from`, `count`, and
 * `follow` (a pid whose place in the table is wanted).
 */
export interface ProcessesAssigns {
  readonly total: number;
  readonly matching: number;
  readonly from: number;
  readonly sort: ProcessColumn;
  readonly descending: boolean;
  /** The filter these rows match, in lower case. */
  readonly filter: string;
  /** Where the followed process is now; null when nobody is followed or it does not match. */
  readonly followed: { readonly pid: string; readonly index: number } | null;
  readonly rows: readonly ProcessRow[];
}

export type ProcessColumn =
  | "pid"
  | "label"
  | "node"
  | "status"
  | "mailbox"
  | "oldestAgeMs"
  | "handled"
  | "busyPercent"
  | "restarts";

export interface ProcessRow {
  readonly pid: string;
  readonly label: string;
  readonly node: string;
  readonly kind: "supervisor" | "worker" | "agent";
  readonly status: ProcessStatus;
  readonly mailbox: number;
  readonly oldestAgeMs: number | null;
  readonly handled: number;
  readonly busyPercent: number;
  readonly restarts: number;
}

export interface AssignsByView {
  readonly run: RunAssigns;
  readonly timeline: TimelineAssigns;
  readonly stage: StageAssigns;
  readonly supervision: SupervisionAssigns;
  readonly processes: ProcessesAssigns;
  readonly density: DensityAssigns;
  readonly variables: VariablesAssigns;
  readonly telemetry: TelemetryAssigns;
  readonly events: EventsAssigns;
  readonly spacetime: SpacetimeAssigns;
  readonly consensus: ConsensusAssigns;
  readonly inspector: InspectorAssigns;
}
