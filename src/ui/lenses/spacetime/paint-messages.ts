/** The messages: a line from where one was sent to where it was received; a lost one ends in a cross on its way. */
import { SPACETIME_MARK } from "../../../view/index.ts";
import { placeOf } from "./camera.ts";
import {
  alongOf,
  GROUP,
  GROUP_ALPHA,
  groupColour,
  groupOf,
  type Look,
  laneOf,
  messageGroup,
  pointOf,
} from "./look.ts";
import { FATE } from "./scene.ts";

type Context = CanvasRenderingContext2D;

/** With more messages in sight than this, they have no heads. */
const HEADS_MAX = 260;
const HEAD_PX = 6;
/** With more than this, messages that begin and end within two pixels of each other are drawn once. */
const CROWDED = 1_000;
/** How far along a message that did not arrive is drawn, as a share of the way across. */
const LOST_SHARE = 0.55;
const LOST_DELAY_PX = 26;

/** From where a timer was set to where it went off: a cause, but no message. Drawn faintly under the messages. */
const TIMERS = 4;
const TIMERS_ALPHA = 0.3;

/** Four coordinates per message, by group; kept between drawings. */
const batches: number[][] = Array.from({ length: TIMERS + 1 }, () => []);

export function paintMessages(context: Context, look: Look): void {
  gather(look);
  const isHeaded = look.crowd.messages <= HEADS_MAX;
  for (const group of [TIMERS, GROUP.apart, GROUP.plain, GROUP.past, GROUP.future]) {
    const batch = batches[group] as number[];
    if (batch.length === 0) continue;
    context.globalAlpha = group === TIMERS ? TIMERS_ALPHA : (GROUP_ALPHA[group] ?? 1);
    context.strokeStyle = groupColour(look, group) ?? look.palette.message;
    context.fillStyle = context.strokeStyle;
    context.lineWidth = group === GROUP.past || group === GROUP.future ? 1.4 : 1;
    strokeAll(context, batch);
    if (isHeaded && group !== TIMERS) paintHeads(context, batch);
  }
  context.globalAlpha = 1;
  paintUnreceived(context, look);
}

/** The messages in sight; those that would be drawn over each other once. */
function gather(look: Look): void {
  for (const batch of batches) batch.length = 0;
  const { scene, axis, sight } = look;
  const { messages, line, lineCount } = scene;
  const grain = look.crowd.messages > CROWDED ? 2 : 1;
  const drawn = new Float64Array(lineCount * lineCount).fill(-1);
  for (let i = 0; i < messages.length; i += 2) {
    const sender = messages[i] as number;
    const receiver = messages[i + 1] as number;
    const to = alongOf(look, placeOf(scene, axis, receiver));
    const from = alongOf(look, placeOf(scene, axis, sender));
    if ((to < sight.from && from < sight.from) || (from > sight.to && to > sight.to)) continue;
    const pair = (line[sender] as number) * lineCount + (line[receiver] as number);
    const place = Math.round(from / grain) * 65_536 + Math.round(to / grain);
    if (drawn[pair] === place) continue;
    drawn[pair] = place;
    const a = pointOf(look, from, laneOf(look, line[sender] as number));
    const b = pointOf(look, to, laneOf(look, line[receiver] as number));
    const isTimer = scene.kind[receiver] === SPACETIME_MARK.timer;
    (batches[isTimer ? TIMERS : messageGroup(look, sender, receiver)] as number[]).push(a.x, a.y, b.x, b.y);
  }
}

/** Lines in strokes of some hundreds: one stroke of thousands costs more than its parts. */
function strokeAll(context: Context, batch: readonly number[]): void {
  for (let start = 0; start < batch.length; start += 4 * STROKE_LINES) {
    context.beginPath();
    const end = Math.min(batch.length, start + 4 * STROKE_LINES);
    for (let i = start; i < end; i += 4) {
      context.moveTo(batch[i] as number, batch[i + 1] as number);
      context.lineTo(batch[i + 2] as number, batch[i + 3] as number);
    }
    context.stroke();
  }
}

const STROKE_LINES = 64;

function paintHeads(context: Context, batch: readonly number[]): void {
  context.beginPath();
  for (let i = 0; i < batch.length; i += 4) {
    const [x1, y1, x2, y2] = [batch[i], batch[i + 1], batch[i + 2], batch[i + 3]] as [
      number,
      number,
      number,
      number,
    ];
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length < 2 * HEAD_PX) continue;
    const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
    const [tipX, tipY] = [x2 - 4 * dx, y2 - 4 * dy];
    context.moveTo(tipX, tipY);
    context.lineTo(tipX - HEAD_PX * dx - 0.45 * HEAD_PX * dy, tipY - HEAD_PX * dy + 0.45 * HEAD_PX * dx);
    context.lineTo(tipX - HEAD_PX * dx + 0.45 * HEAD_PX * dy, tipY - HEAD_PX * dy - 0.45 * HEAD_PX * dx);
    context.closePath();
  }
  context.fill();
}

/** Messages without a receiver: lost ones with a cross, the others as a short dashed beginning. */
function paintUnreceived(context: Context, look: Look): void {
  const { scene, axis, sight, palette } = look;
  const { fate, toLine, line, count } = scene;
  for (let at = 0; at < count; at++) {
    const became = fate[at];
    if (became !== FATE.lost && became !== FATE.underWay) continue;
    const from = alongOf(look, placeOf(scene, axis, at));
    if (from < sight.from - LOST_DELAY_PX || from > sight.to) continue;
    const isLost = became === FATE.lost;
    const [start, end] = [laneOf(look, line[at] as number), laneOf(look, toLine[at] as number)];
    const share = isLost ? LOST_SHARE : 0.25;
    const a = pointOf(look, from, start);
    const b = pointOf(look, from + share * LOST_DELAY_PX, start + share * (end - start));
    context.globalAlpha = groupOf(look, at) === GROUP.apart ? 0.28 : 1;
    context.strokeStyle = isLost ? palette.danger : palette.message;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
    context.setLineDash([]);
    if (!isLost) continue;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(b.x - 3, b.y - 3);
    context.lineTo(b.x + 3, b.y + 3);
    context.moveTo(b.x + 3, b.y - 3);
    context.lineTo(b.x - 3, b.y + 3);
    context.stroke();
  }
  context.globalAlpha = 1;
}
