/** What lies under the events: lanes with their names, the scale of time, and the cones as stretches of the lanes. */
import { formatTime } from "../../widgets/format.ts";
import { extentOf } from "./camera.ts";
import { UPRIGHT_PX } from "./layout.ts";
import { alongOf, type Look, laneOf, pointOf } from "./look.ts";
import { downSpans } from "./scene.ts";

type Context = CanvasRenderingContext2D;

const TICK_GAP_PX = { horizontal: 110, vertical: 64 } as const;
const CONE_PX = 7;
const CONE_ALPHA = 0.22;

export function paintLanes(context: Context, look: Look): void {
  paintTicks(context, look);
  const { lines, palette, layout } = look;
  context.lineWidth = 1;
  for (const [line, { isNode }] of lines.entries()) {
    context.strokeStyle = isNode ? palette.textHint : palette.line;
    segment(context, look, line, { from: 0, to: layout.along });
    context.stroke();
    if (look.axis === "time") paintDown(context, look, line);
  }
  paintCones(context, look);
}

function segment(
  context: Context,
  look: Look,
  line: number,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const across = Math.round(laneOf(look, line)) + 0.5;
  const a = pointOf(look, Math.max(0, from), across);
  const b = pointOf(look, Math.min(look.layout.along, to), across);
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.lineTo(b.x, b.y);
}

/** While its node is down, a lane is a dashed trace on the bare ground. */
function paintDown(context: Context, look: Look, line: number): void {
  for (const [fromUs, toUs] of downSpans(look.scene, line)) {
    const span = { from: alongOf(look, fromUs), to: alongOf(look, toUs) };
    if (span.to < 0 || span.from > look.layout.along) continue;
    segment(context, look, line, span);
    context.strokeStyle = look.palette.surface;
    context.lineWidth = 3;
    context.stroke();
    context.strokeStyle = look.palette.danger;
    context.lineWidth = 1;
    context.setLineDash([2, 4]);
    context.stroke();
    context.setLineDash([]);
  }
}

/** On every line: up to where its events are in the past of the selected one, and from where they are in its future. */
function paintCones(context: Context, look: Look): void {
  const { cones, scene, palette, layout, axis } = look;
  if (cones === null) return;
  const places = axis === "time" ? scene.timeUs : scene.layer;
  context.lineWidth = CONE_PX;
  context.globalAlpha = CONE_ALPHA;
  for (const [line, marks] of scene.marks.entries()) {
    let past = -1;
    let future = -1;
    for (const mark of marks) {
      const last = scene.lastOf[mark] as number;
      if ((scene.seq[mark] as number) <= (cones.clock[line] as number)) past = last;
      if (future < 0 && (scene.seq[last] as number) >= (cones.future[line] as number)) future = mark;
    }
    if (past >= 0) {
      segment(context, look, line, { from: 0, to: Math.max(0, alongOf(look, places[past] as number)) });
      context.strokeStyle = palette.past;
      context.stroke();
    }
    if (future >= 0) {
      const from = Math.min(layout.along, alongOf(look, places[future] as number));
      segment(context, look, line, { from, to: layout.along });
      context.strokeStyle = palette.future;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function paintTicks(context: Context, look: Look): void {
  const { axis, camera, layout, palette, scene } = look;
  if (axis === "order") return;
  const gapPx = layout.isVertical ? TICK_GAP_PX.vertical : TICK_GAP_PX.horizontal;
  const stepUs = niceStep(gapPx / camera.scale);
  const extent = extentOf(scene, axis);
  const first = Math.max(extent.min, camera.start);
  const last = Math.min(extent.max, camera.start + layout.along / camera.scale);
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.globalAlpha = 0.55;
  context.beginPath();
  for (let us = Math.ceil(first / stepUs) * stepUs; us <= last; us += stepUs) {
    const along = Math.round(alongOf(look, us)) + 0.5;
    const a = pointOf(look, along, layout.isVertical ? layout.scaleBand : 0);
    const b = pointOf(look, along, acrossEnd(look));
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
  }
  context.stroke();
  context.globalAlpha = 1;
}

function acrossEnd({ layout, size }: Look): number {
  return layout.isVertical ? size.width : size.height - layout.scaleBand;
}

/** 1, 2 or 5 times a power of ten, at least a microsecond. */
export function niceStep(atLeast: number): number {
  let step = 1;
  for (;;) {
    for (const factor of [1, 2, 5]) if (step * factor >= atLeast) return step * factor;
    step *= 10;
  }
}

/** Names and scale stand above everything that moves under them. */
export function paintFrame(context: Context, look: Look): void {
  const { layout, size, palette } = look;
  context.fillStyle = palette.surface;
  if (layout.isVertical) {
    context.fillRect(0, 0, size.width, layout.gutter);
    context.fillRect(0, 0, layout.scaleBand, size.height);
  } else {
    context.fillRect(0, 0, layout.gutter, size.height);
    context.fillRect(0, size.height - layout.scaleBand, size.width, layout.scaleBand);
  }
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  if (layout.isVertical) {
    context.moveTo(0, layout.gutter - 0.5);
    context.lineTo(size.width, layout.gutter - 0.5);
  } else {
    context.moveTo(layout.gutter - 0.5, 0);
    context.lineTo(layout.gutter - 0.5, size.height);
  }
  context.stroke();
  paintNames(context, look);
  paintScale(context, look);
}

function paintNames(context: Context, look: Look): void {
  const { lines, layout, palette, selection } = look;
  context.textBaseline = "middle";
  const isUpright = layout.isVertical && layout.gutter > 40;
  for (const [line, { id, node, label, isNode }] of lines.entries()) {
    const isChosen = selection === id || (isNode && selection === node);
    context.font = `${isNode || isChosen ? 600 : 400} 12px ${isNode ? palette.fontUi : palette.fontData}`;
    context.fillStyle = isChosen ? palette.accent : isNode ? palette.text : palette.textSecondary;
    const across = laneOf(look, line);
    if (layout.isVertical) {
      context.save();
      context.translate(across, isUpright ? layout.gutter - 8 : layout.gutter / 2);
      if (isUpright) context.rotate(-Math.PI / 2);
      context.textAlign = isUpright ? "left" : "center";
      const room = isUpright ? layout.gutter - 14 : Math.max(20, Math.min(layout.lane, UPRIGHT_PX * 2) - 4);
      context.fillText(shorten(context, label, room), 0, 0);
      context.restore();
    } else {
      context.textAlign = "left";
      const indent = isNode ? 10 : 22;
      context.fillText(shorten(context, label, layout.gutter - indent - 6), indent, across);
    }
  }
}

function shorten(context: Context, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > room) length--;
  return `${text.slice(0, length)}…`;
}

function paintScale(context: Context, look: Look): void {
  const { axis, camera, layout, size, palette, scene } = look;
  context.font = `12px ${palette.fontUi}`;
  context.fillStyle = palette.textSecondary;
  context.textBaseline = "middle";
  const y = size.height - layout.scaleBand / 2;
  if (axis === "order") {
    context.textAlign = "left";
    if (layout.isVertical) paintUpright(context, look, "cause before effect →");
    else context.fillText("order only: every cause left of its effect →", layout.gutter + 8, y);
    return;
  }
  const gapPx = layout.isVertical ? TICK_GAP_PX.vertical : TICK_GAP_PX.horizontal;
  const stepUs = niceStep(gapPx / camera.scale);
  const extent = extentOf(scene, axis);
  const first = Math.max(extent.min, camera.start);
  const last = Math.min(extent.max, camera.start + layout.along / camera.scale);
  context.textAlign = layout.isVertical ? "right" : "center";
  for (let us = Math.ceil(first / stepUs) * stepUs; us <= last; us += stepUs) {
    const along = alongOf(look, us);
    if (along < (layout.isVertical ? 8 : 26) || along > layout.along - (layout.isVertical ? 8 : 30)) continue;
    const text = tickText(us, stepUs, layout.isVertical);
    if (layout.isVertical) context.fillText(text, layout.scaleBand - 6, layout.gutter + along);
    else context.fillText(text, layout.gutter + along, y);
  }
}

function tickText(us: number, stepUs: number, isShort: boolean): string {
  const text = stepUs >= 1_000 ? formatTime(us) : `t\u00a0${(us / 1_000_000).toFixed(6)}\u00a0s`;
  return isShort ? text.slice(2) : text;
}

function paintUpright(context: Context, { layout }: Look, text: string): void {
  context.save();
  context.translate(layout.scaleBand / 2, layout.gutter + 8);
  context.rotate(Math.PI / 2);
  context.fillText(text, 0, 0);
  context.restore();
}
