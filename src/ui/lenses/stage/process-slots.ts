/**
 * Where the processes of a node stand inside its circle: rows of equal pitch, widest in the middle.
 *
 * The pitch never falls below 24 px, the smallest target that a finger or a shaky hand can hit (WCAG 2.5.8); what
 * does not fit is counted in the last slot as "+n". The selected process is always among the drawn ones.
 *
 * Invariants (process-slots.test.ts): every slot lies inside the circle, no two slots are closer than the pitch,
 * drawn + counted = all.
 */
import type { Point } from "./plane.ts";

/** At most this many slots, the "+n" included: more are not told apart at a glance. */
export const SLOTS_MAX = 36;
const PITCH_MIN = 24;
const PITCH_MAX = 34;
/** Clear band between the node's outline (with its rings and timer) and the glyphs. */
const RIM = 5;
const ROWS_MAX = 6;

export interface SlotPlan {
  /** Slots relative to the node's centre, row by row. */
  readonly slots: readonly Point[];
  /** Row of each slot, for the arrow keys. */
  readonly rows: readonly number[];
  readonly glyphRadius: number;
}

/** Slots for `wanted` things in a circle of `nodeRadius`; fewer slots than wanted when the circle is too small. */
export function planSlots(nodeRadius: number, wanted: number): SlotPlan {
  const count = Math.min(wanted, SLOTS_MAX);
  for (let pitch = PITCH_MAX; pitch >= PITCH_MIN; pitch--) {
    const rows = roomiestRows(nodeRadius, pitch);
    if (sum(rows) >= count) return slotsOf(shareOut(rows, count), pitch);
  }
  return slotsOf(roomiestRows(nodeRadius, PITCH_MIN), PITCH_MIN);
}

export interface DrawnProcesses<P> {
  readonly drawn: readonly P[];
  /** How many are only counted; 0 when all are drawn. */
  readonly more: number;
}

/** Which processes take the slots: the first ones, plus the selected one wherever it stands in the list. */
export function chooseDrawn<P extends { readonly pid: string }>(
  processes: readonly P[],
  total: number,
  capacity: number,
  selected: string | null,
): DrawnProcesses<P> {
  const all = Math.max(total, processes.length);
  const room = Math.min(capacity, SLOTS_MAX);
  if (all <= room && processes.length === all) return { drawn: processes, more: 0 };
  const drawn = processes.slice(0, Math.max(0, room - 1));
  const chosen = selected === null ? undefined : processes.find((process) => process.pid === selected);
  if (chosen !== undefined && !drawn.includes(chosen) && drawn.length > 0) drawn[drawn.length - 1] = chosen;
  return { drawn, more: all - drawn.length };
}

/** The number of rows, and slots per row, that hold the most at this pitch. */
function roomiestRows(nodeRadius: number, pitch: number): readonly number[] {
  const reach = nodeRadius - RIM - glyphRadiusOf(pitch);
  let best: readonly number[] = [];
  for (let rowCount = 1; rowCount <= ROWS_MAX; rowCount++) {
    const rows: number[] = [];
    for (let row = 0; row < rowCount; row++) {
      const y = (row - (rowCount - 1) / 2) * pitch;
      const halfWidth = reach >= Math.abs(y) ? Math.sqrt(reach * reach - y * y) : -1;
      rows.push(halfWidth < 0 ? 0 : Math.floor((2 * halfWidth) / pitch) + 1);
    }
    if (rows.every((slots) => slots > 0) && sum(rows) > sum(best)) best = rows;
  }
  return best;
}

/** Thins full rows down to `count` slots, keeping their proportions and their symmetry. */
function shareOut(rows: readonly number[], count: number): readonly number[] {
  const total = sum(rows);
  if (total === 0) return [];
  const shares = rows.map((slots) => (slots * count) / total);
  const result = shares.map(Math.floor);
  const middle = (rows.length - 1) / 2;
  const byNeed = rows
    .map((_, row) => row)
    .sort(
      (a, b) =>
        fraction(shares[b]) - fraction(shares[a]) || Math.abs(a - middle) - Math.abs(b - middle) || a - b,
    );
  let missing = count - sum(result);
  for (const row of byNeed) {
    if (missing <= 0) break;
    result[row] = (result[row] ?? 0) + 1;
    missing--;
  }
  return result.filter((slots) => slots > 0);
}

function slotsOf(rows: readonly number[], pitch: number): SlotPlan {
  const slots: Point[] = [];
  const rowOf: number[] = [];
  rows.forEach((count, row) => {
    const y = (row - (rows.length - 1) / 2) * pitch;
    for (let column = 0; column < count; column++) {
      slots.push({ x: (column - (count - 1) / 2) * pitch, y });
      rowOf.push(row);
    }
  });
  return { slots, rows: rowOf, glyphRadius: glyphRadiusOf(pitch) };
}

function glyphRadiusOf(pitch: number): number {
  return Math.round(pitch * 0.32 * 2) / 2;
}

function fraction(value: number | undefined): number {
  return (value ?? 0) - Math.floor(value ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
