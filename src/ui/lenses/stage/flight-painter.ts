/**
 * Draws the messages of one frame: dots with a short tail while under way, a trail that drains into the receiver for
 * messages too quick to be followed, a cross for lost ones.
 *
 * Shape repeats colour: heartbeat small disc · append disc · vote diamond · reply open arrow · work square ·
 * control thin bar. Invariant: one path per class and strength; no object is made per message.
 */
import type { FlightPalette } from "./flight-palette.ts";
import { type FlightScratch, MARK, STRENGTH_BANDS } from "./flight-scratch.ts";

type Context = CanvasRenderingContext2D;

const CLASSES = 6;
const TAIL_PX = 16;
const CROSS_PX = 5;

export function paintFlights(context: Context, scratch: FlightScratch, palette: FlightPalette): void {
  context.lineCap = "round";
  for (let kind = 0; kind < CLASSES; kind++) {
    const colour = palette.classes[kind] ?? palette.text;
    paintGlows(context, scratch, kind, colour);
    paintTails(context, scratch, kind, colour);
    paintDots(context, scratch, kind, colour);
  }
  paintCrosses(context, scratch, palette.lost);
  context.globalAlpha = 1;
}

interface Head {
  x: number;
  y: number;
  unitX: number;
  unitY: number;
}

/** Adds the mark of a message class to the current path. The key (stage-key.tsx) repeats these shapes. */
function traceShape(context: Context, kind: number, at: Head): void {
  const { x, y, unitX, unitY } = at;
  switch (kind) {
    case 0:
      traceDisc(context, x, y, 2.4);
      break;
    case 1:
      traceDisc(context, x, y, 4);
      break;
    case 2:
      traceDiamond(context, x, y);
      break;
    case 3:
      traceArrow(context, at);
      break;
    case 4:
      context.rect(x - 3.5, y - 3.5, 7, 7);
      break;
    default:
      context.moveTo(x - unitY * 5, y + unitX * 5);
      context.lineTo(x + unitY * 5, y - unitX * 5);
  }
}

/** Replies and control messages are lines, the others are filled. */
function isOutline(kind: number): boolean {
  return kind === 3 || kind === 5;
}

/** Alpha of a fresh trail: heartbeats are many and stay in the background. */
const GLOW = 0.75;
const GLOW_HEARTBEAT = 0.5;

function paintGlows(context: Context, scratch: FlightScratch, kind: number, colour: string): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  for (let band = 1; band <= STRENGTH_BANDS; band++) {
    let any = false;
    for (let i = 0; i < scratch.count; i++) {
      if (scratch.mark[i] !== MARK.trail || scratch.kind[i] !== kind || scratch.band[i] !== band) continue;
      if (!any) context.beginPath();
      any = true;
      traceBack(context, scratch, i, scratch.length[i] ?? 0);
    }
    if (!any) continue;
    context.lineWidth = kind === 0 ? 1.5 : 2.5;
    context.globalAlpha = (band / STRENGTH_BANDS) * (kind === 0 ? GLOW_HEARTBEAT : GLOW);
    context.stroke();
    paintHeads(context, scratch, { kind, band });
  }
}

/** The mark of the class where the message came in, so that a trail tells its class by shape too. */
function paintHeads(
  context: Context,
  scratch: FlightScratch,
  { kind, band }: { readonly kind: number; readonly band: number },
): void {
  context.globalAlpha = Math.min(1, (1.4 * band) / STRENGTH_BANDS);
  context.lineWidth = 2;
  context.beginPath();
  for (let i = 0; i < scratch.count; i++) {
    if (scratch.mark[i] !== MARK.trail || scratch.kind[i] !== kind || scratch.band[i] !== band) continue;
    traceHead(context, scratch, i);
  }
  if (isOutline(kind)) context.stroke();
  else context.fill();
}

function paintTails(context: Context, scratch: FlightScratch, kind: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.globalAlpha = 0.35;
  context.beginPath();
  for (let i = 0; i < scratch.count; i++) {
    if (scratch.mark[i] !== MARK.dot || scratch.kind[i] !== kind) continue;
    traceBack(context, scratch, i, Math.min(TAIL_PX, scratch.length[i] ?? 0));
  }
  context.stroke();
}

function paintDots(context: Context, scratch: FlightScratch, kind: number, colour: string): void {
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.beginPath();
  for (let i = 0; i < scratch.count; i++) {
    if (scratch.mark[i] !== MARK.dot || scratch.kind[i] !== kind) continue;
    traceHead(context, scratch, i);
  }
  if (isOutline(kind)) context.stroke();
  else {
    context.fillStyle = colour;
    context.fill();
  }
}

function traceHead(context: Context, scratch: FlightScratch, i: number): void {
  HEAD.x = scratch.x[i] ?? 0;
  HEAD.y = scratch.y[i] ?? 0;
  HEAD.unitX = scratch.unitX[i] ?? 0;
  HEAD.unitY = scratch.unitY[i] ?? 0;
  traceShape(context, scratch.kind[i] ?? 0, HEAD);
}

/** Scratch of traceHead: one object for all frames. */
const HEAD: Head = { x: 0, y: 0, unitX: 0, unitY: 0 };

function paintCrosses(context: Context, scratch: FlightScratch, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  for (let band = 1; band <= STRENGTH_BANDS; band++) {
    context.beginPath();
    for (let i = 0; i < scratch.count; i++) {
      if (scratch.mark[i] !== MARK.cross || scratch.band[i] !== band) continue;
      const x = scratch.x[i] ?? 0;
      const y = scratch.y[i] ?? 0;
      context.moveTo(x - CROSS_PX, y - CROSS_PX);
      context.lineTo(x + CROSS_PX, y + CROSS_PX);
      context.moveTo(x + CROSS_PX, y - CROSS_PX);
      context.lineTo(x - CROSS_PX, y + CROSS_PX);
    }
    context.globalAlpha = band / STRENGTH_BANDS;
    context.stroke();
  }
}

function traceBack(context: Context, scratch: FlightScratch, i: number, length: number): void {
  const x = scratch.x[i] ?? 0;
  const y = scratch.y[i] ?? 0;
  context.moveTo(x, y);
  context.lineTo(x - (scratch.unitX[i] ?? 0) * length, y - (scratch.unitY[i] ?? 0) * length);
}

function traceDisc(context: Context, x: number, y: number, radius: number): void {
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function traceDiamond(context: Context, x: number, y: number): void {
  context.moveTo(x, y - 5);
  context.lineTo(x + 5, y);
  context.lineTo(x, y + 5);
  context.lineTo(x - 5, y);
  context.closePath();
}

/** Two strokes meeting at the tip, open at the back. */
function traceArrow(context: Context, at: Head): void {
  const { x, y, unitX, unitY } = at;
  const backX = x - unitX * 5;
  const backY = y - unitY * 5;
  context.moveTo(backX - unitY * 4, backY + unitX * 4);
  context.lineTo(x, y);
  context.lineTo(backX + unitY * 4, backY - unitX * 4);
}
