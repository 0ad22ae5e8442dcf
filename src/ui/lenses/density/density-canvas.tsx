/**
 * The picture itself: a canvas that is drawn when something changed, what the hand or keyboard points at in words
 * beside it, and the same words for screen readers.
 */
import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { DensityAssigns, DensityProbe } from "../../../view/index.ts";
import { useAnimationFrame } from "../../widgets/use-animation-frame.ts";
import { placeAt } from "./density-camera.ts";
import { probeLines } from "./density-words.ts";
import type { Easel, Point } from "./easel.ts";
import { useDensityInput } from "./use-density-input.ts";

export interface DensityCanvasProps {
  readonly easel: Easel;
  readonly density: DensityAssigns;
  readonly theme: string;
  readonly select: (pid: string) => void;
}

/** The pointer tells the worker where it is at most so often. */
const POINT_EVERY_MS = 40;
const TOOLTIP = { width: 330, height: 64, gap: 14 } as const;

export function DensityCanvas({ easel, density, theme, select }: DensityCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const hintId = useId();
  const [pointed, setPointed] = useState<Point | null>(null);
  const onPick = usePick(density, select, easel);
  const tell = useTelling(easel);
  const onPoint = (at: Point | null) => {
    setPointed(at);
    tell(at);
  };
  const input = useDensityInput(easel, frame, { onPoint, onPick });
  useSight(easel, frame);
  useEffect(() => easel.take(density), [easel, density]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme or measure means other colours under the same names.
  useEffect(() => easel.forgetColours(), [easel, theme, density.measure]);
  useAnimationFrame(() => {
    if (canvas.current !== null) easel.draw(canvas.current);
  });
  const lines = density.probe === null || pointed === null ? [] : probeLines(density.measure, density.probe);
  return (
    <div
      className="density-frame"
      ref={frame}
      role="application"
      aria-label="All processes as a picture"
      aria-describedby={hintId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture has keys of its own.
      tabIndex={0}
      {...input}
    >
      <div aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <p id={hintId} className="visually-hidden">
        Arrows move, plus and minus zoom, Home shows everything, Enter opens the process in the middle. The
        same figures are in the table.
      </p>
      <p className="visually-hidden" aria-live="polite">
        {easel.byKeyboard ? lines.join(". ") : ""}
      </p>
      {pointed === null || lines.length === 0 ? null : <Tooltip at={pointed} lines={lines} easel={easel} />}
    </div>
  );
}

function Tooltip({
  at,
  lines,
  easel,
}: {
  readonly at: Point;
  readonly lines: readonly string[];
  readonly easel: Easel;
}) {
  const { width, height } = easel.sight;
  const left = Math.max(4, Math.min(at.x + TOOLTIP.gap, width - TOOLTIP.width - 4));
  const isLow = at.y + TOOLTIP.gap + TOOLTIP.height > height;
  const top = isLow ? at.y - TOOLTIP.gap - TOOLTIP.height : at.y + TOOLTIP.gap;
  return (
    <div className="density-tooltip" aria-hidden="true" style={{ left, top: Math.max(4, top) }}>
      {lines.map((line, i) => (
        <p key={line} className={i === 0 ? "density-tooltip-head" : undefined}>
          {line}
        </p>
      ))}
    </div>
  );
}

/** Tells the worker at what one points, and the last point for certain. */
function useTelling(easel: Easel): (at: Point | null) => void {
  const state = useRef({ atMs: Number.NEGATIVE_INFINITY, timer: 0 });
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return (at) => {
    const send = () => {
      state.current.atMs = performance.now();
      const place = at === null ? { x: -1, y: -1 } : placeAt(easel.eye, at, easel.sight);
      easel.push({ probeX: place.x, probeY: place.y });
    };
    clearTimeout(state.current.timer);
    const waitMs = state.current.atMs + POINT_EVERY_MS - performance.now();
    if (waitMs <= 0) send();
    else state.current.timer = window.setTimeout(send, waitMs);
  };
}

/** Opens the process at a place, as soon as the worker has said who lives there. */
function usePick(
  density: DensityAssigns,
  select: (pid: string) => void,
  easel: Easel,
): (place: Point) => void {
  const wanted = useRef<Point | null>(null);
  const { probe } = density;
  useEffect(() => {
    const place = wanted.current;
    if (place === null || !isAt(probe, place)) return;
    wanted.current = null;
    if (probe?.top != null) select(probe.top.pid);
  }, [probe, select]);
  return (place) => {
    const floored = { x: Math.floor(place.x), y: Math.floor(place.y) };
    const known = density.near.find(({ x, y }) => x === floored.x && y === floored.y);
    if (known !== undefined) {
      select(known.pid);
      return;
    }
    if (isAt(probe, floored) && probe?.top != null) {
      select(probe.top.pid);
      return;
    }
    wanted.current = floored;
    easel.push({ probeX: place.x, probeY: place.y });
  };
}

function isAt(probe: DensityProbe | null, place: Point): boolean {
  return probe !== null && probe.cell === 1 && probe.x === place.x && probe.y === place.y;
}

function useSight(easel: Easel, frame: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = () => easel.resize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
      easel.stop();
    };
  }, [easel, frame]);
}
