/**
 * The part of a chart that can be pointed at and read with the keyboard: a slider over virtual time around the lazily
 * loaded drawing.
 *
 * Keys: left and right move by a sample, page keys by ten, Home and End to the ends, Escape takes the cursor away.
 * Invariant: only the chart being read with the keyboard speaks; the others just show the same moment.
 */
import { type KeyboardEvent, lazy, type PointerEvent, type ReactNode, Suspense, useId, useMemo } from "react";
import { useStore } from "zustand";
import { CursorOverlay, LineEnds, LineLabels, MarkOverlay } from "./chart-overlay.tsx";
import type { ChartData } from "./chart-types.ts";
import { type ChartCursorStore, isCursorKey, moveIndex } from "./cursor.ts";
import { type PlotFrame, plotFrame, pxToX } from "./plot-frame.ts";
import { indexAt, readoutAt, readoutSentence, secondsText, type ValueFormat } from "./readout.ts";
import { thinData } from "./thin.ts";
import { useWidth } from "./use-width.ts";

const Plot = lazy(() => import("./plot.tsx").then((module) => ({ default: module.Plot })));

export interface ChartPictureProps {
  readonly title: string;
  readonly unit: string;
  readonly data: ChartData;
  readonly height: number;
  readonly cursor: ChartCursorStore;
  readonly format: ValueFormat;
}

export function ChartPicture(props: ChartPictureProps) {
  const { data, height, cursor, unit } = props;
  const { ref, width } = useWidth<HTMLDivElement>();
  const drawn = useMemo(() => thinData(data), [data]);
  const frame = useMemo(() => (width > 0 ? plotFrame(drawn, width, height) : null), [drawn, width, height]);
  return (
    <div className="chart-picture" ref={ref} style={{ height }}>
      <ChartSlider {...props} frame={frame}>
        {frame === null ? null : (
          <>
            <Suspense fallback={<p className="chart-loading">Loading the chart …</p>}>
              <Plot data={drawn} frame={frame} />
            </Suspense>
            <span className="chart-unit" aria-hidden="true">
              {unit}
            </span>
            <LineEnds data={data} frame={frame} />
            <MarkOverlay data={data} frame={frame} />
            <LineLabels data={data} frame={frame} />
            <CursorOverlay data={data} frame={frame} cursor={cursor} />
          </>
        )}
      </ChartSlider>
    </div>
  );
}

interface SliderProps extends ChartPictureProps {
  readonly frame: PlotFrame | null;
  readonly children: ReactNode;
}

function ChartSlider({ title, unit, data, cursor, frame, format, children }: SliderProps) {
  const id = useId();
  const atS = useStore(cursor, (state) => state.atS);
  const speaking = useStore(cursor, (state) => state.speaking === id);
  const index = indexAt(data, atS);
  const timeS = index === null ? null : (data.timeS[index] ?? null);
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (frame === null) return;
    const left = event.currentTarget.getBoundingClientRect().left;
    cursor.setState({ atS: pxToX(frame, event.clientX - left), speaking: null });
  };
  const clear = () => cursor.setState({ atS: null, speaking: null });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape" && atS !== null) {
      event.preventDefault();
      event.stopPropagation();
      clear();
    }
    if (!isCursorKey(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const target = moveIndex(atS === null ? null : index, event.key, data.timeS.length);
    if (target !== null) cursor.setState({ atS: data.timeS[target] ?? null, speaking: id });
  };
  return (
    <>
      <div
        className="chart-slider"
        role="slider"
        tabIndex={0}
        aria-label={`${title}: time cursor`}
        aria-orientation="horizontal"
        aria-valuemin={data.timeS[0] ?? 0}
        aria-valuemax={data.timeS.at(-1) ?? 0}
        aria-valuenow={timeS ?? data.timeS.at(-1) ?? 0}
        aria-valuetext={timeS === null ? "no sample here" : secondsText(timeS)}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
        onPointerLeave={clear}
        onKeyDown={onKeyDown}
        onBlur={clear}
      >
        {children}
      </div>
      <p className="visually-hidden" aria-live="polite">
        {speaking ? readoutSentence(readoutAt(data, atS, format), unit) : ""}
      </p>
    </>
  );
}
