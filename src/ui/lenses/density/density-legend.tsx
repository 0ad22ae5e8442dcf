/** What the colours mean, with the unit: a scale with its ends, or the states with their counts. */
import type { DensityAssigns, ProcessStatus } from "../../../view/index.ts";
import { formatCount, formatDuration } from "../../widgets/format.ts";
import { MEASURE_TITLE, STATES, valueAt, valueText } from "./density-words.ts";

const TICKS = [0, 0.5, 1];

export function DensityLegend({ density }: { readonly density: DensityAssigns }) {
  return (
    <section className="density-legend" aria-label="Legend">
      {density.measure === "state" ? (
        <StateLegend states={density.states} />
      ) : (
        <ScaleLegend density={density} />
      )}
    </section>
  );
}

function StateLegend({ states }: { readonly states: DensityAssigns["states"] }) {
  return (
    <ul className="density-states">
      {STATES.map((state: ProcessStatus) => (
        <li key={state} data-none={(states[state] ?? 0) === 0 || undefined}>
          <span className={`density-swatch density-swatch-${state}`} aria-hidden="true" />
          {state} <span className="data">{formatCount(states[state] ?? 0)}</span>
        </li>
      ))}
      <li>
        <span className="density-swatch density-swatch-nobody" aria-hidden="true" />
        nobody
      </li>
    </ul>
  );
}

function ScaleLegend({ density: { measure, scale } }: { readonly density: DensityAssigns }) {
  const window =
    scale.windowUs === null || scale.windowUs === 0 ? "" : ` over the last ${formatDuration(scale.windowUs)}`;
  const isUncounted = scale.windowUs === 0;
  return (
    <div className="density-scale">
      <p>
        {MEASURE_TITLE[measure]}
        {window}, {scale.of === "mean" ? "mean of a cell" : "largest in a cell"}
        {isUncounted ? "; counted from now on" : ""}
      </p>
      <div className="density-ramp" aria-hidden="true" />
      <ol className="density-ticks">
        {TICKS.map((share) => (
          <li key={share} style={{ left: `${100 * share}%` }} className="number">
            {share === 1 ? "≥\u00a0" : ""}
            {valueText(measure, valueAt(scale, share))}
          </li>
        ))}
      </ol>
    </div>
  );
}
