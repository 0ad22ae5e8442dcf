/**
 * Processes laid out by their supervisor, for a node that has the stage to itself: the root on top, under each
 * supervisor its children, and at the bottom, without a stem, those that nobody supervises.
 *
 * Why only there: a tree needs three times the room of plain rows (process-slots.ts), which many nodes must share.
 *
 * Of all that fits, the plan with the widest spacing is taken: pitch along a level times pitch between levels.
 *
 * Invariants (tree-slots.test.ts): every place lies inside the circle, no two places are closer than the smallest
 * target, every supervised process has one stem. Null when the circle is too small for that.
 */
import type { StageProcess } from "../../../view/index.ts";
import type { Point } from "./plane.ts";

export interface TreePlace {
  readonly process: StageProcess;
  readonly at: Point;
  /** Level from the top, for the arrow keys. */
  readonly row: number;
  /** Longest name that fits there, in characters. */
  readonly labelChars: number;
  /** Whether it supervises something that is drawn: then its name stands over it, else under it. */
  readonly isParent: boolean;
}

export interface TreePlan {
  readonly places: readonly TreePlace[];
  /** Path data of the lines from supervisors to their children. */
  readonly stems: string;
  readonly glyphRadius: number;
}

type Listed = Pick<StageProcess, "pid" | "supervisor" | "kind">;

/** Smaller circles keep plain rows. */
export const TREE_RADIUS_MIN = 130;
const PITCH_MAX = 78;
const PITCH_MIN = 26;
const LEVEL_PITCHES = [124, 110, 98, 86, 76, 66, 58];
/** Clear band inside the node's outline. */
const RIM = 10;
const LABEL_HEIGHT = 30;
const GLYPH_MAX = 14;
const CHAR_PX = 7;
const PARENT_CHARS = 16;
/** Space between the children of two supervisors, in pitches. */
const FAMILY_GAP = 0.5;

export function planTree(processes: readonly StageProcess[], nodeRadius: number): TreePlan | null {
  if (nodeRadius < TREE_RADIUS_MIN || processes.length === 0) return null;
  const spots = layOut(processes);
  let best: TreePlan | null = null;
  let bestArea = 0;
  for (let pitch = PITCH_MAX; pitch >= PITCH_MIN; pitch -= 2) {
    const reach = nodeRadius - RIM - glyphOf(pitch);
    const rows = spots.loose.length === 0 ? [] : looseRows(spots.loose.length, Math.floor(reach / pitch) + 1);
    for (const levelPitch of LEVEL_PITCHES) {
      if (pitch * levelPitch <= bestArea) continue;
      const points = pointsOf(spots, rows, { pitch, levelPitch });
      if (!points.every(({ at }) => Math.hypot(at.x, Math.abs(at.y) + LABEL_HEIGHT / 2) <= reach)) continue;
      best = planOf(points, processes, pitch);
      bestArea = pitch * levelPitch;
    }
  }
  return best;
}

interface Spots {
  /** Place along the level in pitches, and level, by process. */
  readonly rooted: readonly {
    readonly process: StageProcess;
    readonly along: number;
    readonly level: number;
  }[];
  readonly loose: readonly StageProcess[];
  readonly levels: number;
}

/** Leaves side by side in order, every supervisor above the middle of its children. */
function layOut(processes: readonly StageProcess[]): Spots {
  const pids = new Set(processes.map(({ pid }) => pid));
  const childrenOf = (pid: string) => processes.filter(({ supervisor }) => supervisor === pid);
  const roots = processes.filter((process) => process.kind === "supervisor" && !isChild(process, pids));
  const rooted: { process: StageProcess; along: number; level: number }[] = [];
  let next = 0;
  let levels = 0;
  const place = (process: StageProcess, level: number): number => {
    const children = childrenOf(process.pid);
    levels = Math.max(levels, level + 1);
    const alongs = children.map((child) => place(child, level + 1));
    const along = alongs.length === 0 ? next++ : ((alongs[0] ?? 0) + (alongs.at(-1) ?? 0)) / 2;
    if (alongs.length > 0) next += FAMILY_GAP;
    rooted.push({ process, along, level });
    return along;
  };
  for (const root of roots) place(root, 0);
  const placed = new Set(rooted.map(({ process }) => process));
  return { rooted, loose: processes.filter((process) => !placed.has(process)), levels };
}

function isChild({ supervisor }: Listed, pids: ReadonlySet<string>): boolean {
  return supervisor !== null && pids.has(supervisor);
}

/** How many unsupervised processes stand in each row at the bottom. */
function looseRows(count: number, perRow: number): readonly number[] {
  const rows = Math.ceil(count / Math.max(1, perRow));
  return Array.from({ length: rows }, (_, row) => Math.ceil((count - row) / rows));
}

interface Placed {
  readonly process: StageProcess;
  readonly at: Point;
  readonly row: number;
}

function pointsOf(
  { rooted, loose, levels }: Spots,
  rows: readonly number[],
  { pitch, levelPitch }: { readonly pitch: number; readonly levelPitch: number },
): readonly Placed[] {
  const alongs = rooted.map(({ along }) => along);
  const middle = (Math.min(...alongs) + Math.max(...alongs)) / 2;
  const top = -((levels + rows.length - 1) / 2) * levelPitch;
  const points: Placed[] = rooted.map(({ process, along, level }) => ({
    process,
    at: { x: (along - middle) * pitch, y: top + level * levelPitch },
    row: level,
  }));
  let at = 0;
  rows.forEach((count, row) => {
    for (let i = 0; i < count; i++) {
      const process = loose[at++];
      if (process === undefined) return;
      const y = top + (levels + row) * levelPitch;
      points.push({ process, at: { x: (i - (count - 1) / 2) * pitch, y }, row: levels + row });
    }
  });
  return points;
}

function planOf(points: readonly Placed[], processes: readonly StageProcess[], pitch: number): TreePlan {
  const byPid = new Map(points.map((point) => [point.process.pid, point]));
  const glyphRadius = glyphOf(pitch);
  const stems = points.flatMap(({ process, at }) => {
    const above = process.supervisor === null ? undefined : byPid.get(process.supervisor);
    if (above === undefined) return [];
    const bend = (above.at.y + at.y) / 2;
    return [`M${above.at.x} ${above.at.y + glyphRadius}V${bend}H${at.x}V${at.y - glyphRadius}`];
  });
  const hasChildren = new Set(processes.flatMap(({ supervisor }) => supervisor ?? []));
  const places = points.map((point) => ({
    ...point,
    isParent: hasChildren.has(point.process.pid),
    labelChars: hasChildren.has(point.process.pid) ? PARENT_CHARS : Math.floor(pitch / CHAR_PX),
  }));
  places.sort((a, b) => a.row - b.row || a.at.x - b.at.x);
  return { places, stems: stems.join(""), glyphRadius };
}

function glyphOf(pitch: number): number {
  return Math.min(GLYPH_MAX, Math.round(pitch * 0.32 * 2) / 2);
}
