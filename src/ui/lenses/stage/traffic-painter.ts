/**
 * Draws traffic as weights of the edges, and as numbers where motion is not wanted. Runs when the assigns change,
 * not per frame, so it may make strings.
 */
import type { FlightPalette } from "./flight-palette.ts";
import { Lane } from "./lane.ts";
import { type Traffic, weightWidth } from "./traffic.ts";

interface TrafficScene {
  readonly traffic: Traffic;
  readonly places: Float64Array;
  readonly clearance: number;
  readonly palette: FlightPalette;
  readonly numbers: boolean;
}

/** Place of the number on its lane: nearer the sender, so that both directions of a link can be read. */
const NUMBER_SHARE = 0.24;
/** Distance of the number from its lane. */
const NUMBER_ASIDE = 10;

export function paintTraffic(context: CanvasRenderingContext2D, scene: TrafficScene): void {
  const { traffic, places, palette } = scene;
  const lane = new Lane();
  context.lineCap = "butt";
  context.strokeStyle = palette.weight;
  for (const pass of ["lines", "numbers"] as const) {
    if (pass === "numbers" && !scene.numbers) break;
    for (let from = 0; from < traffic.nodeCount; from++) {
      for (let to = 0; to < traffic.nodeCount; to++) {
        const cell = from * traffic.nodeCount + to;
        const count = traffic.sent[cell] ?? 0;
        const x = places[from * 2];
        const y = places[from * 2 + 1];
        if (count === 0 || x === undefined || y === undefined) continue;
        lane.lay(x, y, { x: places[to * 2] ?? x, y: places[to * 2 + 1] ?? y }, scene.clearance);
        if (pass === "lines") paintWeight(context, lane, count);
        else paintNumber(context, lane, { count, lost: traffic.lost[cell] ?? 0, palette });
      }
    }
  }
  context.globalAlpha = 1;
}

function paintWeight(context: CanvasRenderingContext2D, lane: Lane, count: number): void {
  context.globalAlpha = 0.4;
  context.lineWidth = weightWidth(count);
  context.beginPath();
  context.moveTo(lane.xAt(0), lane.yAt(0));
  context.lineTo(lane.xAt(1), lane.yAt(1));
  context.stroke();
}

interface NumberMark {
  readonly count: number;
  readonly lost: number;
  readonly palette: FlightPalette;
}

/** "12" in the text colour, "12 ×3" in the colour of loss where three of them were lost. */
function paintNumber(context: CanvasRenderingContext2D, lane: Lane, mark: NumberMark): void {
  const x = lane.xAt(NUMBER_SHARE) - lane.unitY * NUMBER_ASIDE;
  const y = lane.yAt(NUMBER_SHARE) + lane.unitX * NUMBER_ASIDE;
  context.globalAlpha = 1;
  context.font = mark.palette.font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = mark.palette.surface;
  const text = mark.lost > 0 ? `${mark.count} ×${mark.lost}` : String(mark.count);
  context.strokeText(text, x, y);
  context.fillStyle = mark.lost > 0 ? mark.palette.lost : mark.palette.text;
  context.fillText(text, x, y);
  context.strokeStyle = mark.palette.weight;
}
