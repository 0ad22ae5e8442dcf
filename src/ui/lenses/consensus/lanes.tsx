/**
 * The picture of the logs: two canvases (cells, and the timers that drain on every frame), the heads of the lanes as
 * buttons over them, and what the cursor stands on in words.
 */
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ConsensusAssigns, Params } from "../../../view/index.ts";
import { StateGlyph } from "../../widgets/state-glyph.tsx";
import { useAnimationFrame } from "../../widgets/use-animation-frame.ts";
import { ballotLine, glyphState, placeWords, progressLine, roleWord } from "./consensus-words.ts";
import { highestTerm } from "./lane-cells.ts";
import { type LaneLayout, layoutOf, type Place } from "./lane-layout.ts";
import { type LaneScene, paintLanes } from "./paint-lanes.ts";
import { paintTimers } from "./paint-timers.ts";
import { type Palette, readPalette } from "./palette.ts";
import { useLaneInput } from "./use-lane-input.ts";
import "./lanes.css";

export interface LanesProps {
  readonly assigns: ConsensusAssigns;
  readonly width: number;
  readonly theme: string;
  readonly selected: string | null;
  readonly entry: string;
  readonly drawTimeUs: () => number;
  readonly push: (change: Params) => void;
  readonly onServer: (id: string) => void;
  readonly onEntry: (place: Place) => void;
}

export function Lanes(props: LanesProps) {
  const { assigns, width, theme, selected, entry, drawTimeUs, push, onServer, onEntry } = props;
  const hintId = useId();
  const [cursor, setCursor] = useState<Place | null>(null);
  const termDigits = String(highestTerm(assigns)).length;
  const lanes = assigns.order.length;
  const layout = useMemo(() => layoutOf({ width, lanes, termDigits }), [width, lanes, termDigits]);
  useEffect(() => {
    if (width > 0) push({ count: layout.count });
  }, [layout.count, push, width]);
  const scene: LaneScene = { assigns, layout, cursor, entry, selected };
  const canvases = useCanvases(scene, theme, drawTimeUs);
  const input = useLaneInput({ assigns, layout, cursor, setCursor, push, onEntry });
  return (
    <div className="lanes" data-narrow={layout.isNarrow || undefined} style={{ height: layout.height }}>
      <div
        className="lanes-picture"
        role="application"
        aria-label="Logs of the servers"
        aria-describedby={hintId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture has keys of its own.
        tabIndex={0}
        {...input}
      >
        <div aria-hidden="true">
          <canvas ref={canvases.cells} />
          <canvas ref={canvases.timers} />
        </div>
        <p id={hintId} className="visually-hidden">
          Arrows go from entry to entry and from server to server. Enter tells about the entry and selects its
          server. Page up and Page down move the window, Home goes to the oldest, End follows the newest. The
          same is in the tables.
        </p>
        <p className="visually-hidden" aria-live="polite">
          {cursor === null ? "" : placeWords(assigns, cursor)}
        </p>
      </div>
      <Heads assigns={assigns} layout={layout} selected={selected} onServer={onServer} />
      {cursor === null ? null : <CursorTip assigns={assigns} layout={layout} cursor={cursor} />}
    </div>
  );
}

interface HeadsProps {
  readonly assigns: ConsensusAssigns;
  readonly layout: LaneLayout;
  readonly selected: string | null;
  readonly onServer: (id: string) => void;
}

function Heads({ assigns, layout, selected, onServer }: HeadsProps) {
  return (
    <ol className="lane-heads" aria-label="Servers" style={{ top: layout.top }}>
      {assigns.order.map((id) => {
        const server = assigns.servers[id];
        if (server === undefined) return null;
        return (
          <li key={id} style={{ height: layout.laneHeight }}>
            <button
              type="button"
              className="lane-head"
              aria-pressed={selected === id}
              title={progressLine(server) || undefined}
              onClick={() => onServer(id)}
            >
              <span className="lane-glyph">
                <StateGlyph kind="worker" state={glyphState(server)} size={16} />
              </span>
              <span className="lane-name">
                <span>
                  <strong className="data">{id}</strong> {roleWord(server)}
                </span>{" "}
                <span className="lane-ballot">{ballotLine(server)}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

interface CursorTipProps {
  readonly assigns: ConsensusAssigns;
  readonly layout: LaneLayout;
  readonly cursor: Place;
}

function CursorTip({ assigns, layout, cursor }: CursorTipProps) {
  const x = layout.left + (cursor.index - assigns.window.from) * layout.cellWidth;
  const y = layout.top + cursor.lane * layout.laneHeight + layout.cellTop;
  if (x < layout.left || x > layout.width) return null;
  const isRight = x > layout.width / 2;
  const isLow = cursor.lane >= layout.lanes / 2;
  const side = isRight ? { right: layout.width - x } : { left: x };
  const place = isLow ? { bottom: layout.height - y + 6 } : { top: y + layout.cellHeight + 16 };
  return (
    <p className="lanes-tip" aria-hidden="true" style={{ ...side, ...place }}>
      {placeWords(assigns, cursor)}
    </p>
  );
}

const PIXEL_RATIO_MAX = 2;

/** Cells are painted when something changed, timers when time has. */
function useCanvases(scene: LaneScene, theme: string, drawTimeUs: () => number) {
  const cells = useRef<HTMLCanvasElement>(null);
  const timers = useRef<HTMLCanvasElement>(null);
  const state = useRef<{ palette: Palette | null; painted: LaneScene | null; timedUs: number }>({
    palette: null,
    painted: null,
    timedUs: Number.NaN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme means other colours under the same names.
  useLayoutEffect(() => {
    state.current = { palette: null, painted: null, timedUs: Number.NaN };
  }, [theme]);
  useAnimationFrame(() => {
    const known = state.current;
    const canvas = cells.current;
    if (canvas === null || timers.current === null || scene.layout.width <= 0) return;
    known.palette ??= readPalette(canvas);
    const isNew = known.painted === null || !isSameScene(known.painted, scene);
    if (isNew) {
      const context = contextOf(canvas, scene.layout, scene.layout.width);
      if (context !== null) paintLanes(context, scene, known.palette);
      known.painted = scene;
    }
    const nowUs = drawTimeUs();
    if (!isNew && nowUs === known.timedUs) return;
    known.timedUs = nowUs;
    const context = contextOf(timers.current, scene.layout, 48);
    if (context !== null) paintTimers(context, scene, known.palette, nowUs);
  });
  return { cells, timers };
}

function isSameScene(a: LaneScene, b: LaneScene): boolean {
  return (
    a.assigns === b.assigns &&
    a.layout === b.layout &&
    a.cursor === b.cursor &&
    a.entry === b.entry &&
    a.selected === b.selected
  );
}

/** The canvas at the size it is shown with, in the device's pixels. */
function contextOf(
  canvas: HTMLCanvasElement,
  { height }: LaneLayout,
  width: number,
): CanvasRenderingContext2D | null {
  const ratio = Math.min(PIXEL_RATIO_MAX, globalThis.devicePixelRatio || 1);
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
