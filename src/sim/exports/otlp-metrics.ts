/**
 * The metrics as OTLP (MetricsData as JSON; what a collector takes at /v1/metrics): one resource per node with all its
 * series, and one for the run as a whole with the samples at whole virtual seconds.
 *
 * Counters are monotonic cumulative sums since the start of the run, histograms have explicit bounds.
 */

import { ENGINE_VERSION } from "../engine.ts";
import type { Run } from "../run.ts";
import type { Sample } from "../samples.ts";
import { bucketsOf, type MetricRow, metricsByNode } from "./metric-rows.ts";
import { attribute, nanosText, resourceOf } from "./otlp-time.ts";

/** AggregationTemporality of the protocol: since a fixed start. */
const CUMULATIVE = 2;

export function writeOtlpMetrics(run: Run): string {
  const { world } = run;
  const scope = { name: "mabeam.telemetry", version: ENGINE_VERSION };
  const rows = metricsByNode(run);
  const perNode = world.nodes.map(({ name }) => ({
    resource: resourceOf(run, name),
    scopeMetrics: [
      {
        scope,
        metrics: metricsOf(
          rows.filter(({ node }) => node === name),
          world.nowUs,
        ),
      },
    ],
  }));
  const whole = {
    resource: resourceOf(run, "world"),
    scopeMetrics: [{ scope, metrics: samplesOf(run.samples) }],
  };
  return `${JSON.stringify({ resourceMetrics: [whole, ...perNode] })}\n`;
}

function metricsOf(rows: readonly MetricRow[], nowUs: number): unknown[] {
  const byId = new Map<string, MetricRow[]>();
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return Array.from(byId.values(), (series) => {
    const { id, title, hint, unit, kind } = series[0] as MetricRow;
    const head = {
      name: `mabeam.${id}`,
      description: `${title}: ${hint}`,
      unit: unit === "µs" ? "us" : unit,
    };
    const dataPoints = series.map((row) => pointOf(row, nowUs));
    if (kind === "gauge") return { ...head, gauge: { dataPoints } };
    const aggregationTemporality = CUMULATIVE;
    if (kind === "histogram") return { ...head, histogram: { dataPoints, aggregationTemporality } };
    return { ...head, sum: { dataPoints, aggregationTemporality, isMonotonic: true } };
  });
}

function pointOf({ labels, histogram, value, kind }: MetricRow, nowUs: number): unknown {
  const attributes = Object.entries(labels).map(([name, text]) => attribute(name, text));
  const times = {
    timeUnixNano: nanosText(nowUs),
    ...(kind === "gauge" ? {} : { startTimeUnixNano: nanosText(0) }),
  };
  if (histogram === undefined) return { attributes, ...times, asDouble: value };
  const buckets = bucketsOf(histogram);
  const { count, sum, min, max } = histogram;
  return {
    attributes,
    ...times,
    count: String(count),
    sum,
    ...(count === 0 ? {} : { min, max }),
    explicitBounds: buckets.map(({ upper }) => upper),
    // One more count than bounds: what lies above the last of them.
    bucketCounts: [...buckets.map((bucket) => String(bucket.count)), "0"],
  };
}

function samplesOf(samples: readonly Sample[]): unknown[] {
  const gauge = (
    name: string,
    description: string,
    value: (sample: Sample) => number | undefined,
  ): unknown => {
    const dataPoints = samples.flatMap((sample) => {
      const asDouble = value(sample);
      return asDouble === undefined ? [] : [{ timeUnixNano: nanosText(sample.atUs), asDouble }];
    });
    return { name: `mabeam.world.${name}`, description, unit: "", gauge: { dataPoints } };
  };
  return [
    gauge("processes", "Living processes on all nodes.", ({ processes }) => processes),
    gauge("messages_waiting", "Messages in all mailboxes.", ({ mailboxTotal }) => mailboxTotal),
    gauge("messages_sent", "Messages sent between nodes so far.", ({ messagesSent }) => messagesSent),
    gauge("messages_lost", "Messages lost between nodes so far.", ({ messagesLost }) => messagesLost),
    gauge("commit_index", "Highest commit index of the replicated log.", ({ committed }) => committed),
    gauge("accuracy", "Held-out accuracy, mean over the agents.", ({ accuracy }) => accuracy?.mean),
  ];
}
