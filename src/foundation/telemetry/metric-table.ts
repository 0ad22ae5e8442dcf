/**
 * The node's table of metrics: what is in it, and feeding it.
 *
 * Public and owned by the gen_server "telemetry", so that any process of the node feeds it without a message and the
 * measured never waits for the measuring. When the server is down the table is not there and values are dropped.
 *
 * Rows: `event/NAME` what an event feeds (nothing, of most known events), `metric/ID` a definition, `series/KEY` a
 * series, `labels/ID` how many series a metric has, `open/ID` beginnings of times that are still being measured.
 */

import { type Context, formatTerm, type Term } from "../../kernel/index.ts";
import {
  type MetricDefinition,
  OPEN_SPANS_MAX,
  RETENTION_US,
  SERIES_PER_METRIC_MAX,
  UNKNOWN_EVENTS,
  UNUSABLE_VALUES,
} from "./metric.ts";
import { fedSeries, isUsable, type Labels, type Series, seriesKey } from "./series.ts";

/** Name of the table. */
export const METRICS_TABLE = "telemetry_metrics";

export const EVENT_ROW = "event/";
export const METRIC_ROW = "metric/";
export const SERIES_ROW = "series/";
export const LABELS_ROW = "labels/";
export const OPEN_ROW = "open/";

/** The metrics an event is the source of, and those whose time begins with it. */
export type EventRules = {
  readonly feeds: readonly MetricDefinition[];
  readonly begins: readonly MetricDefinition[];
};

export const NO_RULES: EventRules = { feeds: [], begins: [] };

type OpenSpan = readonly [key: Term, startUs: number];

const LABEL_LENGTH_MAX = 40;
const OTHER = "other";

type Fields = { readonly [name: string]: Term };

/** Feeds every metric of an event. Never raises: what cannot be used is counted. */
export function feedEvent(ctx: Context, event: string, data: Term): void {
  if (!ctx.tableExists(METRICS_TABLE)) return;
  const rules = ctx.tableGet(METRICS_TABLE, EVENT_ROW + event) as EventRules | undefined;
  if (rules === undefined) {
    feedSeries(ctx, UNKNOWN_EVENTS, { event }, 1);
    return;
  }
  for (const definition of rules.feeds) feedMetric(ctx, definition, fieldsOf(data));
  for (const definition of rules.begins) beginSpan(ctx, definition, fieldsOf(data));
}

function fieldsOf(data: Term): Fields {
  const isRecord =
    typeof data === "object" && data !== null && Object.getPrototypeOf(data) === Object.prototype;
  return isRecord ? (data as Fields) : {};
}

function feedMetric(ctx: Context, definition: MetricDefinition, fields: Fields): void {
  const { id, value: field, since, divideBy = 1, only } = definition;
  if (only !== undefined && fields[only[0]] !== only[1]) return;
  const given =
    since === undefined ? (field === undefined ? 1 : fields[field]) : endSpan(ctx, definition, fields);
  if (given === undefined && since !== undefined) return;
  if (!isUsable(definition, given)) {
    feedSeries(ctx, UNUSABLE_VALUES, { metric: id }, 1);
    return;
  }
  const labels = (definition.labels ?? []).map((name) => [name, labelText(fields[name])] as const);
  feedSeries(ctx, definition, Object.fromEntries(labels), given / divideBy);
}

function beginSpan(ctx: Context, { id, since }: MetricDefinition, fields: Fields): void {
  const key = fields[since?.by ?? ""];
  const others = openSpans(ctx, id).filter(([other]) => other !== key);
  ctx.tablePut(METRICS_TABLE, OPEN_ROW + id, [...others, [key, ctx.now()] as const].slice(-OPEN_SPANS_MAX));
}

/** Time since the beginning; undefined when it happened elsewhere, or too long ago. */
function endSpan(ctx: Context, { id, since }: MetricDefinition, fields: Fields): number | undefined {
  const key = fields[since?.by ?? ""];
  const open = openSpans(ctx, id);
  const begun = open.find(([other]) => other === key);
  if (begun === undefined) return undefined;
  ctx.tablePut(
    METRICS_TABLE,
    OPEN_ROW + id,
    open.filter((span) => span !== begun),
  );
  return ctx.now() - begun[1];
}

function openSpans(ctx: Context, id: string): readonly OpenSpan[] {
  return (ctx.tableGet(METRICS_TABLE, OPEN_ROW + id) as readonly OpenSpan[] | undefined) ?? [];
}

function labelText(value: Term): string {
  return typeof value === "string" ? value.slice(0, LABEL_LENGTH_MAX) : formatTerm(value, LABEL_LENGTH_MAX);
}

function feedSeries(ctx: Context, definition: MetricDefinition, labels: Labels, value: number): void {
  const isKnown = ctx.tableHas(METRICS_TABLE, rowOf(definition, labels));
  if (isKnown || makeRoom(ctx, definition)) add(ctx, definition, labels, value);
  else add(ctx, definition, Object.fromEntries(Object.keys(labels).map((name) => [name, OTHER])), value);
}

function add(ctx: Context, definition: MetricDefinition, labels: Labels, value: number): void {
  const row = rowOf(definition, labels);
  const before = ctx.tableGet(METRICS_TABLE, row) as Series | undefined;
  const after = fedSeries(definition, labels, before, [value, ctx.now()]);
  // A histogram is plain data, but its type is an interface, which the compiler does not take for a term.
  ctx.tablePut(METRICS_TABLE, row, after as unknown as Term);
}

function rowOf({ id }: MetricDefinition, labels: Labels): string {
  return SERIES_ROW + seriesKey(id, labels);
}

/** Counts a new series in. False when the metric has all the series it may have and none of them is out of date. */
function makeRoom(ctx: Context, { id }: MetricDefinition): boolean {
  const row = LABELS_ROW + id;
  const count = (ctx.tableGet(METRICS_TABLE, row) as number | undefined) ?? 0;
  if (count < SERIES_PER_METRIC_MAX) {
    ctx.tablePut(METRICS_TABLE, row, count + 1);
    return true;
  }
  const oldestUs = ctx.now() - RETENTION_US;
  for (const [key, value] of ctx.tableEntries(METRICS_TABLE)) {
    if (typeof key !== "string" || !key.startsWith(SERIES_ROW)) continue;
    const series = value as Series;
    if (series.metric === id && series.updatedUs < oldestUs) return ctx.tableDelete(METRICS_TABLE, key);
  }
  return false;
}
