/** Trace records as rows of a log. A row's text is made when it is first looked at and kept with the record. */

import {
  describeRecord,
  EVENT_KIND,
  eventIdText,
  INPUT_NODE,
  KIND_NAMES,
  type Node,
  type TraceRecord,
} from "../../sim/index.ts";
import type { EventRow } from "../assigns.ts";
import { findBySerial } from "./process-facts.ts";

const rows = new WeakMap<TraceRecord, EventRow>();

/** Its text is that of the system itself; `toldRow` has it in words. */
export function eventRow(nodes: readonly Node[], record: TraceRecord): EventRow {
  const known = rows.get(record);
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
  rows.set(record, row);
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
  if (node === INPUT_NODE) return seq === 0 ? "start" : `input ${seq}`;
  return eventIdText(node, seq);
}
