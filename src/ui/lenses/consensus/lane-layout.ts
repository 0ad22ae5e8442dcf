/**
 * Where things stand in the picture of the lanes: one row per server, one column per index, the same columns in every
 * row. Pixels of the page; wide screens have the heads left of the lanes, narrow ones above them.
 */

export interface LaneSize {
  readonly width: number;
  readonly lanes: number;
  /** Digits of the highest term: it is written into every cell. */
  readonly termDigits: number;
}

export interface LaneLayout {
  readonly isNarrow: boolean;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly laneHeight: number;
  /** From the top of a lane to its cells. */
  readonly cellTop: number;
  /** Cells there is room for. */
  readonly count: number;
  readonly top: number;
  readonly lanes: number;
  readonly mapTop: number;
  readonly mapHeight: number;
  /** Middle of the timer arc, from the upper left corner of the lane. */
  readonly timer: { readonly x: number; readonly y: number; readonly radius: number };
}

const NARROW_PX = 620;
const AXIS_PX = 22;
const MAP = { gap: 8, height: 14, below: 6 } as const;
const RIGHT_PX = 10;
const CELL_PX = [14, 14, 16, 22, 28];

export function layoutOf({ width, lanes, termDigits }: LaneSize): LaneLayout {
  const isNarrow = width < NARROW_PX;
  const left = isNarrow ? 8 : 190;
  const cellWidth = CELL_PX[Math.min(termDigits, CELL_PX.length - 1)] ?? 28;
  const laneHeight = isNarrow ? 70 : 47;
  const mapTop = AXIS_PX + lanes * laneHeight + MAP.gap;
  return {
    isNarrow,
    width,
    height: mapTop + MAP.height + MAP.below,
    left,
    cellWidth,
    cellHeight: 20,
    laneHeight,
    cellTop: isNarrow ? 36 : 11,
    count: Math.max(8, Math.floor((width - left - RIGHT_PX) / cellWidth)),
    top: AXIS_PX,
    lanes,
    mapTop,
    mapHeight: MAP.height,
    timer: { x: isNarrow ? 22 : 24, y: isNarrow ? 17 : 23, radius: isNarrow ? 12 : 14 },
  };
}

/** Left edge of the cell of an index. */
export function cellLeft({ left, cellWidth }: LaneLayout, from: number, index: number): number {
  return left + (index - from) * cellWidth;
}

export interface Place {
  readonly lane: number;
  readonly index: number;
}

/** The cell under a point; undefined beside the lanes. */
export function placeAt(layout: LaneLayout, from: number, x: number, y: number): Place | undefined {
  const lane = Math.floor((y - layout.top) / layout.laneHeight);
  const column = Math.floor((x - layout.left) / layout.cellWidth);
  if (lane < 0 || lane >= layout.lanes || column < 0 || column >= layout.count) return undefined;
  return { lane, index: from + column };
}

/** First index of a window in whose middle the pressed place of the bar below is. */
export function fromOnMap(layout: LaneLayout, x: number, last: number): number {
  const share = (x - layout.left) / Math.max(1, layout.width - layout.left - RIGHT_PX);
  const middle = Math.round(Math.min(1, Math.max(0, share)) * last);
  return Math.max(1, Math.min(middle - (layout.count >> 1), Math.max(1, last - layout.count + 1)));
}

export function isOnMap(layout: LaneLayout, y: number): boolean {
  return y >= layout.mapTop - 4;
}
