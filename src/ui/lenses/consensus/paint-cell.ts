/** One cell: the colour is the term's, the shape tells the kind, and only what is committed is filled. */
import type { Cell, CellState } from "./lane-cells.ts";
import type { LaneLayout } from "./lane-layout.ts";
import { type Palette, termColour } from "./palette.ts";

type Context = CanvasRenderingContext2D;

const FONT_PX = 10;
const FULL_TURN = 2 * Math.PI;

export interface CellPlace {
  readonly cell: Cell;
  readonly state: CellState;
  readonly x: number;
  readonly y: number;
  readonly layout: LaneLayout;
}

export function paintCell(
  context: Context,
  palette: Palette,
  { cell, state, x, y, layout }: CellPlace,
): void {
  const colour = termColour(palette, cell.term);
  const box = { x: x + 1, y: y + 1, width: layout.cellWidth - 2, height: layout.cellHeight - 2 };
  context.beginPath();
  shapeOf(context, cell, box);
  context.fillStyle = state === "committed" ? colour : palette.surface;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = state === "conflict" ? palette.danger : colour;
  context.setLineDash(state === "conflict" ? [3, 2] : []);
  context.stroke();
  context.setLineDash([]);
  context.font = `${FONT_PX}px ${palette.fontData}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle =
    state === "committed" ? palette.surface : state === "conflict" ? palette.danger : colour;
  context.fillText(String(cell.term), x + layout.cellWidth / 2, y + layout.cellHeight / 2 + 0.5);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Command: square; no-op: disc; configuration: hexagon; expiry: square with a corner off. */
function shapeOf(context: Context, { kind }: Cell, { x, y, width, height }: Box): void {
  const [right, bottom, middleX, middleY] = [x + width, y + height, x + width / 2, y + height / 2];
  switch (kind) {
    case "command":
      context.roundRect(x, y, width, height, 2);
      return;
    case "noop":
      context.ellipse(middleX, middleY, width / 2, height / 2, 0, 0, FULL_TURN);
      return;
    case "configuration":
      polygon(context, [
        middleX,
        y - 1,
        right,
        y + 5,
        right,
        bottom - 5,
        middleX,
        bottom + 1,
        x,
        bottom - 5,
        x,
        y + 5,
      ]);
      return;
    case "expiry":
      polygon(context, [x, y, right - 5, y, right, y + 5, right, bottom, x, bottom]);
  }
}

export function polygon(context: Context, points: readonly number[]): void {
  context.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let i = 2; i < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
  context.closePath();
}
