/**
 * The trace as Chrome Trace Event JSON, which Perfetto (ui.perfetto.dev), chrome://tracing and Speedscope open.
 *
 * A node is a process, a process of the node is a thread, a turn is a slice, every other event is an instant, a cause
 * in another thread is a flow arrow. Counters are the samples at whole seconds; inputs cut through all tracks.
 *
 * Invariants
 * - `ts` and `dur` are virtual microseconds. A slice whose length nobody knows has `dur` 0 and says so in `args`.
 * - Thread ids are unique in the whole file, (node + 1) · 10⁷ + serial, because some readers want that of them.
 * - Events stand in order of time, causes before effects; an arrow's ends stand right after the slices they belong to.
 */

import { EVENT_KIND, type EventId, INPUT_NODE, type TraceRecord } from "../../kernel/index.ts";
import { ENGINE_VERSION } from "../engine.ts";
import { describeAction } from "../input.ts";
import type { Run } from "../run.ts";
import type { Sample } from "../samples.ts";
import { describeRecord, KIND_NAMES } from "../story/describe-record.ts";
import { eventIdText } from "../story/why.ts";
import { eventName } from "./event-name.ts";
import { eventKey, type ProcessNames, processNames, readWindow } from "./trace-window.ts";
import { isTurn, turnTimes } from "./turn-time.ts";

/** Some tens of megabytes at most: what the viewers open at once. */
const RECORDS_MAX = 50_000;
const TID_STRIDE = 10_000_000;

type TraceEvent = Readonly<Record<string, unknown>>;

export function writePerfetto(run: Run): string {
  const { world } = run;
  const { records, leftOut } = readWindow(world, RECORDS_MAX);
  const names = processNames(world, records);
  const worldPid = world.nodes.length + 1;
  const events: TraceEvent[] = [
    ...nodeNames(run, worldPid),
    ...threadNames(records, names),
    ...inputMarks(run, worldPid),
    ...run.samples.flatMap((sample) => counters(sample, worldPid)),
    ...recordEvents(run, records, names),
  ];
  const otherData = {
    scenario: world.scenario.id,
    seed: world.seed,
    engine: ENGINE_VERSION,
    virtualTimeUs: world.nowUs,
    olderEventsLeftOut: leftOut,
  };
  const lines = events.map((event) => JSON.stringify(event)).join(",\n");
  return `{"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)},"traceEvents":[\n${lines}\n]}\n`;
}

const pidOf = (node: number): number => node + 1;
const tidOf = (node: number, serial: number): number => (node + 1) * TID_STRIDE + serial;

function metadata(pid: number, tid: number, name: string, args: TraceEvent): TraceEvent {
  return { ph: "M", cat: "__metadata", name, pid, tid, ts: 0, args };
}

function nodeNames({ world }: Run, worldPid: number): TraceEvent[] {
  const events = world.nodes.flatMap(({ index, name }) => [
    metadata(pidOf(index), tidOf(index, 0), "process_name", { name: `node ${name}` }),
    metadata(pidOf(index), tidOf(index, 0), "process_sort_index", { sort_index: pidOf(index) }),
  ]);
  const worldName = metadata(worldPid, worldPid, "process_name", { name: "world" });
  return [...events, worldName, metadata(worldPid, worldPid, "process_sort_index", { sort_index: 0 })];
}

function threadNames(records: readonly TraceRecord[], names: ProcessNames): TraceEvent[] {
  const seen = new Set<number>();
  const events: TraceEvent[] = [];
  for (const { node, actor } of records) {
    const tid = tidOf(node, actor);
    if (seen.has(tid)) continue;
    seen.add(tid);
    const name = actor === 0 ? `node n${node + 1} itself` : names(node, actor);
    events.push(metadata(pidOf(node), tid, "thread_name", { name }));
    events.push(metadata(pidOf(node), tid, "thread_sort_index", { sort_index: actor }));
  }
  return events;
}

function inputMarks({ world }: Run, worldPid: number): TraceEvent[] {
  return world.inputs.flatMap(({ atUs, action }, index) => {
    if (atUs > world.nowUs) return [];
    const args = { input: index + 1, target: action.target };
    const place = { pid: worldPid, tid: worldPid, ts: atUs };
    return [{ ph: "i", s: "g", cat: "input", name: describeAction(action), ...place, args }];
  });
}

function counters(sample: Sample, pid: number): TraceEvent[] {
  const { atUs: ts, processes, mailboxTotal, messagesSent, messagesLost, committed, accuracy } = sample;
  const counter = (name: string, args: TraceEvent): TraceEvent => ({
    ph: "C",
    cat: "sample",
    name,
    pid,
    tid: pid,
    ts,
    args,
  });
  return [
    counter("processes", { processes }),
    counter("messages waiting", { messages: mailboxTotal }),
    counter("messages between nodes", { sent: messagesSent, lost: messagesLost }),
    counter("commit index", { entries: committed }),
    ...(accuracy === undefined ? [] : [counter("held-out accuracy", { mean: accuracy.mean })]),
  ];
}

function recordEvents(run: Run, records: readonly TraceRecord[], names: ProcessNames): TraceEvent[] {
  const timeOf = turnTimes(run.world, records);
  const byKey = new Map(records.map((record) => [eventKey(record.node, record.seq), record]));
  const startsFlows = new Map<number, number[]>();
  const flowInto = new Map<number, number>();
  let flows = 0;
  for (const record of records) {
    const cause = causeIn(byKey, record.cause);
    if (cause === undefined || (cause.node === record.node && cause.actor === record.actor)) continue;
    flows++;
    const from = eventKey(cause.node, cause.seq);
    startsFlows.set(from, [...(startsFlows.get(from) ?? []), flows]);
    flowInto.set(eventKey(record.node, record.seq), flows);
  }
  return records.flatMap((record) => {
    const key = eventKey(record.node, record.seq);
    const place = { pid: pidOf(record.node), tid: tidOf(record.node, record.actor), ts: record.timeUs };
    const arrow = { cat: "cause", name: "cause", ...place };
    const into = flowInto.get(key);
    return [
      { ...place, ...picture(record, names, isTurn(record) ? timeOf(record) : undefined) },
      ...(into === undefined ? [] : [{ ph: "f", bp: "e", id: into, ...arrow }]),
      ...(startsFlows.get(key) ?? []).map((id) => ({ ph: "s", id, ...arrow })),
    ];
  });
}

function picture(record: TraceRecord, names: ProcessNames, durationUs: number | undefined): TraceEvent {
  const { node, seq, kind, peer, peerNode, cause } = record;
  const args = {
    event: eventIdText(node, seq),
    ...(cause === undefined ? {} : { cause: causeText(cause) }),
    ...(peer === 0 ? {} : { peer: names(peerNode, peer) }),
    text: describeRecord(record),
  };
  const cat = KIND_NAMES[kind];
  if (!isTurn(record)) {
    const s = kind === EVENT_KIND.node_down || kind === EVENT_KIND.boot ? "p" : "t";
    return { ph: "i", s, cat, name: eventName(record), args };
  }
  const known = durationUs === undefined ? { duration: "unknown" } : {};
  return { ph: "X", dur: durationUs ?? 0, cat, name: eventName(record), args: { ...args, ...known } };
}

function causeIn(
  byKey: ReadonlyMap<number, TraceRecord>,
  cause: EventId | undefined,
): TraceRecord | undefined {
  return cause === undefined || cause.node === INPUT_NODE
    ? undefined
    : byKey.get(eventKey(cause.node, cause.seq));
}

function causeText(cause: EventId): string {
  if (cause.node !== INPUT_NODE) return eventIdText(cause.node, cause.seq);
  return cause.seq === 0 ? "start" : `input ${cause.seq}`;
}
