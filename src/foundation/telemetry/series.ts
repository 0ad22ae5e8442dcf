/**
 * One series: a metric with one set of label values, and the step from one value to the next.
 *
 * Pure: the row before and a value give the row after. Rows are plain immutable data and live in the node's table.
 */

import { EMPTY_HISTOGRAM, type Histogram, recordValue } from "../../numeric/index.ts";
import type { MetricDefinition } from "./metric.ts";

/** Label values by name. */
export type Labels = { readonly [name: string]: string };

/** What is kept of a series. `value` is the sum of a counter, the last value of a gauge, 0 for a histogram. */
export type Series = {
  readonly metric: string;
  readonly labels: Labels;
  readonly value: number;
  /** Events that fed it. */
  readonly count: number;
  readonly histogram: Histogram | undefined;
  /** Virtual time of the last event. */
  readonly updatedUs: number;
};

/** True for a value this kind of metric can take. */
export function isUsable({ kind }: MetricDefinition, value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && (kind === "gauge" || value >= 0);
}

/** The series after one more value; `before` is undefined for the first. */
export function fedSeries(
  definition: MetricDefinition,
  labels: Labels,
  before: Series | undefined,
  [value, nowUs]: readonly [value: number, nowUs: number],
): Series {
  const count = (before?.count ?? 0) + 1;
  const { id: metric, kind } = definition;
  if (kind === "histogram") {
    const histogram = recordValue(before?.histogram ?? EMPTY_HISTOGRAM, value);
    return { metric, labels, value: 0, count, histogram, updatedUs: nowUs };
  }
  const next = kind === "counter" ? (before?.value ?? 0) + value : value;
  return { metric, labels, value: next, count, histogram: undefined, updatedUs: nowUs };
}

/** Names a series in the table: the metric's id and its labels in the order of the definition. */
export function seriesKey(metric: string, labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return `${metric}{${parts.join(",")}}`;
}
