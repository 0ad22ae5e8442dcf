/** Supervision: every node's tree, flattened, with its restarts and budgets, and the processes nobody supervises. */

import { formatTerm, type Node, type Run, readTree, SECOND_US, type TreeRow } from "../../sim/index.ts";
import type { SupervisionAssigns, SupervisionRow } from "../assigns.ts";
import type { LiveView } from "../live-view.ts";

export function createSupervisionView(): LiveView<"supervision"> {
  return { name: "supervision", render };
}

function render(run: Run): SupervisionAssigns {
  const order: string[] = [];
  const rows: Record<string, SupervisionRow> = {};
  const orphans: string[] = [];
  for (const node of run.world.nodes) {
    const tree = readTree(node);
    order.push(node.name);
    rows[node.name] = nodeRow(node, tree.rows.filter((row) => row.parentPath === undefined).length);
    for (const row of tree.rows) {
      order.push(row.path);
      rows[row.path] = rowOf(node, row);
    }
    for (const process of tree.orphans) orphans.push(process.pid.toString());
  }
  return { order, rows, orphans };
}

function nodeRow(node: Node, childCount: number): SupervisionRow {
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
    restarts: node.incarnation - 1,
    lastExit: null,
    budget: null,
    childCount,
  };
}

function rowOf(node: Node, row: TreeRow): SupervisionRow {
  const { child, supervisor, process } = row;
  return {
    id: row.path,
    parent: row.parentPath ?? node.name,
    depth: row.depth,
    kind: row.kind,
    label: row.label,
    pid: process?.pid.toString() ?? null,
    state: stateOf(row),
    strategy: supervisor?.strategy ?? null,
    restart: child?.restart ?? null,
    shutdown: child === undefined ? null : shutdownText(child.shutdown),
    restarts: child?.restarts ?? 0,
    lastExit:
      child?.lastExit === undefined
        ? null
        : { atUs: child.lastExit.atUs, reason: formatTerm(child.lastExit.reason, 80) },
    budget: supervisor === undefined ? null : budgetOf(node, supervisor),
    childCount: supervisor?.children.length ?? 0,
  };
}

function stateOf({ child, process }: TreeRow): SupervisionRow["state"] {
  if (process !== undefined) return process.suspensions > 0 ? "suspended" : "running";
  return child?.pid === "restarting" ? "restarting" : "stopped";
}

function shutdownText(shutdown: number | string): string {
  return typeof shutdown === "number" ? `${shutdown} ms` : shutdown;
}

/** Restarts that still count: those within the period before now, as at the next failure. */
function budgetOf(
  node: Node,
  supervisor: NonNullable<TreeRow["supervisor"]>,
): { readonly used: number; readonly max: number; readonly periodS: number } {
  const sinceUs = node.nowUs - supervisor.period * SECOND_US;
  const used = supervisor.restartsUs.filter((atUs) => atUs >= sinceUs).length;
  return { used, max: supervisor.intensity, periodS: supervisor.period };
}
