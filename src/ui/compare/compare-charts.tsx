/** The curves of both runs on one axis of virtual time: A solid, B as ghost line, and where they part. */
import { useMemo } from "react";
import type { CompareFacts, MetricSeries } from "../../view/index.ts";
import { Chart } from "../charts/chart.tsx";
import { ChartGroup } from "../charts/chart-group.tsx";
import type { Ghost } from "../charts/chart-types.ts";
import { seriesData } from "../lenses/telemetry/series-chart.tsx";

const EMPTY = {
  title: "No sample yet",
  reason: "A sample is taken once per virtual second; the lines begin with the first one.",
};
const US_PER_S = 1_000_000;

export function CompareCharts({ facts }: { readonly facts: CompareFacts }) {
  return (
    <ChartGroup>
      <div className="compare-charts">
        {Object.values(facts.a.telemetry.series).map((series) => (
          <CompareChart key={series.id} series={series} facts={facts} />
        ))}
      </div>
    </ChartGroup>
  );
}

function CompareChart({ series, facts }: { readonly series: MetricSeries; readonly facts: CompareFacts }) {
  const { a, b, course, content } = facts;
  const data = useMemo(() => seriesData(series, a.telemetry.timeS), [series, a]);
  const divergedUs = (course ?? content)?.atUs ?? null;
  const other = b.telemetry.series[series.id];
  const ghost = useMemo((): Ghost | null => {
    if (other === undefined) return null;
    const { timeS } = b.telemetry;
    const divergedS = divergedUs === null ? null : divergedUs / US_PER_S;
    return { timeS, lines: seriesData(other, timeS).lines, divergedS };
  }, [other, b, divergedUs]);
  return (
    <Chart title={series.title} unit={series.unit} data={data} ghost={ghost} height={150} empty={EMPTY} />
  );
}
