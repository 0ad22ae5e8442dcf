/** Door of telemetry: the catalogue of events, recording them, and the metrics they feed. */

export type { Catalogue, EventData, EventName, EventSpec } from "./catalogue.ts";
export { composeCatalogue, unitOf } from "./catalogue.ts";
export { TELEMETRY_EVENTS } from "./events.ts";
export type { MetricDefinition, MetricKind } from "./metric.ts";
export {
  OPEN_SPANS_MAX,
  RETENTION_US,
  SERIES_PER_METRIC_MAX,
  UNKNOWN_EVENTS,
  UNUSABLE_VALUES,
} from "./metric.ts";
export { METRICS_TABLE } from "./metric-table.ts";
export { PLATFORM_METRICS } from "./platform-metrics.ts";
export type { MetricReading } from "./read-metrics.ts";
export { mergeMetrics, quantilesOf, readMetrics, totalsOf } from "./read-metrics.ts";
export type { Recorder, Span } from "./record.ts";
export { execute, measure, record, recorder } from "./record.ts";
export type { Labels } from "./series.ts";
export { STANDARD_METRICS } from "./standard-metrics.ts";
export type { TelemetryConfig } from "./telemetry-server.ts";
export { TELEMETRY, telemetryChild, telemetryModule } from "./telemetry-server.ts";
