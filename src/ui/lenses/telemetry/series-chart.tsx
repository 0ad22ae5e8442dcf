/** One metric series as a chart. Its data is made anew only when that series or the time axis has changed. */
import { useCallback, useMemo } from "react";
import type { MetricSeries, RunCurves } from "../../../view/index.ts";
import { Chart } from "../../charts/chart.tsx";
import { type ChartData, LINEAR_FROM_ZERO } from "../../charts/chart-types.ts";
import { useGhost } from "../../charts/ghost.ts";

export interface SeriesChartProps {
  readonly series: MetricSeries;
  readonly timeS: readonly number[];
}

export function SeriesChart({ series, timeS }: SeriesChartProps) {
  const data = useMemo(() => seriesData(series, timeS), [series, timeS]);
  const ghost = useGhost(useCallback((b: RunCurves) => seriesGhost(b, series.id), [series.id]));
  return (
    <Chart
      ghost={ghost}
      title={series.title}
      unit={series.unit}
      data={data}
      empty={{
        title: "No sample yet",
        reason:
          "A sample is taken once per virtual second; the line begins with the first one that has a value.",
      }}
    />
  );
}

export function seriesData(series: MetricSeries, timeS: readonly number[]): ChartData {
  const lines = Object.entries(series.lines).map(([label, values]) => ({ id: label, label, values }));
  return {
    timeS,
    lines,
    bands: [],
    marks: [],
    scale: LINEAR_FROM_ZERO,
    spanS: null,
    axisCharsMin: 0,
    stepped: false,
  };
}

function seriesGhost({ telemetry: { timeS, series } }: RunCurves, id: string) {
  const same = series[id];
  return same === undefined ? null : { timeS, lines: seriesData(same, timeS).lines };
}
