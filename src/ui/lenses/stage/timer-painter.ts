/**
 * Election timers: an arc round each node that grows clockwise from the top as its timeout is used up; a full circle
 * means the node stands for election. The last quarter takes the candidate's colour and a heavier line.
 */
import type { FlightPalette } from "./flight-palette.ts";

export interface TimerScene {
  readonly places: Float64Array;
  /** Share of the election timeout used, by node index; NaN where no timer runs. */
  readonly shares: Float64Array;
  readonly nodeRadius: number;
}

const GAP = 5;
const LATE_SHARE = 0.75;
const TOP = -Math.PI / 2;

export function paintTimers(
  context: CanvasRenderingContext2D,
  scene: TimerScene,
  palette: FlightPalette,
): void {
  context.lineCap = "round";
  context.globalAlpha = 1;
  for (let index = 0; index < scene.shares.length; index++) {
    const share = scene.shares[index] ?? Number.NaN;
    const x = scene.places[index * 2] ?? Number.NaN;
    const y = scene.places[index * 2 + 1] ?? Number.NaN;
    if (!(share > 0) || Number.isNaN(x)) continue;
    const isLate = share >= LATE_SHARE;
    context.strokeStyle = isLate ? palette.timerLate : palette.timer;
    context.lineWidth = isLate ? 3.5 : 2.5;
    context.beginPath();
    context.arc(x, y, scene.nodeRadius + GAP, TOP, TOP + 2 * Math.PI * Math.min(1, share));
    context.stroke();
  }
}
