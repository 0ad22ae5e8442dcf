/**
 * What can be done to a row from the tree. Suspend and resume are the inspector's (key P): only it knows whether a
 * process is suspended now.
 */
import type { Action, SupervisionRow } from "../../../view/index.ts";

export interface RowAction {
  readonly label: string;
  /** The first key is shown; others do the same. */
  readonly keys: readonly string[];
  readonly danger: boolean;
  readonly action: Action;
}

/** The row's own action, or null for a row without a living process. */
export function rowAction(row: SupervisionRow): RowAction | null {
  if (row.kind === "node") {
    return row.state === "down"
      ? { label: "Restart", keys: ["X"], danger: false, action: { kind: "restart_node", target: row.id } }
      : { label: "Crash", keys: ["K", "X"], danger: true, action: { kind: "crash_node", target: row.id } };
  }
  return row.pid === null ? null : killAction(row.pid);
}

/** Kill by pid: an untrappable exit signal. */
export function killAction(pid: string): RowAction {
  return {
    label: "Kill",
    keys: ["K"],
    danger: true,
    action: { kind: "kill_process", target: pid, reason: "kill" },
  };
}

/** Ends a process as the forecast's reason says: `killed` by the signal, any other reason by itself. */
export function exitAction(pid: string, reason: string): Action {
  return reason === "killed"
    ? killAction(pid).action
    : { kind: "exit_process", target: pid, reason: reason.trim() };
}

/** What selecting the row selects: the node, or the process if there is one now. */
export function rowTarget(row: SupervisionRow): string | null {
  return row.kind === "node" ? row.id : row.pid;
}
