/**
 * The trace as OTLP spans (TracesData as JSON; what a collector takes at /v1/traces): every event is a span, its cause is
 * its parent.
 *
 * A timer begins a trace of its own, linked to the event that set it: otherwise a process that rearms its timer would
 * make one trace as deep as the run is long. A cause before the window leaves a span without a parent.
 *
 * Invariants: a span's trace is that of its parent; events of a node stand in the resource of that node.
 */

import { EVENT_KIND, INPUT_NODE, type TraceRecord } from "../../kernel/index.ts";
import { ENGINE_VERSION } from "../engine.ts";
import type { Run } from "../run.ts";
import { describeRecord } from "../story/describe-record.ts";
import { eventIdText } from "../story/why.ts";
import { eventName } from "./event-name.ts";
import { attribute, nanosText, resourceOf, spanId, traceId } from "./otlp-time.ts";
import { eventKey, type ProcessNames, payloadText, processNames, readWindow } from "./trace-window.ts";
import { isTurn, turnTimes } from "./turn-time.ts";

/** A span takes some 700 bytes as JSON, and collectors refuse bodies of more than some tens of megabytes. */
const RECORDS_MAX = 20_000;

/** SpanKind of the protocol. */
const KIND = { internal: 1, producer: 4, consumer: 5 } as const;
/** StatusCode of the protocol. */
const STATUS_ERROR = 2;
const CALM_REASONS: ReadonlySet<string> = new Set(["normal", "shutdown"]);

export function writeOtlpTraces(run: Run): string {
  const { world } = run;
  const { records, leftOut } = readWindow(world, RECORDS_MAX);
  const names = processNames(world, records);
  const timeOf = turnTimes(world, records);
  const traces = new Map<number, string>();
  const spans = world.nodes.map((): unknown[] => []);
  for (const record of records) {
    const durationUs = isTurn(record) ? timeOf(record) : 0;
    const parent = parentOf(record, traces);
    const own = spanId(record.node, record.seq);
    const trace = parent?.trace ?? traceId(world.seed, own);
    traces.set(eventKey(record.node, record.seq), trace);
    const origin = parent === undefined ? linksOf(record, traces) : { parentSpanId: parent.span };
    (spans[record.node] as unknown[]).push({
      traceId: trace,
      spanId: own,
      ...origin,
      name: eventName(record),
      kind: spanKindOf(record),
      startTimeUnixNano: nanosText(record.timeUs),
      endTimeUnixNano: nanosText(record.timeUs + (durationUs ?? 0)),
      attributes: attributesOf(record, names, durationUs),
      ...statusOf(record),
    });
  }
  const scope = { name: "mabeam.trace", version: ENGINE_VERSION };
  const resourceSpans = world.nodes.map(({ name, index }) => {
    const resource = resourceOf(run, name);
    const attributes = [...resource.attributes, attribute("mabeam.older_events_left_out", leftOut)];
    return { resource: { attributes }, scopeSpans: [{ scope, spans: spans[index] }] };
  });
  return `${JSON.stringify({ resourceSpans })}\n`;
}

interface Parent {
  readonly trace: string;
  readonly span: string;
}

function parentOf({ kind, cause }: TraceRecord, traces: ReadonlyMap<number, string>): Parent | undefined {
  if (cause === undefined || cause.node === INPUT_NODE || kind === EVENT_KIND.timer_fired) return undefined;
  const trace = traces.get(eventKey(cause.node, cause.seq));
  return trace === undefined ? undefined : { trace, span: spanId(cause.node, cause.seq) };
}

/** What an event without a parent came from, where that is an event of the window. */
function linksOf({ cause }: TraceRecord, traces: ReadonlyMap<number, string>): { readonly links?: unknown } {
  const linked = cause === undefined ? undefined : traces.get(eventKey(cause.node, cause.seq));
  if (cause === undefined || linked === undefined) return {};
  return { links: [{ traceId: linked, spanId: spanId(cause.node, cause.seq) }] };
}

function spanKindOf({ kind, node, cause }: TraceRecord): number {
  if (kind === EVENT_KIND.net_sent) return KIND.producer;
  const isForeign = cause !== undefined && cause.node !== INPUT_NODE && cause.node !== node;
  return isForeign ? KIND.consumer : KIND.internal;
}

function attributesOf(record: TraceRecord, names: ProcessNames, durationUs: number | undefined): unknown[] {
  const { node, seq, actor, peer, peerNode, cause } = record;
  return [
    attribute("mabeam.event", eventIdText(node, seq)),
    attribute("mabeam.text", describeRecord(record)),
    ...(actor === 0 ? [] : [attribute("mabeam.process", names(node, actor))]),
    ...(peer === 0 ? [] : [attribute("mabeam.peer", names(peerNode, peer))]),
    ...(cause?.node === INPUT_NODE && cause.seq > 0 ? [attribute("mabeam.input", cause.seq)] : []),
    ...(durationUs === undefined ? [attribute("mabeam.duration_unknown", true)] : []),
  ];
}

/** An exit that is no orderly one is an error of the span. */
function statusOf(record: TraceRecord): { readonly status?: unknown } {
  if (record.kind !== EVENT_KIND.exited) return {};
  const reason = payloadText(record);
  return CALM_REASONS.has(reason) ? {} : { status: { code: STATUS_ERROR, message: reason } };
}
