/** Processes: a window of a sorted, filtered table over all nodes. */

import type { Run } from "../../sim/index.ts";
import type { ProcessColumn, ProcessesAssigns, ProcessRow } from "../assigns.ts";
import { type LiveView, numberParam, textParam, type ViewParams } from "../live-view.ts";
import { type ProcessFacts, processFacts, statusOf } from "./process-facts.ts";

const WINDOW_MAX = 200;
const COLUMNS: readonly ProcessColumn[] = [
  "pid",
  "label",
  "node",
  "status",
  "mailbox",
  "oldestAgeMs",
  "handled",
  "busyPercent",
  "restarts",
];

export function createProcessesView(): LiveView<"processes"> {
  return { name: "processes", render: (run, _driving, params) => render(run, params) };
}

function render(run: Run, params: ViewParams): ProcessesAssigns {
  const sort = COLUMNS.find((column) => column === params["sort"]) ?? "pid";
  const descending = params["descending"] === true;
  const filter = textParam(params, "filter").toLowerCase();
  const from = Math.max(0, Math.floor(numberParam(params, "from", 0)));
  const count = Math.min(WINDOW_MAX, Math.max(1, Math.floor(numberParam(params, "count", 60))));
  const all = run.world.nodes.flatMap(processFacts);
  const matching = all.filter((facts) => filter === "" || searchText(facts).includes(filter));
  const rows = matching.map((facts) => ({ facts, row: rowOf(run, facts) }));
  const direction = descending ? -1 : 1;
  rows.sort(
    (a, b) =>
      // A pid is two numbers, not a text: <n1.2> comes before <n1.10>.
      direction * (sort === "pid" ? comparePid(a.facts, b.facts) : compare(a.row[sort], b.row[sort])) ||
      comparePid(a.facts, b.facts),
  );
  return {
    total: all.length,
    matching: matching.length,
    from,
    sort,
    descending,
    rows: rows.slice(from, from + count).map((entry) => entry.row),
  };
}

function searchText({ process, label, node, kind }: ProcessFacts): string {
  return `${process.pid.toString()} ${label} ${node} ${kind} ${statusOf(process)}`.toLowerCase();
}

function rowOf(run: Run, facts: ProcessFacts): ProcessRow {
  const { process } = facts;
  const nowUs = run.world.nowUs;
  const oldest =
    process.mailbox === undefined || process.mailbox.length === 0 ? undefined : process.mail()[0];
  const ageUs = Math.max(1, nowUs - process.spawnedAtUs);
  return {
    pid: process.pid.toString(),
    label: facts.label,
    node: facts.node,
    kind: facts.kind,
    status: statusOf(process),
    mailbox: process.mailboxLength,
    oldestAgeMs: oldest === undefined ? null : (nowUs - oldest.atUs) / 1_000,
    handled: process.handled,
    busyPercent: Math.round((1_000 * process.busyUs) / ageUs) / 10,
    restarts: facts.restarts,
  };
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

function comparePid(a: ProcessFacts, b: ProcessFacts): number {
  return a.process.pid.node - b.process.pid.node || a.process.pid.serial - b.process.pid.serial;
}
