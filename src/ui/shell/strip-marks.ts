/**
 * Marks of the overview strip: how each kind looks, and which of them are drawn where there is no room for all.
 *
 * Invariants
 * - Every kind has a shape and a colour of its own; what is done or decided stands above the base line, what went
 *   wrong below it.
 * - A mark is never lost: those too close to be told apart are drawn as one, the most important on top, and counted.
 */
import type { MarkKind, TimelineMark } from "../../view/index.ts";
import { type Axis, xOf } from "./strip-axis.ts";

export interface MarkStyle {
  /** Path around 0, 0 that fits into 10 × 10 px; drawn by the canvas and by the list. */
  readonly path: string;
  readonly isOutline: boolean;
  readonly token: string;
  readonly row: "above" | "below";
  /** One and many, as a person reads them in the filter. */
  readonly words: readonly [string, string];
}

export const MARK_STYLES: Readonly<Record<MarkKind, MarkStyle>> = {
  input: above("M-4.5-3.5h9L0 4.5z", "--text", ["intervention", "interventions"]),
  fault: above("M-3.5-3.5l7 7M3.5-3.5l-7 7", "--state-crashed", ["fault", "faults"], true),
  election: above("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "--state-leader", ["election", "elections"]),
  version: above("M0-4.5L4.5 0 0 4.5-4.5 0z", "--series-4", ["version", "versions"]),
  alert: below("M0-4.5L4.5 3.5h-9z", "--state-waiting", ["alert", "alerts"]),
  restart: below(
    "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
    "--state-candidate",
    ["restart", "restarts"],
    true,
  ),
  violation: below("M-1.8-5h3.6L1 1.2h-2zM-1.5 2.4h3V5h-3z", "--danger", ["violation", "violations"]),
};

/** What stands on top where several kinds meet, by importance first, then in this order. */
const RANK: readonly MarkKind[] = ["violation", "fault", "input", "election", "alert", "restart", "version"];

/** The kinds in the order in which they are offered. */
export const MARK_KINDS: readonly MarkKind[] = [
  "input",
  "fault",
  "election",
  "version",
  "alert",
  "restart",
  "violation",
];

export interface DrawnMark {
  readonly x: number;
  /** The most important of those that stand here. */
  readonly mark: TimelineMark;
  readonly count: number;
}

const MERGE_PX = 9;

/** Marks as they are drawn, from left to right in each row. `marks` are in order of time. */
export function layMarks(marks: readonly TimelineMark[], axis: Axis): readonly DrawnMark[] {
  const drawn: { x: number; mark: TimelineMark; count: number }[] = [];
  const latest: { above?: (typeof drawn)[number]; below?: (typeof drawn)[number] } = {};
  for (const mark of marks) {
    const { row } = MARK_STYLES[mark.kind];
    const before = latest[row];
    const x = xOf(axis, mark.atUs);
    if (before !== undefined && x - before.x < MERGE_PX) {
      before.count++;
      if (isAbove(mark, before.mark)) before.mark = mark;
    } else {
      latest[row] = { x, mark, count: 1 };
      drawn.push(latest[row]);
    }
  }
  return drawn;
}

/** The drawn mark nearest to a place, at most `reachPx` away. */
export function nearestMark(drawn: readonly DrawnMark[], x: number, reachPx: number): DrawnMark | null {
  let nearest: DrawnMark | null = null;
  let distance = reachPx;
  for (const entry of drawn) {
    const away = Math.abs(entry.x - x);
    const isNearer = away < distance || (away === distance && nearest === null);
    const isOnTop = nearest !== null && away === distance && isAbove(entry.mark, nearest.mark);
    if (isNearer || isOnTop) {
      nearest = entry;
      distance = away;
    }
  }
  return nearest;
}

/** Index of the last mark at or before a moment; -1 before the first. */
export function markIndexAt(marks: readonly TimelineMark[], us: number): number {
  return marks.findLastIndex((mark) => mark.atUs <= us);
}

function isAbove(mark: TimelineMark, other: TimelineMark): boolean {
  if (mark.importance !== other.importance) return mark.importance > other.importance;
  return RANK.indexOf(mark.kind) < RANK.indexOf(other.kind);
}

type Words = readonly [string, string];

function above(path: string, token: string, words: Words, isOutline = false): MarkStyle {
  return { path, isOutline, token, row: "above", words };
}

function below(path: string, token: string, words: Words, isOutline = false): MarkStyle {
  return { path, isOutline, token, row: "below", words };
}
