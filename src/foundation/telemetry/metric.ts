/**
 * Metric definitions as data: which event feeds which counter, gauge or histogram.
 *
 * Invariants
 * - A counter only adds, a gauge keeps the last value, a histogram keeps a distribution (never a mean of means).
 * - A series is a metric plus one set of label values; each metric has at most `SERIES_PER_METRIC_MAX` of them.
 */

import { assert } from "../../base/index.ts";

export type MetricKind = "counter" | "gauge" | "histogram";

/** A metric and how events feed it. Plain data. */
export type MetricDefinition = {
  /** Unique, e.g. `raft.commit_latency`. */
  readonly id: string;
  /** As a person reads it on a card. */
  readonly title: string;
  /** One sentence: what is measured. */
  readonly hint: string;
  readonly kind: MetricKind;
  /** Unit of the value, e.g. `ms`; empty for plain numbers. */
  readonly unit: string;
  /** The event that feeds it. */
  readonly event: string;
  /** The field of the event's data that is counted, kept or recorded; absent: 1 for each event. */
  readonly value?: string;
  /** Instead of a field: the time in µs since this other event, with the same value in the field `by`. */
  readonly since?: { readonly event: string; readonly by: string };
  /** The value is divided by this, e.g. 1000 to show µs as ms. */
  readonly divideBy?: number;
  /** Fields of the event's data that tell series of this metric apart. */
  readonly labels?: readonly string[];
  /** Only events whose data has this value in this field feed the metric. */
  readonly only?: readonly [field: string, value: string];
};

/** Label sets of one metric; events of further ones are counted under the label `other`. */
export const SERIES_PER_METRIC_MAX = 64;

/** Beginnings that wait for their end, for a metric that measures the time between two events; the oldest go first. */
export const OPEN_SPANS_MAX = 64;

/** A labelled series that has not been fed for so long is no longer shown, and makes room for a new one. */
export const RETENTION_US = 300_000_000;

/** Names nobody has declared, counted instead of raised. */
export const UNKNOWN_EVENTS: MetricDefinition = {
  id: "telemetry.unknown_events",
  title: "Unknown events",
  hint: "Events whose name is in no catalogue.",
  kind: "counter",
  unit: "",
  event: "",
  labels: ["event"],
};

/** Values that are no finite number, or negative in a histogram: counted and left out. */
export const UNUSABLE_VALUES: MetricDefinition = {
  id: "telemetry.unusable_values",
  title: "Unusable values",
  hint: "Measurements that were missing, not finite, or negative in a histogram.",
  kind: "counter",
  unit: "",
  event: "",
  labels: ["metric"],
};

/** Refuses definitions that could never work, field by field. */
export function checkMetrics(definitions: readonly MetricDefinition[]): void {
  const ids = new Set<string>();
  for (const { id, kind, value, since, divideBy, event } of definitions) {
    assert(!ids.has(id), `two metrics are named "${id}"`);
    ids.add(id);
    assert(event !== "", `metric "${id}" names no event`);
    assert(value === undefined || since === undefined, `metric "${id}": either a value or since, not both`);
    const hasValue = value !== undefined || since !== undefined;
    assert(kind === "counter" || hasValue, `metric "${id}": a ${kind} needs a value`);
    assert(divideBy === undefined || divideBy > 0, `metric "${id}": divideBy is a number above 0`);
  }
}
