/** What a supervisor process keeps: plain data, so that observers can read the tree without asking it. */

import type { Child } from "./child-spec.ts";
import type { ChildTable } from "./child-table.ts";
import type { PidTable } from "./pid-table.ts";
import type { RestartWait } from "./restart-delay-wait.ts";
import type { RestartWindow } from "./restart-window.ts";
import type { Flags } from "./supervisor-flags.ts";

export type SupervisorState = {
  readonly module: string;
  readonly flags: Flags;
  /** In start order. Under simple_one_for_one the one specification, without a process. */
  readonly children: ChildTable;
  /** Children of simple_one_for_one by pid (of the dead process while restarting). */
  readonly dynamic: PidTable<Child>;
  /** The restarts that still counted at the last one. */
  readonly window: RestartWindow;
  /** Set for dynamic supervisors: how many children they may have. */
  readonly childrenMax?: number | undefined;
  /** Restarts that wait for their time; absent when none does. */
  readonly waits?: readonly RestartWait[] | undefined;
  /** What OTP's bookkeeping of simple_one_for_one has wrong by now; absent when it is right. */
  readonly remains?: Remains | undefined;
};

/** Two defects of simple_one_for_one that OTP has, kept because they can be seen. */
export type Remains = {
  /** A child that returned `ignore` on restart: it is listed without a process, and the supervisor's own end fails. */
  readonly ignored: Child | undefined;
  /** Children terminated while restarting: `count_children` counts that many too few as active. */
  readonly uncounted: number;
};

export const NOTHING_REMAINS: Remains = { ignored: undefined, uncounted: 0 };

/** Whether children are found by pid, not by id. */
export function keepsByPid(state: SupervisorState): boolean {
  return state.flags.strategy === "simple_one_for_one" || state.childrenMax !== undefined;
}

/** What a piece of supervision leads to: go on, or end with reason shutdown. */
export type Verdict = readonly ["ok" | "shutdown", SupervisorState];

/** Callback modules of the processes that are supervisors: all keep a `SupervisorState`. */
export const SUPERVISOR_MODULES: readonly string[] = ["supervisor", "dynamic_supervisor", "task_supervisor"];
