/**
 * Supervision: every node's tree, flattened, with its restarts and budgets, the processes nobody supervises, and for
 * the row that is looked at what would follow from its end and what has led to it.
 */

import {
  formatTerm,
  type Node,
  type Run,
  readTree,
  SECOND_US,
  type Tree,
  type TreeRow,
} from "../../sim/index.ts";
import {
  type ExitPreview,
  type RestartBudget,
  RING,
  type SupervisionAssigns,
  type SupervisionRow,
} from "../assigns.ts";
import { type LiveView, textParam, type ViewParams } from "../live-view.ts";
import { Family } from "./family.ts";
import { focusOf } from "./supervision-focus.ts";
import { SupervisionHistory } from "./supervision-history.ts";
import { previewOf } from "./supervision-preview.ts";

/** Children of one specification that are listed; the rest is counted. */
const LISTED_MAX = 200;
const RINGS_MAX = 8;
/** Restarts are sent on for this long after they have stopped counting, so that they can be seen to leave. */
const LEAVING_S = 2;

/** Finding orphans looks at every process: in bigger nodes only when processes have come or gone. */
const SMALL_NODE = 5_000;

export function createSupervisionView(): LiveView<"supervision"> {
  const known: Known = { history: new SupervisionHistory(), orphans: new Map() };
  return {
    name: "supervision",
    render(run, _driving, params) {
      return render(run, known, params);
    },
  };
}

interface Known {
  readonly history: SupervisionHistory;
  /** Of each big node, with the births and the number of processes they were found at. */
  readonly orphans: Map<Node, { readonly at: string; readonly pids: readonly string[] }>;
}

interface Branch {
  readonly node: Node;
  readonly family: Family;
  readonly rows: readonly TreeRow[];
  readonly ids: ReadonlyMap<TreeRow, string>;
}

function render(run: Run, known: Known, params: ViewParams): SupervisionAssigns {
  const { history } = known;
  const order: string[] = [];
  const rows: Record<string, SupervisionRow> = {};
  const orphans: string[] = [];
  const grown = run.world.nodes.map((node) => {
    const tree = readTree(node);
    const family = new Family(tree);
    history?.learn(tree.rows, family);
    return { node, family, tree };
  });
  history?.read(run);
  const branches = grown.map(({ node, family, tree }): Branch => {
    orphans.push(...orphansOf(node, tree, known));
    return { node, family, rows: tree.rows, ids: idsOf(tree.rows, family, history) };
  });
  for (const branch of branches) {
    const { node, ids } = branch;
    order.push(node.name);
    rows[node.name] = nodeRow(branch);
    for (const [row, id] of ids) {
      order.push(id);
      rows[id] = rowOf(run, history, branch, row);
    }
  }
  const at = textParam(params, "at");
  const hover = textParam(params, "hover");
  const reason = textParam(params, "reason") || "killed";
  const exit = exitOf(run, branches, { wanted: at, reason });
  const preview = hover === "" || hover === at ? exit : exitOf(run, branches, { wanted: hover, reason });
  const row = rows[at];
  const focus = row === undefined ? null : { ...focusOf(run, history, row), exit };
  return { order, rows, orphans, preview, focus };
}

function orphansOf(node: Node, tree: Tree, { orphans }: Known): readonly string[] {
  const at = `${node.serial} ${node.processCount}`;
  const last = orphans.get(node);
  if (last?.at === at && node.processCount > SMALL_NODE) return last.pids;
  const pids = tree.orphans.map((process) => process.pid.toString());
  orphans.set(node, { at, pids });
  return pids;
}

/** Row ids from the root down, in the order of the tree; rows that are not listed have none. */
function idsOf(rows: readonly TreeRow[], family: Family, history: Known["history"]): Map<TreeRow, string> {
  const ids = new Map<TreeRow, string>();
  const listed = new Map<TreeRow, number>();
  for (const row of rows) {
    const parent = family.parentOf(row);
    if (parent === undefined) {
      ids.set(row, row.path);
      continue;
    }
    const above = ids.get(parent);
    const chief = parent.process?.pid;
    if (above === undefined) continue;
    const isOfMany = chief !== undefined && history?.isOfMany(chief) === true;
    const count = listed.get(parent) ?? 0;
    listed.set(parent, count + 1);
    if (isOfMany && count >= LISTED_MAX) continue;
    const name = isOfMany ? nameOfMany(row, count, history) : row.label;
    ids.set(row, `${above}/${name}`);
  }
  return ids;
}

/** Children that share an id are told apart by a number each, or by pid where their start is no longer known. */
function nameOfMany({ process, label }: TreeRow, place: number, history: Known["history"]): string {
  if (process === undefined) return `${label} restarting ${place + 1}`;
  return history?.lives.byPid(process.pid)?.name ?? `${label} ${process.pid.toString()}`;
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function exitOf(
  run: Run,
  branches: readonly Branch[],
  { wanted, reason }: { readonly wanted: string; readonly reason: string },
): ExitPreview | null {
  for (const { family, ids } of branches) {
    for (const [row, id] of ids) {
      if (id !== wanted) continue;
      const idOf = (one: TreeRow) => ids.get(one) ?? one.path;
      const place = { family, idOf, nameOf: (one: TreeRow) => lastPart(idOf(one)), nowUs: run.world.nowUs };
      return previewOf(row, reason, place);
    }
  }
  return null;
}

function nodeRow({ node, rows }: Branch): SupervisionRow {
  return {
    id: node.name,
    parent: null,
    depth: 0,
    kind: "node",
    label: node.name,
    pid: null,
    state: !node.up ? "down" : node.paused ? "paused" : "running",
    strategy: null,
    restart: null,
    shutdown: null,
    significant: false,
    autoShutdown: null,
    restarts: node.incarnation - 1,
    lives: node.incarnation,
    rings: "",
    dueUs: null,
    lastExit: null,
    budget: null,
    childCount: rows.filter(({ depth }) => depth === 1).length,
    hiddenCount: 0,
  };
}

function rowOf(
  run: Run,
  history: Known["history"],
  { node, family, ids }: Branch,
  row: TreeRow,
): SupervisionRow {
  const { child, supervisor, process } = row;
  const id = ids.get(row) as string;
  const parent = family.parentOf(row);
  const lives = history?.lives.of(id);
  const restarts = child?.restarts ?? 0;
  const children = family.childrenOf(row);
  return {
    id,
    parent: (parent === undefined ? undefined : ids.get(parent)) ?? node.name,
    depth: row.depth,
    kind: row.kind,
    label: lastPart(id),
    pid: process?.pid.toString() ?? null,
    state: stateOf(row),
    strategy: supervisor?.strategy ?? null,
    restart: child?.restart ?? null,
    shutdown: child === undefined ? null : shutdownText(child.shutdown),
    significant: child?.significant ?? false,
    autoShutdown:
      supervisor === undefined || supervisor.autoShutdown === "never" ? null : supervisor.autoShutdown,
    restarts,
    lives: Math.max(lives?.count ?? 1, restarts + 1),
    rings: ringsOf(lives?.kept ?? []),
    dueUs: child?.restartDueUs ?? null,
    lastExit:
      child?.lastExit === undefined
        ? null
        : { atUs: child.lastExit.atUs, reason: formatTerm(child.lastExit.reason, 80) },
    budget: supervisor === undefined ? null : budgetOf(run.world.nowUs, supervisor),
    childCount: children.length,
    hiddenCount: children.filter((one) => !ids.has(one)).length,
  };
}

function ringsOf(kept: readonly { readonly ended: string | undefined }[]): string {
  const before = kept.slice(0, -1).slice(-RINGS_MAX);
  return before.map(({ ended }) => (ended === "itself" ? RING.own : RING.along)).join("");
}

function stateOf({ child, process }: TreeRow): SupervisionRow["state"] {
  if (process !== undefined) return process.suspensions > 0 ? "suspended" : "running";
  return child?.pid === "restarting" ? "restarting" : "stopped";
}

function shutdownText(shutdown: number | string): string {
  return typeof shutdown === "number" ? `${shutdown} ms` : shutdown;
}

/** As at a failure right now: OTP compares whole seconds, so that `period` seconds apart still counts together. */
function budgetOf(nowUs: number, supervisor: NonNullable<TreeRow["supervisor"]>): RestartBudget {
  const { intensity, period } = supervisor;
  const oldestS = Math.floor(nowUs / SECOND_US) - period;
  const restartsUs = supervisor.restartsUs.filter(
    (atUs) => Math.floor(atUs / SECOND_US) >= oldestS - LEAVING_S,
  );
  const used = restartsUs.filter((atUs) => Math.floor(atUs / SECOND_US) >= oldestS).length;
  return { used, max: intensity, periodS: period, restartsUs };
}
