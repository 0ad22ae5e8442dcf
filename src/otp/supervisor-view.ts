/** The supervision tree as observers see it: read from a process, without a message and without a trace. */

import type { Pid, Process, Term } from "../kernel/index.ts";
import type { AutoShutdown, Child, ChildType, RestartType, Shutdown } from "./child-spec.ts";
import { listed } from "./child-table.ts";
import { tableValues } from "./pid-table.ts";
import { has, type RestartWait } from "./restart-delay-wait.ts";
import { restartTimesUs } from "./restart-window.ts";
import { serverStateOf } from "./server-state.ts";
import type { Strategy } from "./supervisor-flags.ts";
import { SUPERVISOR_MODULES, type SupervisorState } from "./supervisor-state.ts";

export interface SupervisedChild {
  readonly id: Term;
  readonly pid: Pid | "restarting" | undefined;
  readonly restart: RestartType;
  readonly shutdown: Shutdown;
  readonly type: ChildType;
  readonly significant: boolean;
  /** When a restart that waits is due. */
  readonly restartDueUs: number | undefined;
  /** Restarts since the supervisor started. */
  readonly restarts: number;
  readonly lastExit: { readonly reason: Term; readonly atUs: number } | undefined;
}

export interface SupervisorView {
  readonly module: string;
  readonly strategy: Strategy;
  readonly intensity: number;
  /** In seconds. */
  readonly period: number;
  readonly autoShutdown: AutoShutdown;
  /** Times of the restarts that counted at the last one, oldest first. */
  readonly restartsUs: readonly number[];
  /** In start order. */
  readonly children: readonly SupervisedChild[];
}

/** What a supervisor of any kind keeps; undefined for other processes and for one that is still in `init`. */
export function readSupervisor(process: Process): SupervisorView | undefined {
  const server = serverStateOf(process);
  if (server === undefined || !SUPERVISOR_MODULES.includes(server.module)) return undefined;
  const { module, flags, children, dynamic, window, waits } = server.state as SupervisorState;
  const isSimple = flags.strategy === "simple_one_for_one";
  const all = isSimple || dynamic.size > 0 ? tableValues(dynamic) : listed(children);
  return {
    module,
    ...flags,
    restartsUs: restartTimesUs(window),
    children: all.map((one) => viewOf(one, waits)),
  };
}

function viewOf(child: Child, waits: readonly RestartWait[] = []): SupervisedChild {
  const { id, restart, shutdown, type, significant, restarts, lastExit } = child;
  const pid = child.restarting ? "restarting" : child.pid;
  const isIn = (wait: RestartWait) => has(wait.members, id) || has(wait.members, child.pid);
  const restartDueUs = child.restarting ? waits.find(isIn)?.dueUs : undefined;
  return { id, pid, restart, shutdown, type, significant, restartDueUs, restarts, lastExit };
}
