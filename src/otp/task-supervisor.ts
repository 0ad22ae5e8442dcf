/**
 * Elixir's Task.Supervisor: a dynamic supervisor whose children are tasks.
 *
 * `async` links caller and task both ways, `asyncNolink` leaves the caller out of harm's way; both tasks are
 * temporary. `startChild` is for work whose value nobody waits for.
 */

import {
  type Blocking,
  type Context,
  error,
  type Mfa,
  type Module,
  type Pid,
  type Term,
} from "../kernel/index.ts";
import type { ChildSpec, RestartType, Shutdown } from "./child-spec.ts";
import { type DynamicOptions, dynamicCallbacks, dynamicSupervisor, startKind } from "./dynamic-supervisor.ts";
import { defineServer } from "./gen-server.ts";
import type { ServerName } from "./server-name.ts";
import type { StartResult } from "./server-results.ts";
import type { SupervisorState } from "./supervisor-state.ts";
import { handWork, TASK, type Task } from "./task.ts";

export const TASK_SUPERVISOR = "task_supervisor";

export type TaskOptions = {
  readonly restart?: RestartType;
  readonly shutdown?: Shutdown;
  /** Text that names the process in views. */
  readonly label?: string;
};

export function startTaskSupervisor(ctx: Context, options: DynamicOptions = {}): Blocking<StartResult> {
  return startKind(ctx, TASK_SUPERVISOR, options);
}

export const taskSupervisorModule: Module = {
  ...defineServer<SupervisorState>(TASK_SUPERVISOR, dynamicCallbacks),
  functions: { start_link: startTaskSupervisor as never },
};

function specOf(fn: string, args: readonly Term[], options: TaskOptions): ChildSpec {
  const { restart = "temporary", shutdown = 5000, label = TASK } = options;
  return { id: label, start: [TASK, "start_link", [fn, args, label]], restart, shutdown };
}

/** Task.Supervisor.start_child: `["ok", pid]` or `["error", "max_children"]`. */
function startTaskChild(
  ctx: Context,
  sup: ServerName,
  work: Mfa,
  options: TaskOptions = {},
): Blocking<StartResult> {
  return dynamicSupervisor.startChild(ctx, sup, specOf("run", [work], options));
}

/** Raises an error when the supervisor takes no more tasks, as Elixir does. */
function* startAsync(ctx: Context, sup: ServerName, options: TaskOptions): Blocking<Pid> {
  const spec = specOf("reply", [ctx.self, true], { ...options, restart: "temporary" });
  const result = yield* dynamicSupervisor.startChild(ctx, sup, spec);
  if (result === "ignore" || result[0] === "error") error(["runtime_error", "max_children"]);
  return result[1];
}

function* asyncLinked(ctx: Context, sup: ServerName, work: Mfa, options: TaskOptions = {}): Blocking<Task> {
  const pid = yield* startAsync(ctx, sup, options);
  ctx.link(pid);
  return handWork(ctx, pid, work);
}

function* asyncNolink(ctx: Context, sup: ServerName, work: Mfa, options: TaskOptions = {}): Blocking<Task> {
  return handWork(ctx, yield* startAsync(ctx, sup, options), work);
}

export const taskSupervisor = {
  startLink: startTaskSupervisor,
  async: asyncLinked,
  asyncNolink,
  startChild: startTaskChild,
  terminateChild: dynamicSupervisor.terminateChild,
  *children(ctx: Context, sup: ServerName): Blocking<readonly Pid[]> {
    const rows = yield* dynamicSupervisor.whichChildren(ctx, sup);
    return rows.map((row) => row[1]).filter((pid): pid is Pid => typeof pid === "object");
  },
} as const;
