/**
 * The metrics of a run as rows for every format: once for all nodes together, as the telemetry lens shows them, and once
 * per node with all labels, as a collector would fetch them.
 */

import { type MetricReading, quantilesOf, readMetrics } from "../../foundation/telemetry/index.ts";
import { barsOf, type Histogram } from "../../numeric/index.ts";
import type { Run } from "../run.ts";

export interface MetricRow extends MetricReading {
  /** "n3", or "all" for the nodes together. */
  readonly node: string;
}

/** All nodes together, one row per metric. */
export function metricsTogether(run: Run): readonly MetricRow[] {
  return run.metrics().map((reading) => ({ ...reading, node: "all" }));
}

/** Every series of every node that is up. */
export function metricsByNode({ world }: Run): readonly MetricRow[] {
  return world.nodes.flatMap((node) =>
    node.up ? readMetrics(node).map((reading) => ({ ...reading, node: node.name })) : [],
  );
}

export interface RowFigures {
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** What a histogram says in six numbers; undefined for counters, gauges and empty histograms. */
export function figuresOf(row: MetricReading): RowFigures | undefined {
  const quantiles = quantilesOf(row);
  const { histogram } = row;
  if (histogram === undefined || quantiles === undefined || histogram.count === 0) return undefined;
  return { sum: histogram.sum, min: histogram.min, max: histogram.max, ...quantiles };
}

export interface Bucket {
  readonly upper: number;
  readonly count: number;
}

/**
 * A histogram in buckets a collector takes: bounds at powers of two, from the first to the last that hold values, counts
 * not cumulated. A value exactly on a bound counts above it; quantiles stay within the factor two of a bucket anyway.
 */
export function bucketsOf(histogram: Histogram): Bucket[] {
  const buckets: { upper: number; count: number }[] = [];
  for (const { low, count } of barsOf(histogram)) {
    const upper = powerOfTwoAbove(low);
    const last = buckets.at(-1);
    if (last?.upper === upper) last.count += count;
    else buckets.push({ upper, count });
  }
  return buckets;
}

/** Smallest power of two above a value; the smallest normal number for 0. */
function powerOfTwoAbove(value: number): number {
  let power = 1;
  while (power > value && power > 2 ** -20) power /= 2;
  while (power <= value) power *= 2;
  return power;
}

/** Id, unit and kind as one name in the alphabet of Prometheus and OpenMetrics: `mabeam_raft_leaderless_ms`. */
export function plainName({ id, unit }: MetricReading): string {
  const name = `mabeam_${id}`.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const suffix = UNIT_NAMES[unit] ?? unit.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return suffix === "" || name.endsWith(`_${suffix}`) ? name : `${name}_${suffix}`;
}

const UNIT_NAMES: Readonly<Record<string, string>> = { "%": "percent", µs: "us" };
