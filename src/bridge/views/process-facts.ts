/** What every lens says about a process, said once. */

import { kindOf, type Node, type Process, readTree, type TreeRow } from "../../sim/index.ts";
import type { ProcessStatus } from "../assigns.ts";

export function statusOf(process: Process): ProcessStatus {
  if (process.suspensions > 0) return "suspended";
  if (process.busy) return "running";
  if (process.queued) return "ready";
  return process.frame === undefined ? "waiting" : "blocked";
}

export interface ProcessFacts {
  readonly process: Process;
  readonly node: string;
  readonly label: string;
  readonly kind: "supervisor" | "worker" | "agent";
  readonly restarts: number;
  /** The process that supervises it; undefined for the root and for what nobody supervises. */
  readonly supervisor: Process | undefined;
}

/**
 * Facts of all processes of a node: the supervision tree from the top down, then the others. A restarted child takes
 * the place of the one before, so that it is found where the eye left it.
 */
export function processFacts(node: Node): ProcessFacts[] {
  const rows = new Map<Process, TreeRow>();
  const paths = new Map<string, Process>();
  for (const row of readTree(node).rows) {
    if (row.process === undefined) continue;
    rows.set(row.process, row);
    paths.set(row.path, row.process);
  }
  const rest = node.processes().filter((process) => !rows.has(process));
  return [...rows.keys(), ...rest].map((process) => {
    const row = rows.get(process);
    return {
      process,
      node: node.name,
      label: row?.label ?? process.label,
      kind: row?.kind ?? kindOf(process),
      restarts: row?.child?.restarts ?? 0,
      supervisor: row?.parentPath === undefined ? undefined : paths.get(row.parentPath),
    };
  });
}
