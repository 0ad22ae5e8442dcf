/**
 * The lanes: cells coloured by term with the term written in them, filled once committed; the shape tells the kind.
 * Below the cells run the lines of what is committed (thick) and applied (thin), above them stand the leader's marks
 * of how far it knows each follower.
 */
import type { ConsensusAssigns, ConsensusServer } from "../../../view/index.ts";
import { cellAt, stateAt } from "./lane-cells.ts";
import { cellLeft, type LaneLayout, type Place } from "./lane-layout.ts";
import { paintCell, polygon } from "./paint-cell.ts";
import type { Palette } from "./palette.ts";

export interface LaneScene {
  readonly assigns: ConsensusAssigns;
  readonly layout: LaneLayout;
  readonly cursor: Place | null;
  /** "41.3", the entry whose detail is shown. */
  readonly entry: string;
  readonly selected: string | null;
}

type Context = CanvasRenderingContext2D;

const AXIS_FONT_PX = 11;

export function paintLanes(context: Context, scene: LaneScene, palette: Palette): void {
  const { assigns, layout } = scene;
  context.clearRect(0, 0, layout.width, layout.height);
  paintAxis(context, scene, palette);
  for (const [i, id] of assigns.order.entries()) {
    const server = assigns.servers[id];
    if (server !== undefined)
      paintLane(context, scene, palette, { server, top: layout.top + i * layout.laneHeight });
  }
  paintMap(context, scene, palette);
  paintCursor(context, scene, palette);
}

function paintAxis(context: Context, { assigns, layout }: LaneScene, palette: Palette): void {
  const { from, to } = assigns.window;
  const every = layout.cellWidth < 20 ? 10 : 5;
  context.font = `${AXIS_FONT_PX}px ${palette.fontData}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.textSecondary;
  for (let index = from; index <= to; index++) {
    const isFew = to - from < every && index === from;
    if (index % every !== 0 && !isFew && index !== 1) continue;
    const x = cellLeft(layout, from, index) + layout.cellWidth / 2;
    context.fillText(String(index), x, 10);
    context.fillRect(Math.round(x), 18, 1, 4);
  }
}

interface Lane {
  readonly server: ConsensusServer;
  readonly top: number;
}

function paintLane(context: Context, scene: LaneScene, palette: Palette, lane: Lane): void {
  const { assigns, layout } = scene;
  const { from, to } = assigns.window;
  const { server, top } = lane;
  if (scene.selected === server.id) {
    context.fillStyle = palette.raised;
    context.fillRect(0, top, layout.width, layout.laneHeight);
  }
  context.fillStyle = palette.line;
  context.fillRect(0, top + layout.laneHeight - 1, layout.width, 1);
  context.globalAlpha = server.status === "up" ? 1 : 0.55;
  if (server.baseIndex >= from) paintCompacted(context, scene, palette, lane);
  for (let index = Math.max(from, server.baseIndex + 1); index <= Math.min(to, server.lastIndex); index++) {
    const cell = cellAt(server, index);
    if (cell === undefined) continue;
    const x = cellLeft(layout, from, index);
    paintCell(context, palette, {
      cell,
      state: stateAt(assigns, server, index),
      x,
      y: top + layout.cellTop,
      layout,
    });
  }
  paintProgressLines(context, scene, palette, lane);
  if (server.progress !== null && assigns.leader !== null) paintMarks(context, scene, palette, lane);
  context.globalAlpha = 1;
}

/** Everything before the log as one block. */
function paintCompacted(
  context: Context,
  { assigns, layout }: LaneScene,
  palette: Palette,
  lane: Lane,
): void {
  const { from, to } = assigns.window;
  const { baseIndex, snapshotIndex } = lane.server;
  const x = layout.left;
  const width = cellLeft(layout, from, Math.min(baseIndex, to) + 1) - x - 1;
  const y = lane.top + layout.cellTop + 1;
  context.fillStyle = palette.sunken;
  context.fillRect(x, y, width, layout.cellHeight - 2);
  context.strokeStyle = palette.textHint;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, layout.cellHeight - 3);
  if (width < 60) return;
  context.font = `${AXIS_FONT_PX}px ${palette.fontData}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = palette.textSecondary;
  const text = `snapshot ${snapshotIndex || baseIndex}`;
  context.fillText(
    width > 190 ? `1 to ${baseIndex} compacted, ${text}` : text,
    x + 6,
    y + layout.cellHeight / 2,
  );
}

function paintProgressLines(
  context: Context,
  { assigns, layout }: LaneScene,
  palette: Palette,
  lane: Lane,
): void {
  const { from, to } = assigns.window;
  const bottom = lane.top + layout.cellTop + layout.cellHeight;
  const lineTo = (index: number, y: number, height: number, colour: string) => {
    if (index < from) return;
    const end = cellLeft(layout, from, Math.min(index, to) + 1) - 1;
    context.fillStyle = colour;
    context.fillRect(layout.left, y, end - layout.left, height);
    if (index <= to) context.fillRect(end - 2, y - 2, 2, height + 4);
  };
  lineTo(lane.server.commitIndex, bottom + 3, 3, palette.text);
  lineTo(lane.server.appliedIndex, bottom + 9, 1, palette.textSecondary);
}

/** Up to where the leader knows the follower to agree (full), and what it sends next (hollow); between them: under way. */
function paintMarks(context: Context, { assigns, layout }: LaneScene, palette: Palette, lane: Lane): void {
  const { progress } = lane.server;
  if (progress === null) return;
  const { from, to } = assigns.window;
  const y = lane.top + layout.cellTop - 3;
  const [match, next] = [cellLeft(layout, from, progress.match + 1), cellLeft(layout, from, progress.next)];
  const isInside = (index: number) => index >= from - 1 && index <= to + 1;
  context.strokeStyle = palette.accent;
  context.fillStyle = palette.accent;
  context.lineWidth = 1.5;
  if (next > match && isInside(progress.next)) {
    context.setLineDash([2, 2]);
    context.beginPath();
    context.moveTo(Math.max(layout.left, match), y - 3);
    context.lineTo(next, y - 3);
    context.stroke();
    context.setLineDash([]);
  }
  if (isInside(progress.match)) {
    context.beginPath();
    polygon(context, [match - 4, y - 6, match + 3, y - 6, match - 0.5, y]);
    context.fill();
  }
  if (isInside(progress.next) && progress.next > progress.match + 1) {
    context.beginPath();
    polygon(context, [next - 4, y - 6, next + 3, y - 6, next - 0.5, y]);
    context.fillStyle = palette.surface;
    context.fill();
    context.stroke();
  }
}

/** All indexes there are, the committed ones darker, and the window that is shown. */
function paintMap(context: Context, { assigns, layout }: LaneScene, palette: Palette): void {
  const { from, to, last, committed } = assigns.window;
  const { left, mapTop, mapHeight, width } = layout;
  const span = width - left - 10;
  const at = (index: number) => left + (span * index) / Math.max(1, last);
  context.fillStyle = palette.sunken;
  context.fillRect(left, mapTop + 3, span, mapHeight - 6);
  context.fillStyle = palette.textHint;
  context.fillRect(left, mapTop + 5, at(committed) - left, mapHeight - 10);
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  context.strokeRect(at(from - 1) + 1, mapTop + 1, Math.max(6, at(to) - at(from - 1) - 2), mapHeight - 2);
}

function paintCursor(context: Context, scene: LaneScene, palette: Palette): void {
  const { assigns, layout, cursor, entry } = scene;
  const { from, to } = assigns.window;
  const [index, term] = entry.split(".").map(Number);
  if (index !== undefined && index >= from && index <= to) {
    for (const [lane, id] of assigns.order.entries()) {
      const server = assigns.servers[id];
      if (server === undefined || cellAt(server, index)?.term !== term) continue;
      frameCell(context, layout, { from, place: { lane, index } }, [palette.accent, 2]);
    }
  }
  if (cursor !== null && cursor.index >= from && cursor.index <= from + layout.count)
    frameCell(context, layout, { from, place: cursor }, [palette.focus, 3]);
}

interface FramedPlace {
  readonly from: number;
  readonly place: Place;
}

function frameCell(
  context: Context,
  layout: LaneLayout,
  { from, place }: FramedPlace,
  [colour, width]: readonly [string, number],
): void {
  const y = layout.top + place.lane * layout.laneHeight + layout.cellTop;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(
    cellLeft(layout, from, place.index) - 0.5,
    y - 1.5,
    layout.cellWidth + 1,
    layout.cellHeight + 3,
  );
}
