/**
 * What the platform measures about itself: a card per metric, a chart per series. All charts share one time axis and
 * one cursor, so that a dip in one is read against all others.
 */

import { ChartGroup } from "../../charts/chart-group.tsx";
import { useThrottled } from "../../charts/use-throttled.ts";
import type { LensProps } from "../../lens.ts";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { MetricCardView } from "./metric-card.tsx";
import { SeriesChart } from "./series-chart.tsx";
import "./telemetry.css";

export function Lens({ assigns }: LensProps<"telemetry">) {
  const { cards, timeS, series } = useThrottled(assigns);
  const all = Object.values(series);
  if (cards.length === 0 && all.length === 0) {
    return (
      <section className="telemetry-lens" aria-label="Telemetry">
        <EmptyState
          title="Nothing measured yet"
          reason="The telemetry process of each node reports once per virtual second. Let the run go on for a second."
        />
      </section>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard.
    <section className="telemetry-lens" aria-label="Telemetry" tabIndex={0}>
      <ul className="metric-cards" aria-label="Metrics">
        {cards.map((card) => (
          <MetricCardView key={card.id} card={card} />
        ))}
      </ul>
      <p className="telemetry-note">
        All charts share the axis of virtual seconds and one cursor: point at a moment, or focus a chart and
        use the arrow keys.
      </p>
      <ChartGroup>
        <div className="telemetry-charts">
          {all.map((one) => (
            <SeriesChart key={one.id} series={one} timeS={timeS} />
          ))}
        </div>
      </ChartGroup>
    </section>
  );
}
