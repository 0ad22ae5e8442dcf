/** Assigns of the supervision lens. Conventions as in `assigns.ts`. */

/**
 * Supervision: every node's tree, flattened for a tree grid, plus orphans; and in full the row that is looked at.
 * Parameters: `at` (row id whose details are wanted), `hover` (row id whose end is foretold instead), `reason` (what it
 * would end with: `killed` or an exit reason).
 */
export interface SupervisionAssigns {
  readonly order: readonly string[];
  readonly rows: Readonly<Record<string, SupervisionRow>>;
  readonly orphans: readonly string[];
  /** What would follow if the hovered process ended now, else that of the row looked at; null without a process. */
  readonly preview: ExitPreview | null;
  readonly focus: SupervisionFocus | null;
}

export interface SupervisionRow {
  /** Row id: node id for a node row, node/path of child ids below. Stable across restarts. */
  readonly id: string;
  readonly parent: string | null;
  readonly depth: number;
  readonly kind: "node" | "supervisor" | "worker" | "agent";
  readonly label: string;
  readonly pid: string | null;
  /** A node that is paused and a process that is suspended stand still, and go on when they are resumed. */
  readonly state: "running" | "paused" | "suspended" | "restarting" | "stopped" | "down";
  readonly strategy: string | null;
  readonly restart: string | null;
  readonly shutdown: string | null;
  /** Its end may end its supervisor, see `autoShutdown` there. */
  readonly significant: boolean;
  /** any_significant or all_significant; null where significant children do not matter. */
  readonly autoShutdown: string | null;
  /** Restarts by the supervisor it has now. */
  readonly restarts: number;
  /** Incarnations that are known, the present one included; a supervisor that restarts brings new ones of its children. */
  readonly lives: number;
  /** How the newest incarnations before the present one ended, oldest first, one letter each: see `RING`. */
  readonly rings: string;
  /** When a restart that waits is due. */
  readonly dueUs: number | null;
  readonly lastExit: { readonly atUs: number; readonly reason: string } | null;
  readonly budget: RestartBudget | null;
  readonly childCount: number;
  /** Children that are not listed, because there are so many of one specification. */
  readonly hiddenCount: number;
}

/** How an incarnation ended: by itself or by a signal to it alone; or taken along by its supervisor or its node. */
export const RING = { own: "o", along: "a" } as const;

/** Restart intensity of a supervisor: used of allowed within the period. */
export interface RestartBudget {
  readonly used: number;
  readonly max: number;
  readonly periodS: number;
  /** Restarts that count or have just stopped counting, oldest first. OTP compares whole seconds of its clock. */
  readonly restartsUs: readonly number[];
}

export type PreviewMark = "ends" | "stops" | "restarts" | "gives_up" | "gives_up_restarts";

export interface ExitPreview {
  readonly row: string;
  /** Why the reason the person wrote cannot be used; the preview is then for `killed`. */
  readonly problem: string | null;
  /** As OTP prints it. */
  readonly reason: string;
  readonly orderly: boolean;
  readonly explanation: string;
  /** One sentence per decision, from its own supervisor upwards. */
  readonly lines: readonly string[];
  readonly marks: Readonly<Record<string, PreviewMark>>;
}

export interface SupervisionFocus {
  readonly row: string;
  /** What would follow if it ended now; null without a process. */
  readonly exit: ExitPreview | null;
  /** Newest first, the latest ones. */
  readonly incarnations: readonly Incarnation[];
  /** What happened the last time something ended here, in order; empty when nothing has. */
  readonly last: readonly StoryStep[];
  /** When this supervisor, or the one of this child, gave up or shut down automatically, newest first. */
  readonly giveUps: readonly GiveUp[];
}

export interface Incarnation {
  /** From 1. */
  readonly number: number;
  readonly pid: string;
  readonly bornUs: number;
  readonly diedUs: number | null;
  /** As OTP prints it; null while it lives, and where nobody was left to hear it. */
  readonly reason: string | null;
  readonly explanation: string | null;
  readonly ended: "itself" | "sibling" | "supervisor" | "node" | null;
  /** The event of its end, or of its start while it lives. */
  readonly event: string | null;
}

export interface StoryStep {
  readonly id: string;
  readonly atUs: number;
  readonly text: string;
  readonly detail: string | null;
  readonly event: string | null;
}

export interface GiveUp {
  readonly atUs: number;
  readonly text: string;
  readonly event: string | null;
}
