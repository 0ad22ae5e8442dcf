/** Telemetry as tables and as one JSON document: samples at whole virtual seconds, and the metrics as they stand. */

import { ENGINE_VERSION } from "../engine.ts";
import type { Run } from "../run.ts";
import type { Sample } from "../samples.ts";
import { csvTable } from "./csv.ts";
import { jsonFile } from "./export-format.ts";
import { figuresOf, type MetricRow, metricsByNode, metricsTogether } from "./metric-rows.ts";

/** One line per whole virtual second. */
export function writeSamplesCsv(run: Run): string {
  const header = [
    "time_s",
    "events",
    "processes",
    "messages_waiting",
    "messages_sent",
    "messages_lost",
    "commit_index",
    "accuracy_mean",
    "accuracy_low",
    "accuracy_high",
  ];
  return csvTable(header, run.samples.map(sampleRow));
}

function sampleRow(sample: Sample): (number | undefined)[] {
  const { atUs, events, processes, mailboxTotal, messagesSent, messagesLost, committed, accuracy } = sample;
  const counts = [events, processes, mailboxTotal, messagesSent, messagesLost, committed];
  return [atUs / 1_000_000, ...counts, accuracy?.mean, accuracy?.low, accuracy?.high];
}

/** One line per series: first the nodes together, then each node. */
export function writeMetricsCsv(run: Run): string {
  const header = ["node", "metric", "kind", "unit", "labels", "value", "count"];
  const figures = ["sum", "min", "max", "p50", "p90", "p99", "updated_s"];
  const rows = [...metricsTogether(run), ...metricsByNode(run)];
  return csvTable([...header, ...figures], rows.map(metricRow));
}

function metricRow(row: MetricRow): (string | number | undefined)[] {
  const { node, id, kind, unit, labels, value, count, updatedUs } = row;
  const figures = figuresOf(row);
  const labelText = Object.entries(labels)
    .map(([name, label]) => `${name}=${label}`)
    .join(";");
  const { sum, min, max, p50, p90, p99 } = figures ?? {};
  const numbers = [value, count, sum, min, max, p50, p90, p99, updatedUs / 1_000_000];
  return [node, id, kind, unit, labelText, ...numbers];
}

export function writeTelemetryJson(run: Run): string {
  const { world } = run;
  return jsonFile({
    telemetry: 1,
    engine: ENGINE_VERSION,
    scenario: world.scenario.id,
    seed: world.seed,
    virtualTimeUs: world.nowUs,
    samples: run.samples.map(({ accuracy, ...sample }) => ({ ...sample, accuracy: accuracy ?? null })),
    metrics: metricsTogether(run).map(metricObject),
    metricsByNode: metricsByNode(run).map(metricObject),
  });
}

function metricObject(row: MetricRow): unknown {
  const { node, id, title, hint, kind, unit, labels, value, count, updatedUs } = row;
  const distribution = figuresOf(row);
  const plain = { node, id, title, hint, kind, unit, labels, value, count, updatedUs };
  return distribution === undefined ? plain : { ...plain, distribution };
}
