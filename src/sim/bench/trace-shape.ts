/** The shape of the trace alone: what one record costs, its part of the running hash included. */

import { lanesToHex } from "../../base/index.ts";
import { EVENT_KIND, Trace } from "../../kernel/index.ts";
import type { BenchShape, PreparedShape } from "./shape.ts";

/** Peers and payloads of records that differ from one to the next. */
const PEERS = 1_000;

function preparedTrace(size: number): PreparedShape {
  const trace = new Trace(0);
  const record = (count: number): number => {
    const last = Math.min(trace.seq + count, size);
    const first = trace.seq;
    for (let seq = first; seq < last; seq++)
      trace.record(seq, EVENT_KIND.message, (seq % PEERS) + 1, 0, ((seq + 1) % PEERS) + 1, 0, seq, seq);
    return last - first;
  };
  return {
    run: () => record(size),
    runSlice: record,
    events: () => trace.seq,
    hash: () => lanesToHex(trace.hash()),
  };
}

export const traceRecord: BenchShape = {
  id: "trace_record",
  title: "Records written to the trace and folded into its hash",
  unit: "records",
  size: 5_000_000,
  quickSize: 500_000,
  prepare: preparedTrace,
};
