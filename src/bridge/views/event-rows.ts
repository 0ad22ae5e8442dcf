/** Trace records as rows of a log. A row's text is made when it is first looked at and kept with the record. */

import {
  describeAction,
  describeRecord,
  EVENT_KIND,
  eventIdText,
  KIND_NAMES,
  type Node,
  type TraceRecord,
  type World,
  whyChain,
} from "../../sim/index.ts";
import type { EventRow } from "../assigns.ts";
import { findBySerial } from "./process-facts.ts";

const texts = new WeakMap<TraceRecord, EventRow>();

export function eventRow(nodes: readonly Node[], record: TraceRecord): EventRow {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const row: EventRow = {
    id: eventIdText(record.node, record.seq),
    atUs: record.timeUs,
    node: `n${record.node + 1}`,
    kind: KIND_NAMES[record.kind],
    actor: record.actor === 0 ? null : processName(nodes, record.node, record.actor),
    peer: peerName(nodes, record),
    text: describeRecord(record),
    cause: record.cause === undefined ? null : causeName(record.cause.node, record.cause.seq),
  };
  texts.set(record, row);
  return row;
}

/** A process by label while it lives, with its pid; by pid alone afterwards. */
function processName(nodes: readonly Node[], node: number, serial: number): string {
  const pid = `<n${node + 1}.${serial}>`;
  const home = nodes[node];
  const process = home === undefined ? undefined : findBySerial(home, serial);
  return process === undefined ? pid : `${process.label} ${pid}`;
}

function peerName(nodes: readonly Node[], record: TraceRecord): string | null {
  if (record.peer !== 0) return processName(nodes, record.peerNode, record.peer);
  return record.kind === EVENT_KIND.net_sent ? `n${record.peerNode + 1}` : null;
}

function causeName(node: number, seq: number): string {
  return node === 0xffff ? (seq === 0 ? "start" : `input ${seq}`) : eventIdText(node, seq);
}

/**
 * The causes of an event, effect first, ending with the input or start it came from. Those two are no events of a
 * node: their ids ("input 3", "start") select nothing.
 */
export function whyRows(world: World, event: { readonly node: number; readonly seq: number }): EventRow[] {
  const chain = whyChain(world.nodes, event);
  const rows = chain.records.map((record) => eventRow(world.nodes, record));
  const { origin } = chain;
  if (rows.length === 0) return rows;
  if (origin.kind === "start")
    return [...rows, originRow("start", 0, { kind: "start", text: `${world.scenario.title} starts` })];
  if (origin.kind !== "input") return rows;
  const input = world.inputs[origin.number - 1];
  if (input === undefined) return rows;
  const isScripted = origin.number <= (world.scenario.script?.length ?? 0);
  const text = `${isScripted ? "the script" : "you"}: ${describeAction(input.action)}`;
  return [...rows, originRow(`input ${origin.number}`, input.atUs, { kind: "input", text })];
}

function originRow(
  id: string,
  atUs: number,
  words: { readonly kind: string; readonly text: string },
): EventRow {
  return { id, atUs, node: "", ...words, actor: null, peer: null, cause: null };
}
