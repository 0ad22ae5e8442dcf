/**
 * The picture itself: a canvas that is drawn when something changed, what is pointed at in words beside it, and the
 * same words for screen readers.
 */
import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { SpacetimeAssigns } from "../../../view/index.ts";
import { useAnimationFrame } from "../../widgets/use-animation-frame.ts";
import type { Easel } from "./easel.ts";
import { isVertical, roomFor } from "./layout.ts";
import { pointLines } from "./spacetime-words.ts";
import { useSpacetimeInput } from "./use-spacetime-input.ts";

export interface SpacetimeCanvasProps {
  readonly easel: Easel;
  readonly assigns: SpacetimeAssigns;
  readonly theme: string;
  readonly onPick: (id: string, isSecond: boolean) => void;
  readonly onName: (line: string) => void;
  /** Forgets the second event; true when there was one. */
  readonly onEscape: () => boolean;
}

/** The worker is told what is pointed at at most so often. */
const POINT_EVERY_MS = 40;
const TIP = { width: 340, height: 84, gap: 14 } as const;

export function SpacetimeCanvas({ easel, assigns, theme, onPick, onName, onEscape }: SpacetimeCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const hintId = useId();
  const [pointed, setPointed] = useState<{ readonly id: string; readonly by: "hand" | "keyboard" } | null>(
    null,
  );
  const tell = useTelling(easel);
  const input = useSpacetimeInput(easel, frame, {
    onPoint: (mark, by) => {
      const id = mark < 0 ? null : easel.idAt(mark);
      if (by === "hand") easel.setHover(mark);
      else easel.setHover(-1);
      if (id === null && pointed?.by === "keyboard") return;
      setPointed(id === null ? null : { id, by });
      tell(id ?? "");
    },
    onPick: (mark, isSecond) => onPick(easel.idAt(mark), isSecond),
    onName,
    onEscape,
  });
  useSize(easel, frame);
  useEffect(() => easel.take(assigns), [easel, assigns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme means other colours under the same names.
  useEffect(() => easel.forgetColours(), [easel, theme]);
  useAnimationFrame(() => {
    if (canvas.current !== null) easel.draw(canvas.current);
  });
  const { point } = assigns.answers;
  const index = point === null ? -1 : point.at - assigns.from;
  const lines =
    point === null || pointed?.id !== point.id
      ? []
      : pointLines(point, easel.scene.sizeOf[index] ?? 1, assigns);
  return (
    <div
      className="spacetime-frame"
      ref={frame}
      role="application"
      aria-label="Space-time picture"
      aria-describedby={hintId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture has keys of its own.
      tabIndex={0}
      {...input}
    >
      <div aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <p id={hintId} className="visually-hidden">
        Arrows go from event to event along a line, and along messages to other lines. Enter selects, Shift
        and Enter the second of two. Plus and minus zoom, Home shows everything, End follows the newest. The
        same events are in the table.
      </p>
      <p className="visually-hidden" aria-live="polite">
        {pointed?.by === "keyboard" ? lines.join(". ") : ""}
      </p>
      {lines.length === 0 ? null : <Tip easel={easel} at={index} lines={lines} />}
    </div>
  );
}

function Tip({
  easel,
  at,
  lines,
}: {
  readonly easel: Easel;
  readonly at: number;
  readonly lines: readonly string[];
}) {
  const { width, height } = easel.size;
  const { x, y } = easel.pointAt(at);
  const left = Math.max(4, Math.min(x + TIP.gap, width - TIP.width - 4));
  const isLow = y + TIP.gap + TIP.height > height;
  const place = isLow ? { bottom: height - y + TIP.gap } : { top: Math.max(4, y + TIP.gap) };
  return (
    <div className="spacetime-tip" aria-hidden="true" style={{ left, ...place }}>
      {lines.map((line, i) => (
        <p key={line} className={i === 0 ? "spacetime-tip-head" : undefined}>
          {line}
        </p>
      ))}
    </div>
  );
}

/** Tells the worker what is pointed at, and the last for certain. */
function useTelling(easel: Easel): (id: string) => void {
  const state = useRef({ atMs: Number.NEGATIVE_INFINITY, timer: 0 });
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return (id) => {
    const send = () => {
      state.current.atMs = performance.now();
      easel.push({ point: id });
    };
    clearTimeout(state.current.timer);
    const waitMs = state.current.atMs + POINT_EVERY_MS - performance.now();
    if (waitMs <= 0) send();
    else state.current.timer = window.setTimeout(send, waitMs);
  };
}

/** Keeps the easel as large as its frame, and the worker informed of how many lines fit. */
function useSize(easel: Easel, frame: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = () => {
      const size = { width: element.clientWidth, height: element.clientHeight };
      easel.resize(size);
      element.dataset["time"] = isVertical(size) ? "down" : "right";
      if (size.height > 0) easel.push({ room: roomFor(size) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [easel, frame]);
}
