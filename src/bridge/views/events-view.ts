/**
 * Events: a filterable log over all nodes, newest first, and the why-chain of the selected event.
 *
 * The view reads new records of the traces at every render and keeps a window of the newest ones. At full speed a
 * frame may bring more records than the window holds; the older ones are then only counted.
 */

import { INPUT_NODE, KIND_NAMES, type Node, parseEventId, type TraceRecord } from "../../sim/index.ts";
import type { EventRow, EventsAssigns } from "../assigns.ts";
import { type LiveView, numberParam, textParam } from "../live-view.ts";
import { levelOf, namesOf } from "./names.ts";
import { toldRow } from "./told-rows.ts";
import { type WhyContext, whyOf } from "./why-rows.ts";

const WINDOW = 4_000;
const LIMIT_MAX = 1_000;

export function createEventsView(): LiveView<"events"> {
  const seen: number[] = [];
  let window: TraceRecord[] = [];
  return {
    name: "events",
    render(run, driving, params, timeline) {
      window = refill(run.world.nodes, seen, window);
      return render({ run, driving, params, timeline }, window);
    },
  };
}

function refill(nodes: readonly Node[], seen: number[], window: TraceRecord[]): TraceRecord[] {
  const fresh: TraceRecord[] = [];
  const share = Math.ceil(WINDOW / nodes.length);
  for (const node of nodes) {
    const { trace } = node;
    const from = Math.max((seen[node.index] ?? 0) + 1, trace.oldest(), trace.seq - share + 1);
    for (let seq = from; seq <= trace.seq; seq++) {
      const record = trace.read(seq);
      if (record !== undefined) fresh.push(record);
    }
    seen[node.index] = trace.seq;
  }
  if (fresh.length === 0) return window;
  fresh.sort((a, b) => b.timeUs - a.timeUs || b.node - a.node || b.seq - a.seq);
  return [...fresh, ...window].slice(0, WINDOW);
}

function render(context: WhyContext, window: readonly TraceRecord[]): EventsAssigns {
  const { run, params } = context;
  const { world } = run;
  const level = levelOf(params["level"]);
  const { nameOf } = namesOf(run);
  const rowOf = (record: TraceRecord): EventRow => toldRow(run, record, level, nameOf);
  const kinds = Array.isArray(params["kinds"]) ? params["kinds"] : [];
  const node = textParam(params, "node");
  const filter = textParam(params, "filter").toLowerCase();
  const limit = Math.min(LIMIT_MAX, Math.max(1, numberParam(params, "limit", 200)));
  const matching = window.filter((record) => {
    if (kinds.length > 0 && !kinds.includes(KIND_NAMES[record.kind])) return false;
    if (node !== "" && node !== `n${record.node + 1}`) return false;
    if (filter === "") return true;
    const row = rowOf(record);
    return `${row.id} ${row.kind} ${row.actor ?? ""} ${row.peer ?? ""} ${row.text}`
      .toLowerCase()
      .includes(filter);
  });
  const selected = parseEventId(textParam(params, "select"));
  let total = 0;
  for (const { trace } of world.nodes) total += trace.seq;
  return {
    total,
    matching: matching.length,
    rows: matching.slice(0, limit).map(rowOf),
    kinds: countKinds(window),
    nodes: world.nodes.map(({ name }) => name),
    kept: window.length,
    why: selected === undefined || selected.node === INPUT_NODE ? null : whyOf(context, selected),
  };
}

/** Kinds in the order of their names, so that the filters do not move about. */
function countKinds(window: readonly TraceRecord[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of window) counts.set(KIND_NAMES[kind], (counts.get(KIND_NAMES[kind]) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
