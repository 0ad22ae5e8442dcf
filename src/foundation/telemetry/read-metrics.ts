/**
 * Metrics as observers read them: from the tables and processes of nodes, without a message and without a trace.
 *
 * Restarts are not fed by events but read from the supervisors themselves: that floor knows nothing of telemetry.
 */

import type { Node } from "../../kernel/index.ts";
import { type Histogram, mergeHistograms, quantileOfHistogram } from "../../numeric/index.ts";
import { readSupervisor } from "../../otp/index.ts";
import { type MetricDefinition, type MetricKind, RETENTION_US } from "./metric.ts";
import { METRIC_ROW, METRICS_TABLE, SERIES_ROW } from "./metric-table.ts";
import { type Labels, type Series, seriesKey } from "./series.ts";

/** One series as it stands. `value` is the sum of a counter, the last value of a gauge, the p50 of a histogram. */
export interface MetricReading {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly unit: string;
  readonly kind: MetricKind;
  readonly labels: Labels;
  readonly value: number;
  /** Events that fed it. */
  readonly count: number;
  /** Only of a histogram. */
  readonly histogram: Histogram | undefined;
  /** Virtual time at which it was last fed. */
  readonly updatedUs: number;
}

/** p50, p90 and p99 of a histogram, in the metric's unit; undefined for other kinds. */
export function quantilesOf(
  reading: MetricReading,
): { readonly p50: number; readonly p90: number; readonly p99: number } | undefined {
  const { histogram } = reading;
  if (histogram === undefined) return undefined;
  const [p50, p90, p99] = [0.5, 0.9, 0.99].map((p) => quantileOfHistogram(histogram, p));
  return { p50: p50 as number, p90: p90 as number, p99: p99 as number };
}

/** All series of a node, in the order in which they began; labelled ones that were not fed for 300 s are left out. */
export function readMetrics(node: Node): readonly MetricReading[] {
  const rows = node.tables.get(METRICS_TABLE)?.rows;
  const readings: MetricReading[] = [];
  for (const [key, row] of rows ?? []) {
    if (typeof key !== "string" || !key.startsWith(SERIES_ROW)) continue;
    const series = row as Series;
    const definition = rows?.get(METRIC_ROW + series.metric) as MetricDefinition | undefined;
    if (definition === undefined || isOutOfDate(series, node.nowUs)) continue;
    readings.push(readingOf(definition, series));
  }
  return [...readings, ...restartsOf(node)];
}

function isOutOfDate({ labels, updatedUs }: Series, nowUs: number): boolean {
  return Object.keys(labels).length > 0 && updatedUs < nowUs - RETENTION_US;
}

function readingOf({ id, title, hint, unit, kind }: MetricDefinition, series: Series): MetricReading {
  const { labels, count, histogram, updatedUs } = series;
  const value = histogram === undefined ? series.value : quantileOfHistogram(histogram, 0.5);
  return { id, title, hint, unit, kind, labels, value, count, histogram, updatedUs };
}

function restartsOf(node: Node): MetricReading[] {
  const readings: MetricReading[] = [];
  // Over the slots themselves: among a million processes few are supervisors.
  for (const process of node.slots) {
    const view = process === undefined ? undefined : readSupervisor(process);
    if (process === undefined || view === undefined) continue;
    const restarts = view.children.reduce((sum, child) => sum + child.restarts, 0);
    if (restarts === 0) continue;
    readings.push({
      id: "otp.restarts",
      title: "Restarts",
      hint: "Restarts of the children of the supervisors that are alive.",
      unit: "",
      kind: "counter",
      labels: { supervisor: process.label },
      value: restarts,
      count: restarts,
      histogram: undefined,
      updatedUs: Math.max(...view.children.map((child) => child.lastExit?.atUs ?? 0)),
    });
  }
  return readings;
}

/**
 * The readings of several nodes as one: counters add up, histograms merge without loss, of a gauge the value that was
 * set last wins (at equal times the later list).
 */
export function mergeMetrics(lists: readonly (readonly MetricReading[])[]): readonly MetricReading[] {
  const merged = new Map<string, MetricReading>();
  for (const reading of lists.flat()) {
    const key = seriesKey(reading.id, reading.labels);
    const other = merged.get(key);
    merged.set(key, other === undefined ? reading : mergeTwo(other, reading));
  }
  return Array.from(merged.values());
}

/** One reading per metric: all label sets of a counter or histogram together. A gauge has no total and is left out. */
export function totalsOf(readings: readonly MetricReading[]): readonly MetricReading[] {
  return mergeMetrics([
    readings.filter(({ kind }) => kind !== "gauge").map((reading) => ({ ...reading, labels: {} })),
  ]);
}

function mergeTwo(a: MetricReading, b: MetricReading): MetricReading {
  const count = a.count + b.count;
  const updatedUs = Math.max(a.updatedUs, b.updatedUs);
  if (a.histogram !== undefined && b.histogram !== undefined) {
    const histogram = mergeHistograms(a.histogram, b.histogram);
    return { ...a, value: quantileOfHistogram(histogram, 0.5), count, histogram, updatedUs };
  }
  if (a.kind === "counter") return { ...a, value: a.value + b.value, count, updatedUs };
  return { ...(b.updatedUs >= a.updatedUs ? b : a), count, updatedUs };
}
