/**
 * The canvas over the picture: messages under way and election timers, drawn once per animation frame.
 *
 * Why a canvas: two hundred moving marks as elements would cost a layout per frame; here React renders this element
 * once and the draw loop reads plain arrays. Nothing is allocated per frame.
 *
 * Invariants
 * - Position = (drawTime − sent) / (arrive − sent): virtual time only, so pause and rewind are exact.
 * - Paused, in reduced motion, or with more messages than can be told apart, it is drawn only when something changed.
 */
import { useEffect, useRef, useState } from "react";
import type { StageAssigns } from "../../../view/index.ts";
import { useAnimationFrame } from "../../widgets/use-animation-frame.ts";
import { paintFlights } from "./flight-painter.ts";
import { type FlightPalette, readFlightPalette } from "./flight-palette.ts";
import { type FlightFrame, FlightScratch } from "./flight-scratch.ts";
import type { RingLayout } from "./ring-layout.ts";
import { paintTimers } from "./timer-painter.ts";
import { countTraffic, FLIGHTS_DRAWN_MAX, flightCount } from "./traffic.ts";
import { paintTraffic } from "./traffic-painter.ts";

export interface FlightCanvasProps {
  readonly stage: StageAssigns;
  readonly ring: RingLayout;
  readonly playing: boolean;
  readonly theme: string;
  readonly reducedMotion: boolean;
  readonly drawTimeUs: () => number;
}

/** Pixels between a node's outline and the ends of its lanes: room for the double ring and the timer. */
const RIM = 11;
const PIXEL_RATIO_MAX = 2;
const FIRST_FRAME_US = 16_667;

interface Easel {
  readonly scratch: FlightScratch;
  readonly frame: FlightFrame & { shares: Float64Array; nodeRadius: number };
  palette: FlightPalette | null;
  dirty: boolean;
}

export function FlightCanvas(props: FlightCanvasProps) {
  const { stage, ring, playing, theme, reducedMotion, drawTimeUs } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [easel] = useState(createEasel);
  const isCounted = reducedMotion || flightCount(stage.flights) > FLIGHTS_DRAWN_MAX;

  useEffect(() => {
    updateEasel(easel, stage, ring);
  }, [easel, stage, ring]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme means new colours under the same token names.
  useEffect(() => {
    easel.palette = null;
    easel.dirty = true;
  }, [easel, theme]);

  const draw = () => {
    const context = canvas.current?.getContext("2d") ?? null;
    if (context === null || (isCounted && !easel.dirty)) return;
    easel.dirty = false;
    easel.palette ??= readFlightPalette(context.canvas);
    const { frame, palette } = easel;
    const timeUs = drawTimeUs();
    if (playing && timeUs > frame.timeUs) frame.frameUs = timeUs - frame.timeUs;
    frame.timeUs = timeUs;
    clear(context, ring);
    paintTimers(context, frame, palette);
    if (isCounted) {
      const traffic = countTraffic(frame.flights, frame.places.length / 2);
      paintTraffic(context, { ...frame, traffic, palette, numbers: reducedMotion });
      return;
    }
    easel.scratch.resolve(frame);
    paintFlights(context, easel.scratch, palette);
  };

  useAnimationFrame(draw, playing);
  // Not playing: one drawing per change of what is drawn.
  useEffect(() => {
    if (playing) return;
    const pending = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(pending);
  });

  return (
    <div className="stage-flights" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}

function createEasel(): Easel {
  return {
    scratch: new FlightScratch(),
    frame: {
      flights: new Float64Array(0),
      trailUs: 0,
      places: new Float64Array(0),
      shares: new Float64Array(0),
      clearance: 0,
      nodeRadius: 0,
      timeUs: 0,
      frameUs: FIRST_FRAME_US,
    },
    palette: null,
    dirty: true,
  };
}

/** Takes over new assigns; arrays are made anew only when the number of nodes changes. */
function updateEasel(easel: Easel, stage: StageAssigns, ring: RingLayout): void {
  const { frame } = easel;
  frame.flights = stage.flights;
  frame.trailUs = stage.trailUs;
  frame.nodeRadius = ring.nodeRadius;
  frame.clearance = ring.nodeRadius + (ring.detail === "processes" ? RIM : RIM / 2);
  const count = stage.order.reduce((most, id) => Math.max(most, (stage.nodes[id]?.index ?? 0) + 1), 0);
  if (frame.shares.length !== count) {
    frame.shares = new Float64Array(count);
    frame.places = new Float64Array(count * 2);
  }
  frame.places.fill(Number.NaN);
  frame.shares.fill(Number.NaN);
  stage.order.forEach((id, position) => {
    const node = stage.nodes[id];
    const point = ring.points[position];
    if (node === undefined || point === undefined) return;
    frame.places[node.index * 2] = point.x;
    frame.places[node.index * 2 + 1] = point.y;
    frame.shares[node.index] = node.electionShare ?? Number.NaN;
  });
  easel.dirty = true;
}

function clear(context: CanvasRenderingContext2D, ring: RingLayout): void {
  const { canvas } = context;
  const ratio = Math.min(PIXEL_RATIO_MAX, window.devicePixelRatio || 1);
  const width = Math.round(ring.size.width * ratio);
  const height = Math.round(ring.size.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, ring.size.width, ring.size.height);
}
