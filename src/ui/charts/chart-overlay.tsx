/**
 * What moves over a drawn chart: the cursor line with a dot per line, the marks, and the names at the ends of lines.
 * Plain elements placed by the frame, so that a moving cursor never redraws the chart below. Decoration for the eye
 * only: the readout says the same in text.
 */
import { memo } from "react";
import { useStore } from "zustand";
import type { ChartData, ChartMark } from "./chart-types.ts";
import type { ChartCursorStore } from "./cursor.ts";
import { hasDirectLabels, type PlotFrame, spreadPositions, xToPx, yToPx } from "./plot-frame.ts";
import { indexAt } from "./readout.ts";
import { seriesStyle } from "./series-style.ts";

const LABEL_HEIGHT = 14;
const MARK_CHAR_WIDTH = 7;

export interface OverlayProps {
  readonly data: ChartData;
  readonly frame: PlotFrame;
}

export function CursorOverlay({ data, frame, cursor }: OverlayProps & { readonly cursor: ChartCursorStore }) {
  const atS = useStore(cursor, (state) => state.atS);
  const index = atS === null ? null : indexAt(data, atS);
  if (atS === null || index === null) return null;
  const timeS = data.stepped ? atS : (data.timeS[index] ?? atS);
  const x = xToPx(frame, Math.min(frame.x.high, timeS));
  return (
    <div className="chart-cursor" aria-hidden="true">
      <span className="chart-cursor-line" style={{ left: x, top: frame.top, bottom: frame.bottom }} />
      {data.lines.map((line, n) => {
        const value = line.values[index] ?? null;
        if (value === null) return null;
        const background = seriesStyle(data.lines, n).colour;
        return (
          <span
            key={line.id}
            className="chart-dot"
            style={{ left: x, top: yToPx(frame, value), background }}
          />
        );
      })}
    </div>
  );
}

export const MarkOverlay = memo(function MarkOverlay({ data, frame }: OverlayProps) {
  const marks = data.marks.filter((mark) => mark.atS >= frame.x.low && mark.atS <= frame.x.high);
  const labelled = labelledMarks(marks, frame);
  return (
    <div aria-hidden="true">
      {marks.map((mark) => (
        <span
          key={mark.id}
          className="chart-mark"
          style={{ left: xToPx(frame, mark.atS), bottom: frame.bottom }}
        >
          {labelled.has(mark.id) ? <span className="chart-mark-label">{mark.label}</span> : null}
        </span>
      ))}
    </div>
  );
});

/** A dot at the newest value of every line: where it is now, even when it has only just moved there. */
export const LineEnds = memo(function LineEnds({ data, frame }: OverlayProps) {
  return (
    <div aria-hidden="true">
      {data.lines.map((line, n) => {
        const last = line.values.findLastIndex((value) => value !== null);
        const value = line.values[last];
        if (value === undefined || value === null) return null;
        const background = seriesStyle(data.lines, n).colour;
        const style = { left: xToPx(frame, data.timeS[last] ?? 0), top: yToPx(frame, value), background };
        return <span key={line.id} className="chart-dot" style={style} />;
      })}
    </div>
  );
});

export const LineLabels = memo(function LineLabels({ data, frame }: OverlayProps) {
  if (!hasDirectLabels(data, frame.width)) return null;
  const ends = data.lines.map((line) =>
    yToPx(frame, line.values.findLast((value) => value !== null) ?? frame.y.low),
  );
  const range = { low: frame.top, high: frame.height - frame.bottom };
  const placed = spreadPositions(ends, LABEL_HEIGHT, range);
  return (
    <div aria-hidden="true">
      {data.lines.map((line, n) => {
        const color = seriesStyle(data.lines, n).colour;
        const style = {
          left: frame.width - frame.right + 6,
          top: placed[n],
          color,
          maxWidth: frame.right - 8,
        };
        return (
          <span key={line.id} className="chart-line-label" style={style}>
            {line.label}
          </span>
        );
      })}
    </div>
  );
});

/** Marks whose label has room: newest first, because the newest is what happened last. */
export function labelledMarks(marks: readonly ChartMark[], frame: PlotFrame): ReadonlySet<string> {
  const shown = new Set<string>();
  let free = frame.width;
  for (const mark of marks.toSorted((a, b) => b.atS - a.atS || (a.id < b.id ? 1 : -1))) {
    const half = (mark.label.length * MARK_CHAR_WIDTH) / 2 + 4;
    const x = xToPx(frame, mark.atS);
    if (x + half > free) continue;
    shown.add(mark.id);
    free = x - half;
  }
  return shown;
}
