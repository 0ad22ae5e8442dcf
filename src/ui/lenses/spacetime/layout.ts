/**
 * Where things lie: time runs to the right where there is width for it, and down on a narrow screen; lines share the
 * other side. "Along" is the direction of time, "across" that of the lines.
 */
import type { SpacetimeLine } from "../../../view/index.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly isVertical: boolean;
  /** Pixels before the plot along the axis, for the names of the lines. */
  readonly gutter: number;
  /** Pixels across that the scale of the axis takes. */
  readonly scaleBand: number;
  /** Length of the plot along the axis. */
  readonly along: number;
  /** Where the plot begins across, and how wide a line's lane is. */
  readonly top: number;
  readonly lane: number;
}

const VERTICAL_BELOW_PX = 560;
const LANE_MIN_PX = { horizontal: 22, vertical: 30 } as const;
const LANE_MAX_PX = 120;
const SCALE_PX = { horizontal: 24, vertical: 68 } as const;
/** A lane below this has its name written upright in the vertical layout. */
export const UPRIGHT_PX = 64;

export function isVertical({ width }: Size): boolean {
  return width < VERTICAL_BELOW_PX;
}

/** How many lines fit. */
export function roomFor(size: Size): number {
  const isDown = isVertical(size);
  const across = isDown ? size.width - SCALE_PX.vertical : size.height - SCALE_PX.horizontal;
  return Math.max(4, Math.floor(across / (isDown ? LANE_MIN_PX.vertical : LANE_MIN_PX.horizontal)));
}

export function layoutOf(size: Size, lines: readonly SpacetimeLine[]): Layout {
  const isDown = isVertical(size);
  const hasProcesses = lines.some(({ isNode }) => !isNode);
  const scaleBand = isDown ? SCALE_PX.vertical : SCALE_PX.horizontal;
  const across = (isDown ? size.width : size.height) - scaleBand;
  const lane = Math.min(LANE_MAX_PX, across / Math.max(1, lines.length));
  const gutter = isDown ? (lane < UPRIGHT_PX && hasProcesses ? 120 : 28) : hasProcesses ? 150 : 48;
  return {
    isVertical: isDown,
    gutter,
    scaleBand,
    along: Math.max(1, (isDown ? size.height : size.width) - gutter),
    top: isDown ? scaleBand + (across - lane * lines.length) / 2 : (across - lane * lines.length) / 2,
    lane,
  };
}

/** Middle of a line's lane, in pixels across. */
export function laneAt({ top, lane }: Layout, line: number): number {
  return top + (line + 0.5) * lane;
}

/** The line whose lane holds a place across; bounded to the lines there are. */
export function lineAt({ top, lane }: Layout, across: number, lineCount: number): number {
  return Math.min(lineCount - 1, Math.max(0, Math.floor((across - top) / lane)));
}
