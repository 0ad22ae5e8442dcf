/** The events: a mark each, a bar with a number for a fold, and rings around what is selected or pointed at. */
import { SPACETIME_MARK } from "../../../view/index.ts";
import { placeOf } from "./camera.ts";
import { OUTLINED, traceMark } from "./glyph.ts";
import { alongOf, GROUP, GROUP_ALPHA, groupColour, groupOf, type Look, laneOf, pointOf } from "./look.ts";

type Context = CanvasRenderingContext2D;

const RADIUS_PX = 4.2;
/** A mark reaches so far beyond its place. */
const AROUND_PX = 14;
const RADIUS_DENSE_PX = 2.6;
/** Marks of the same kind nearer than this are drawn once. */
const APART_PX = 0.9;
/** With more marks in sight than this they are drawn small. */
const DENSE_MARKS = 700;
const BAR_PX = 6;
const COUNT_MIN_PX = 15;

interface Drawn {
  readonly mark: number;
  readonly along: number;
  readonly end: number;
}

export function paintMarks(context: Context, look: Look): void {
  const inSight = marksInSight(look);
  const isDense = look.crowd.marks > DENSE_MARKS;
  const r = Math.min(isDense ? RADIUS_DENSE_PX : RADIUS_PX, look.layout.lane / 4);
  const batches = new Map<number, Drawn[]>();
  for (const drawn of inSight) {
    const size = look.scene.sizeOf[drawn.mark] as number;
    const kind = size > 1 ? FOLD : (look.scene.kind[drawn.mark] as number);
    const key = kind * 8 + groupOf(look, drawn.mark);
    const batch = batches.get(key);
    if (batch === undefined) batches.set(key, [drawn]);
    else batch.push(drawn);
  }
  const keys = [...batches.keys()].sort((a, b) => drawOrder(a) - drawOrder(b));
  for (const key of keys) paintBatch(context, look, { key, r, isDense, batch: batches.get(key) ?? [] });
  context.globalAlpha = 1;
}

/** Stands where a kind is expected, for folds; they are drawn first. */
const FOLD = 15;

/** What is apart lies below; rare kinds lie above common ones. */
function drawOrder(key: number): number {
  const kind = key >> 3;
  return ((key & 7) === GROUP.apart ? 0 : 100) + (kind === FOLD ? -1 : kind);
}

function marksInSight(look: Look): Drawn[] {
  const { scene, axis, sight } = look;
  const found: Drawn[] = [];
  for (const marks of scene.marks) {
    let lastAlong = Number.NEGATIVE_INFINITY;
    let lastKind = -1;
    for (let i = firstInSight(look, marks); i < marks.length; i++) {
      const mark = marks[i] as number;
      const along = alongOf(look, placeOf(scene, axis, mark));
      if (along > sight.to + AROUND_PX) break;
      const kind = scene.kind[mark] as number;
      const end = alongOf(look, placeOf(scene, axis, scene.lastOf[mark] as number));
      const isCovered = end - lastAlong < APART_PX && (kind === lastKind || kind <= SPACETIME_MARK.timer);
      if (isCovered && mark !== look.cursor && mark !== look.cones?.at) continue;
      lastAlong = end;
      lastKind = kind;
      found.push({ mark, along, end });
    }
  }
  return found;
}

/** Index of the first mark of a line that reaches into sight. */
function firstInSight(look: Look, marks: Int32Array): number {
  const { scene, axis } = look;
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const last = scene.lastOf[marks[middle] as number] as number;
    if (alongOf(look, placeOf(scene, axis, last)) < look.sight.from - AROUND_PX) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Batch {
  /** Kind and group. */
  readonly key: number;
  readonly r: number;
  readonly isDense: boolean;
  readonly batch: readonly Drawn[];
}

function paintBatch(context: Context, look: Look, { key, r, isDense, batch }: Batch): void {
  const kind = key >> 3;
  const group = key & 7;
  const isDown = look.layout.isVertical;
  context.globalAlpha = GROUP_ALPHA[group] ?? 1;
  const own = look.palette.marks[kind === FOLD ? SPACETIME_MARK.local : kind] ?? look.palette.text;
  const isCommon = kind <= SPACETIME_MARK.timer || kind === FOLD;
  const colour = (isCommon ? groupColour(look, group) : null) ?? own;
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (isDense && isCommon) {
    for (const drawn of batch) paintSpeck(context, look, drawn, r);
    return;
  }
  if (kind === FOLD) {
    for (const drawn of batch) paintFold(context, look, drawn, r);
    return;
  }
  const size = kind >= SPACETIME_MARK.crash && kind !== SPACETIME_MARK.domain ? 1.35 * r : r;
  context.beginPath();
  for (const { mark, along } of batch) {
    const point = pointOf(look, along, laneOf(look, look.scene.line[mark] as number));
    traceMark(context, kind, point, { r: size, isDown });
  }
  if (!OUTLINED.has(kind)) {
    context.fill();
    return;
  }
  if (kind === SPACETIME_MARK.timer || kind === SPACETIME_MARK.connection) {
    context.fillStyle = look.palette.surface;
    context.fill();
  }
  context.lineWidth = kind === SPACETIME_MARK.crash ? 2.4 : 1.5;
  context.stroke();
}

/** Where there are too many to be told apart, a mark is a small upright bar. */
function paintSpeck(context: Context, look: Look, { mark, along, end }: Drawn, r: number): void {
  const across = Math.round(laneOf(look, look.scene.line[mark] as number));
  const length = Math.max(2, Math.round(end - along));
  const { x, y } = pointOf(look, Math.round(along), across - Math.round(r));
  const thick = 2 * Math.round(r);
  if (look.layout.isVertical) context.fillRect(x, y, thick, length);
  else context.fillRect(x, y, length, thick);
}

function paintFold(context: Context, look: Look, { mark, along, end }: Drawn, r: number): void {
  const { scene, layout, palette, axis } = look;
  const across = laneOf(look, scene.line[mark] as number);
  const length = Math.max(axis === "order" ? 12 : 2 * r, end - along + 2 * r);
  const from = (along + end) / 2 - length / 2;
  const thick = Math.min(BAR_PX, 2 * r);
  const a = pointOf(look, from, across - thick / 2);
  const [width, height] = layout.isVertical ? [thick, length] : [length, thick];
  context.beginPath();
  context.roundRect(
    layout.isVertical ? across - thick / 2 : a.x,
    layout.isVertical ? a.y : across - thick / 2,
    width,
    height,
    thick / 2,
  );
  context.fill();
  if (length < COUNT_MIN_PX || layout.lane < 30) return;
  const at = pointOf(look, from + length / 2, across);
  context.font = `12px ${palette.fontUi}`;
  context.textAlign = layout.isVertical ? "left" : "center";
  context.textBaseline = layout.isVertical ? "middle" : "bottom";
  const fill = context.fillStyle;
  context.fillStyle = palette.textSecondary;
  context.fillText(
    String(scene.sizeOf[mark]),
    at.x + (layout.isVertical ? 7 : 0),
    at.y - (layout.isVertical ? 0 : 5),
  );
  context.fillStyle = fill;
}

/** The path between the two selected events, and rings around them and around what is pointed at. */
export function paintRings(context: Context, look: Look): void {
  const { scene, palette, cones, other, cursor, hover, path } = look;
  if (path.length > 1) {
    context.strokeStyle = palette.text;
    context.lineWidth = 2.5;
    context.lineJoin = "round";
    context.beginPath();
    for (const at of path) {
      const { x, y } = pointOf(
        look,
        alongOf(look, placeOf(scene, look.axis, at)),
        laneOf(look, scene.line[at] as number),
      );
      if (at === path[0]) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }
  if (hover >= 0) ring(context, look, hover, { radius: 8, colour: palette.textSecondary, dash: [] });
  if (cones !== null) ring(context, look, cones.at, { radius: 9, colour: palette.focus, dash: [] });
  if (other >= 0) ring(context, look, other, { radius: 9, colour: palette.focus, dash: [4, 2.5] });
  if (cursor >= 0) ring(context, look, cursor, { radius: 13, colour: palette.text, dash: [3, 3] });
}

function ring(
  context: Context,
  look: Look,
  at: number,
  { radius, colour, dash }: { readonly radius: number; readonly colour: string; readonly dash: number[] },
): void {
  const { scene, axis } = look;
  const mark = scene.markOf[at] as number;
  const isFold = (scene.sizeOf[mark] as number) > 1;
  const first = placeOf(scene, axis, isFold ? mark : at);
  const last = placeOf(scene, axis, isFold ? (scene.lastOf[mark] as number) : at);
  const middle = alongOf(look, (first + last) / 2);
  const { x, y } = pointOf(look, middle, laneOf(look, scene.line[at] as number));
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = look.palette.surface;
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}
