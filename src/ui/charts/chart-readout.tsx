/**
 * The line above a picture: the moment, then each line's name and value there. It is the legend as well, and it
 * keeps its place while the cursor moves, instead of a box that covers the data.
 */
import { useStore } from "zustand";
import type { ChartData } from "./chart-types.ts";
import type { ChartCursorStore } from "./cursor.ts";
import { type Readout, readoutAt, secondsText, type ValueFormat } from "./readout.ts";
import { GHOST_STYLE, type SeriesStyle, seriesStyle } from "./series-style.ts";

export interface ChartReadoutProps {
  readonly data: ChartData;
  readonly cursor: ChartCursorStore;
  readonly format: ValueFormat;
  /** Said here for a single line; several lines have it once, on the axis. */
  readonly unit: string;
}

export function ChartReadout({ data, cursor, format, unit }: ChartReadoutProps) {
  const atS = useStore(cursor, (state) => state.atS);
  const readout = readoutAt(data, atS, format);
  const suffix = readout.values.length > 1 || unit === "" ? "" : `\u00a0${unit}`;
  return (
    <dl className="chart-readout">
      <div className={readout.atCursor ? "chart-readout-time chart-readout-at" : "chart-readout-time"}>
        <dt>{readout.atCursor ? "at" : "latest"}</dt>
        <dd className={data.marks.length > 0 ? "number chart-readout-marked" : "number"}>
          {momentText(readout)}
        </dd>
      </div>
      {readout.values.map((value, index) => (
        <div key={value.id} className="chart-readout-value">
          <dt>
            <LineSample style={seriesStyle(readout.values, index)} />
            {value.label}
          </dt>
          <dd className="number">{value.text + suffix}</dd>
        </div>
      ))}
      {readout.ghosts.map((value) => (
        <div key={value.id} className="chart-readout-value chart-readout-ghost">
          <dt>
            <LineSample style={GHOST_STYLE} />
            {value.label}
          </dt>
          <dd className="number">{value.text + suffix}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The moment and what happened there, in one place that keeps its width: nothing below moves with the cursor. */
function momentText({ timeS, marks }: Readout): string {
  return timeS === null ? "no sample" : [secondsText(timeS), ...marks].join(" · ");
}

function LineSample({ style }: { readonly style: SeriesStyle }) {
  return (
    <svg
      className="chart-sample"
      width="18"
      height="8"
      viewBox="0 0 18 8"
      aria-hidden="true"
      focusable="false"
    >
      <line x1="0" y1="4" x2="18" y2="4" stroke={style.colour} strokeWidth="2" strokeDasharray={style.dash} />
    </svg>
  );
}
