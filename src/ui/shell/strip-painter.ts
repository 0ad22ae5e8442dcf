/**
 * Draws the overview strip: what is known and how busy it was, marks, ticks, the other branches. Colours are tokens,
 * read at draw time; the now line is an element of its own and not drawn here.
 *
 *     ▽  ◆   ●    ▽        what was done or decided
 *     ▂▃▂▅▂▂▃▂█▂▃▂▂......  events, and what is not known yet
 *        ○   △             what went wrong
 *     0 s     10 s    20 s
 *          ╰── main        other branches
 */
import type { TimelineAssigns } from "../../view/index.ts";
import { type Axis, densityOutline, ticksOf, xOf } from "./strip-axis.ts";
import { type Lanes, laneY, STRIP } from "./strip-lanes.ts";
import { type DrawnMark, MARK_STYLES } from "./strip-marks.ts";

export interface StripPicture {
  readonly timeline: TimelineAssigns;
  readonly axis: Axis;
  readonly marks: readonly DrawnMark[];
  readonly lanes: Lanes;
}

type Ink = (token: string) => string;

const paths = new Map<string, Path2D>();

export function paintStrip(canvas: HTMLCanvasElement, picture: StripPicture): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const style = getComputedStyle(canvas);
  const ink: Ink = (token) => style.getPropertyValue(token).trim();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `12px ${style.fontFamily}`;
  paintKnown(context, picture, ink);
  paintTicks(context, picture.axis, ink);
  paintLanes(context, picture, ink);
  paintMarks(context, picture.marks, ink);
}

/** The known range with its density; what lies ahead of now is paler, what is not known is empty. */
function paintKnown(context: CanvasRenderingContext2D, { timeline, axis }: StripPicture, ink: Ink): void {
  const { nowUs, frontierUs, density } = timeline;
  const { left } = axis;
  const [nowX, frontierX, endX] = [nowUs, frontierUs, axis.endUs].map((us) => xOf(axis, us)) as [
    number,
    number,
    number,
  ];
  context.fillStyle = ink("--surface-sunken");
  context.fillRect(left, 0, frontierX - left, STRIP.baseY);
  const outline = densityOutline(density, axis, {
    untilUs: frontierUs,
    baseY: STRIP.baseY,
    height: STRIP.baseY - 3,
  });
  const area = areaOf(outline);
  context.fillStyle = ink("--text-hint");
  for (const [from, to, alpha] of [
    [left, nowX, 0.5],
    [nowX, frontierX, 0.22],
  ] as const) {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, STRIP.baseY);
    context.clip();
    context.globalAlpha = alpha;
    context.fill(area);
    context.restore();
  }
  context.strokeStyle = ink("--text-hint");
  line(context, [left, STRIP.baseY + 0.5, frontierX, STRIP.baseY + 0.5], []);
  line(context, [frontierX, STRIP.baseY + 0.5, endX, STRIP.baseY + 0.5], [2, 4]);
  line(context, [Math.round(frontierX) + 0.5, 2, Math.round(frontierX) + 0.5, STRIP.baseY], []);
}

function areaOf(outline: readonly number[]): Path2D {
  const area = new Path2D();
  if (outline.length === 0) return area;
  area.moveTo(outline[0] ?? 0, STRIP.baseY);
  for (let at = 0; at < outline.length; at += 2) area.lineTo(outline[at] ?? 0, outline[at + 1] ?? 0);
  area.lineTo(outline.at(-2) ?? 0, STRIP.baseY);
  area.closePath();
  return area;
}

function paintTicks(context: CanvasRenderingContext2D, axis: Axis, ink: Ink): void {
  const ticks = ticksOf(axis);
  const rightX = axis.left + axis.width;
  context.textBaseline = "alphabetic";
  for (const us of ticks) {
    const x = Math.round(xOf(axis, us)) + 0.5;
    context.strokeStyle = ink("--line");
    line(context, [x, STRIP.baseY + 1, x, STRIP.tickTextY - 10], []);
    const text = `${us / 1_000_000}\u00a0s`;
    const half = context.measureText(text).width / 2;
    context.fillStyle = ink("--text-hint");
    context.textAlign = "left";
    context.fillText(text, Math.min(rightX - 2 * half, Math.max(axis.left, x - half)), STRIP.tickTextY);
  }
}

function paintMarks(context: CanvasRenderingContext2D, marks: readonly DrawnMark[], ink: Ink): void {
  const halo = ink("--surface");
  for (const { x, mark } of marks) {
    const { path, isOutline, token, row } = MARK_STYLES[mark.kind];
    const shape = paths.get(path) ?? new Path2D(path);
    paths.set(path, shape);
    context.save();
    context.translate(x, row === "above" ? STRIP.aboveY : STRIP.belowY);
    context.lineJoin = "round";
    context.lineWidth = isOutline ? 4.5 : 2.5;
    context.strokeStyle = halo;
    context.stroke(shape);
    context.lineWidth = 2;
    context.strokeStyle = ink(token);
    context.fillStyle = ink(token);
    if (isOutline) context.stroke(shape);
    else context.fill(shape);
    context.restore();
  }
}

function paintLanes(
  context: CanvasRenderingContext2D,
  { axis, lanes: { lanes, more } }: StripPicture,
  ink: Ink,
): void {
  const rightX = axis.left + axis.width;
  lanes.forEach(({ name, fromUs, toUs }, at) => {
    const y = laneY(at);
    const [fromX, toX] = [xOf(axis, fromUs), xOf(axis, toUs)];
    context.strokeStyle = ink("--text-hint");
    context.beginPath();
    context.moveTo(fromX, STRIP.baseY + 1);
    context.lineTo(fromX, y - 4);
    context.quadraticCurveTo(fromX, y, fromX + 4, y);
    context.lineTo(Math.max(toX, fromX + 4), y);
    context.stroke();
    context.fillStyle = ink("--text-hint");
    context.fillRect(Math.max(toX, fromX + 4) - 1, y - 3, 2, 6);
    const isLast = at === lanes.length - 1;
    const text = isLast && more > 0 ? `${name} (and ${more} more)` : name;
    const textX = Math.max(axis.left, Math.min(fromX + 10, rightX - context.measureText(text).width - 2));
    label(context, { text, x: textX, y }, ink);
  });
}

function label(
  context: CanvasRenderingContext2D,
  { text, x, y }: { readonly text: string; readonly x: number; readonly y: number },
  ink: Ink,
): void {
  context.fillStyle = ink("--surface");
  context.fillRect(x - 3, y - 6, context.measureText(text).width + 6, 12);
  context.fillStyle = ink("--text-secondary");
  context.fillText(text, x, y + 4);
}

function line(
  context: CanvasRenderingContext2D,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  dash: readonly number[],
): void {
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  context.setLineDash([]);
}
