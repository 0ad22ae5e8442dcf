/** Processes: a window of a sorted, filtered table over all nodes, and the place of the process that is followed. */

import { type Process, parsePid, type Run } from "../../sim/index.ts";
import type { ProcessColumn, ProcessesAssigns, ProcessRow } from "../assigns.ts";
import { type LiveView, numberParam, textParam, type ViewParams } from "../live-view.ts";
import { busyPercentOf, factsOf, findBySerial, oldestMailUs, statusOf } from "./process-facts.ts";
import { ProcessTable, type TableQuery } from "./process-table.ts";
import { type Clock, createPace } from "./slow-reading.ts";

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

export function createProcessesView(clock?: Clock): LiveView<"processes"> {
  const table = new ProcessTable();
  const pace = createPace(clock);
  let asked = "";
  let followed: { pid: string; place: number | undefined } | undefined;
  return {
    name: "processes",
    render(run, driving, params) {
      const query = queryOf(params);
      const key = `${query.sort} ${query.descending} ${query.filter}`;
      const isFresh = key !== asked || pace.isDue(run, driving);
      if (isFresh) pace.measure(run, () => table.gather(run.world, query));
      asked = key;
      const follow = textParam(params, "follow");
      if (isFresh || followed?.pid !== follow) followed = { pid: follow, place: placeOf(run, table, follow) };
      const from = Math.max(0, Math.floor(numberParam(params, "from", 0)));
      const count = Math.min(WINDOW_MAX, Math.max(1, Math.floor(numberParam(params, "count", 60))));
      return {
        total: table.total,
        matching: table.matching,
        from,
        ...query,
        followed: followed.place === undefined ? null : { pid: follow, index: followed.place },
        rows: table.window(from, count).map((process) => rowOf(run, process)),
      } satisfies ProcessesAssigns;
    },
  };
}

function queryOf(params: ViewParams): TableQuery {
  return {
    sort: COLUMNS.find((column) => column === params["sort"]) ?? "pid",
    descending: params["descending"] === true,
    filter: textParam(params, "filter").toLowerCase(),
  };
}

function placeOf({ world }: Run, table: ProcessTable, target: string): number | undefined {
  const id = parsePid(target);
  const node = id === undefined ? undefined : world.nodes[id.node];
  const process = id === undefined || node === undefined ? undefined : findBySerial(node, id.serial);
  return process === undefined ? undefined : table.placeOf(process);
}

function rowOf({ world }: Run, process: Process): ProcessRow {
  const node = world.nodes[process.pid.node];
  const facts = node === undefined ? undefined : factsOf(node, process);
  const oldestUs = oldestMailUs(process);
  return {
    pid: process.pid.toString(),
    label: facts?.label ?? process.label,
    node: facts?.node ?? "",
    kind: facts?.kind ?? "worker",
    status: statusOf(process),
    mailbox: process.mailboxLength,
    oldestAgeMs: oldestUs === undefined ? null : (world.nowUs - oldestUs) / 1_000,
    handled: process.handled,
    busyPercent: busyPercentOf(process, world.nowUs),
    restarts: facts?.restarts ?? 0,
  };
}
