/**
 * One metric: what is measured, its kind, the value with its unit, and for a histogram the spread. The value of a
 * counter is written in full, because a count is exact; the others have three significant digits.
 */
import type { CSSProperties } from "react";
import type { MetricCard } from "../../../view/index.ts";
import { formatCount, formatNumber } from "../../widgets/format.ts";

/** A count longer than this is written with a prefix: no card is wide enough. */
const COUNT_MAX = 10_000_000;

export function MetricCardView({ card }: { readonly card: MetricCard }) {
  const { value, unit } = metricValue(card);
  return (
    <li className="metric-card">
      <h3 className="metric-title">
        {card.title}
        <span className="metric-kind">{card.kind}</span>
      </h3>
      <p className="metric-value">
        <span className="metric-number">{value}</span> <span className="metric-unit">{unit}</span>
      </p>
      {card.quantiles === null ? null : <Quantiles card={card} quantiles={card.quantiles} />}
      <p className="metric-hint">{card.value === null ? `not measured yet · ${card.hint}` : card.hint}</p>
    </li>
  );
}

/** Number and unit apart, so that the unit can stand back. */
export function metricValue(card: MetricCard): { readonly value: string; readonly unit: string } {
  const { kind, value, unit } = card;
  if (value === null) return { value: formatNumber(null), unit: "" };
  if (kind === "counter" && Number.isInteger(value) && Math.abs(value) < COUNT_MAX)
    return { value: formatCount(value), unit };
  const text = formatNumber(value, unit);
  const split = unit === "" ? -1 : text.lastIndexOf(unit);
  return split < 0 ? { value: text, unit: "" } : { value: text.slice(0, split).trimEnd(), unit };
}

interface QuantilesProps {
  readonly card: MetricCard;
  readonly quantiles: NonNullable<MetricCard["quantiles"]>;
}

/** Half, nine tenths and almost all of the values lie below these; the bar shows them on one scale from zero. */
function Quantiles({ card, quantiles }: QuantilesProps) {
  const marks = [
    ["p50", quantiles.p50],
    ["p90", quantiles.p90],
    ["p99", quantiles.p99],
  ] as const;
  const most = Math.max(quantiles.p99, quantiles.p90, quantiles.p50);
  return (
    <>
      <dl className="metric-quantiles">
        {marks.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {formatNumber(value)}
              <span className="visually-hidden"> {card.unit}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="metric-range" aria-hidden="true">
        {marks.map(([name, value]) => (
          <span
            key={name}
            className={`metric-${name}`}
            style={{ width: `${most > 0 ? (100 * value) / most : 0}%` } as CSSProperties}
          />
        ))}
      </div>
    </>
  );
}
