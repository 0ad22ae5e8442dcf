/**
 * Every chart of the page: a titled figure with a readout, a picture that can be read with the keyboard, and its
 * table twin one button away. Lenses describe charts as data; none of them draws one.
 *
 * Invariants
 * - At most ten updates a second, whatever the speed of the run; no animation, no smoothing.
 * - At most six lines; the rest is folded into one with its spread.
 * - The axis starts at zero, or the chart says that it does not.
 */
import { useMemo, useState } from "react";
import { Button } from "../widgets/button.tsx";
import { EmptyState } from "../widgets/empty-state.tsx";
import { formatNumber } from "../widgets/format.ts";
import { useChartCursor } from "./chart-group.tsx";
import { ChartPicture } from "./chart-picture.tsx";
import { ChartReadout } from "./chart-readout.tsx";
import { ChartTable } from "./chart-table.tsx";
import type { ChartData, Ghost } from "./chart-types.ts";
import { foldLines } from "./fold-lines.ts";
import { withGhost } from "./ghost.ts";
import type { ValueFormat } from "./readout.ts";
import { useThrottled } from "./use-throttled.ts";
import "./chart.css";

export interface ChartProps {
  readonly title: string;
  /** Unit of the values, on the axis and after every number. */
  readonly unit: string;
  readonly hint?: string;
  readonly data: ChartData;
  readonly height?: number;
  /** Why there is nothing to draw yet and what will come. */
  readonly empty: { readonly title: string; readonly reason: string };
  /** Writes a value without its unit; by default with three significant digits. */
  readonly format?: ValueFormat;
  /** The same curves of the run this one is compared with; drawn behind. */
  readonly ghost?: Ghost | null;
}

const HEIGHT = 168;
const plainNumber: ValueFormat = (value) => formatNumber(value);

export function Chart(props: ChartProps) {
  const { title, unit, hint, height = HEIGHT, empty } = props;
  const throttled = useThrottled(props.data);
  const ghost = props.ghost ?? null;
  const data = useMemo(() => withGhost(foldData(throttled), ghost), [throttled, ghost]);
  const cursor = useChartCursor();
  const [asTable, setAsTable] = useState(false);
  const format = props.format ?? plainNumber;
  const drawable = hasValues(data);
  const picture = { title, unit, data, height, format };
  return (
    <figure className="chart" aria-label={title}>
      <figcaption className="chart-head">
        <h3 className="chart-title">{title}</h3>
        {drawable ? (
          <span className="chart-twin">
            <Button onPress={() => setAsTable(!asTable)}>
              {asTable ? "Show as chart" : "Show as table"}
              <span className="visually-hidden">: {title}</span>
            </Button>
          </span>
        ) : null}
        <span className="chart-hint">{chartHint(hint, data)}</span>
      </figcaption>
      {drawable ? <ChartReadout data={data} cursor={cursor} format={format} unit={unit} /> : null}
      {drawable && asTable ? <ChartTable {...picture} /> : null}
      {drawable && !asTable ? <ChartPicture {...picture} cursor={cursor} /> : null}
      {drawable ? null : <EmptyState title={empty.title} reason={empty.reason} />}
    </figure>
  );
}

function foldData(data: ChartData): ChartData {
  const folded = foldLines(data.lines);
  if (folded.band === null) return data;
  return { ...data, lines: folded.lines, bands: [...data.bands, folded.band] };
}

function hasValues(data: ChartData): boolean {
  return data.timeS.length > 0 && data.lines.some((line) => line.values.some((value) => value !== null));
}

function chartHint(hint: string | undefined, data: ChartData): string {
  const { kind, zeroBased, categories } = data.scale;
  const axis =
    categories !== null ? "" : kind === "log" ? "log axis" : zeroBased ? "" : "axis does not start at 0";
  return [hint ?? "", axis].filter((part) => part !== "").join(" · ");
}
