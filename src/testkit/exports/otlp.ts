/**
 * A strict reader of OTLP JSON: the message types of opentelemetry-proto 1.x that exports use, given to protobufjs.
 *
 * Names and numbers of fields are those of the protocol. Reading is stricter than a collector's: a field that is not in
 * the protocol is refused, ids must be hexadecimal of the right length, and every message goes through its binary form.
 */

import protobuf from "protobufjs";

const PROTO = `
syntax = "proto3";
message AnyValue { oneof value {
  string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
message KeyValue { string key = 1; AnyValue value = 2; }
message Scope { string name = 1; string version = 2; }
message Resource { repeated KeyValue attributes = 1; }
message TracesData { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
enum SpanKind { KIND_UNSPECIFIED = 0; INTERNAL = 1; SERVER = 2; CLIENT = 3; PRODUCER = 4; CONSUMER = 5; }
enum StatusCode { UNSET = 0; OK = 1; ERROR = 2; }
message Link { bytes trace_id = 1; bytes span_id = 2; }
message Status { string message = 2; StatusCode code = 3; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; SpanKind kind = 6;
  fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
  repeated Link links = 13; Status status = 15; }
message MetricsData { repeated ResourceMetrics resource_metrics = 1; }
message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; }
message Metric { string name = 1; string description = 2; string unit = 3;
  oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; } }
enum Temporality { UNSPECIFIED = 0; DELTA = 1; CUMULATIVE = 2; }
message Gauge { repeated NumberDataPoint data_points = 1; }
message Sum { repeated NumberDataPoint data_points = 1; Temporality aggregation_temporality = 2; bool is_monotonic = 3; }
message Histogram { repeated HistogramDataPoint data_points = 1; Temporality aggregation_temporality = 2; }
message NumberDataPoint { fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; double as_double = 4;
  repeated KeyValue attributes = 7; }
message HistogramDataPoint { fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4;
  optional double sum = 5; repeated fixed64 bucket_counts = 6; repeated double explicit_bounds = 7;
  repeated KeyValue attributes = 9; optional double min = 11; optional double max = 12; }
`;

const { root } = protobuf.parse(PROTO);

/** The message as it comes out of its binary form, 64-bit numbers as strings and bytes as hexadecimal text. */
export function readOtlp(type: "TracesData" | "MetricsData", text: string): Record<string, unknown> {
  const message = root.lookupType(type);
  const checked = checkFields(message, JSON.parse(text) as Record<string, unknown>, type);
  const bytes = message.encode(message.fromObject(checked)).finish();
  const object = message.toObject(message.decode(bytes), { longs: String, bytes: Array, defaults: false });
  return object as Record<string, unknown>;
}

/** Refuses what the protocol does not know, and turns hexadecimal ids into bytes as protobufjs takes them. */
function checkFields(
  type: protobuf.Type,
  value: Record<string, unknown>,
  path: string,
): Record<string, unknown> {
  const checked: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const field = type.fields[name];
    if (field === undefined) throw new Error(`${path}.${name} is no field of ${type.name}`);
    const items = field.repeated ? (item as unknown[]) : [item];
    const read = items.map((one) => checkOne(field.resolve(), one, `${path}.${name}`));
    checked[name] = field.repeated ? read : read[0];
  }
  return checked;
}

function checkOne(field: protobuf.Field, item: unknown, path: string): unknown {
  if (field.resolvedType instanceof protobuf.Type)
    return checkFields(field.resolvedType, item as Record<string, unknown>, path);
  if (field.type === "bytes") {
    const digits = field.name === "traceId" ? 32 : 16;
    if (typeof item !== "string" || !new RegExp(`^[0-9a-f]{${digits}}$`).test(item) || /^0+$/.test(item))
      throw new Error(`${path} is not ${digits} hexadecimal digits: ${String(item)}`);
    return Uint8Array.from(item.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  if (/64$/.test(field.type) && (typeof item !== "string" || !/^-?\d+$/.test(item)))
    throw new Error(`${path} is not a decimal string: ${String(item)}`);
  return item;
}
