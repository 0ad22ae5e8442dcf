/**
 * Elixir's DynamicSupervisor: children of any specification, started on request, found by pid, without order.
 *
 * Differences from OTP's simple_one_for_one: each child has its own specification; a start that answers `ignore`
 * leaves nothing behind and is the reply; at most `maxChildren` live (those being restarted count); 3 restarts in 5 s.
 */

import {
  type Blocking,
  type Context,
  error,
  isTagged,
  type Module,
  Pid,
  type Term,
} from "../kernel/index.ts";
import { checkChildSpec, isFields, refused } from "./child-check.ts";
import type { Child, ChildSpec } from "./child-spec.ts";
import { startChild } from "./child-start.ts";
import { NO_CHILDREN } from "./child-table.ts";
import { isRunning, running } from "./children.ts";
import { defineServer } from "./gen-server.ts";
import { EMPTY_TABLE, tableDelete, tableGet, tablePut, tableValues } from "./pid-table.ts";
import { leaveWaits } from "./restart-delay-wait.ts";
import { NO_RESTARTS } from "./restart-window.ts";
import { call } from "./server-call.ts";
import type { ServerName } from "./server-name.ts";
import {
  type CallResult,
  type From,
  noreply,
  reply,
  type StartResult,
  started,
  stopInit,
} from "./server-results.ts";
import { type StartOptions, startLink } from "./server-start.ts";
import { stopDynamic } from "./simple-one-for-one.ts";
import type { ChildCounts, ChildListing } from "./supervisor-client.ts";
import { handleCast, handleInfo, terminate } from "./supervisor-reactions.ts";
import { shownPid } from "./supervisor-requests.ts";
import type { SupervisorState } from "./supervisor-state.ts";

export const DYNAMIC_SUPERVISOR = "dynamic_supervisor";

export type DynamicOptions = StartOptions & {
  /** Restarts allowed within `maxSeconds`; 3 unless said. */
  readonly maxRestarts?: number;
  /** 5 unless said. */
  readonly maxSeconds?: number;
  /** Unlimited unless said. */
  readonly maxChildren?: number;
};

type Answer = CallResult<SupervisorState>;

export function startDynamicSupervisor(ctx: Context, options: DynamicOptions = {}): Blocking<StartResult> {
  return startKind(ctx, DYNAMIC_SUPERVISOR, options);
}

/** Starts a supervisor of dynamic children under the callback module `kind`. */
export function startKind(ctx: Context, kind: string, options: DynamicOptions): Blocking<StartResult> {
  const { maxRestarts, maxSeconds, maxChildren, ...start } = options;
  const limits = { maxRestarts: maxRestarts ?? 3, maxSeconds: maxSeconds ?? 5, maxChildren };
  return startLink(ctx, kind, limits, start);
}

export const dynamicCallbacks = {
  init(
    ctx: Context,
    limits: { readonly maxRestarts: number; readonly maxSeconds: number; readonly maxChildren?: number },
  ) {
    ctx.trapExit(true);
    const { maxRestarts: intensity, maxSeconds: period, maxChildren } = limits;
    const wrong = wrongLimit(limits);
    if (wrong !== undefined) return stopInit(["supervisor_data", wrong]);
    const state: SupervisorState = {
      module: DYNAMIC_SUPERVISOR,
      flags: { strategy: "one_for_one", intensity, period, autoShutdown: "never" },
      children: NO_CHILDREN,
      dynamic: EMPTY_TABLE,
      window: NO_RESTARTS,
      childrenMax: maxChildren ?? Number.POSITIVE_INFINITY,
    };
    return started(state);
  },
  handleCall,
  /** Unlike OTP's supervisors, Elixir's takes no notice of casts that are not its own. */
  handleCast: (ctx: Context, request: Term, state: SupervisorState) =>
    isTagged(request, "try_again_restart") ? handleCast(ctx, request, state) : noreply(state),
  handleInfo,
  terminate,
};

export const dynamicSupervisorModule: Module = {
  ...defineServer<SupervisorState>(DYNAMIC_SUPERVISOR, dynamicCallbacks),
  functions: { start_link: startDynamicSupervisor as never },
};

function handleCall(
  ctx: Context,
  request: Term,
  _from: From,
  state: SupervisorState,
): Answer | Blocking<Answer> {
  if (request === "which_children") {
    const rows = tableValues(state.dynamic).map((child) => [
      undefined,
      shownPid(child),
      child.type,
      child.modules,
    ]);
    return reply(rows, state);
  }
  if (request === "count_children") return reply(countDynamic(state), state);
  const [verb, subject] = request as readonly Term[];
  if (verb === "start_child") return startOne(ctx, state, subject as Child);
  return stopOne(ctx, state, subject);
}

function* startOne(ctx: Context, state: SupervisorState, child: Child): Blocking<Answer> {
  if (state.dynamic.size >= (state.childrenMax ?? 0)) return reply(["error", "max_children"], state);
  const outcome = yield* startChild(ctx, child, "elixir");
  if (outcome[0] === "error") return reply(outcome as Term, state);
  const [, pid] = outcome;
  if (pid === undefined) return reply("ignore", state);
  return reply(outcome as Term, { ...state, dynamic: tablePut(state.dynamic, pid, running(child, pid)) });
}

function* stopOne(ctx: Context, state: SupervisorState, pid: Term): Blocking<Answer> {
  const child = pid instanceof Pid ? tableGet(state.dynamic, pid) : undefined;
  if (child === undefined) return reply(["error", "not_found"], state);
  yield* stopDynamic(ctx, tablePut(EMPTY_TABLE, pid as Pid, child));
  const rest = leaveWaits(ctx, state, [pid]);
  return reply("ok", { ...rest, dynamic: tableDelete(rest.dynamic, pid as Pid) });
}

function countDynamic(state: SupervisorState): ChildCounts {
  const children = tableValues(state.dynamic);
  const supervisors = children.filter((child) => child.type === "supervisor").length;
  return {
    specs: children.length,
    active: children.filter(isRunning).length,
    supervisors,
    workers: children.length - supervisors,
  };
}

function ask<T>(ctx: Context, sup: ServerName, request: Term): Blocking<T> {
  return call(ctx, sup, request, Number.POSITIVE_INFINITY) as Blocking<T>;
}

/** The first limit that is none, in Elixir's words. */
function wrongLimit({
  maxRestarts,
  maxSeconds,
  maxChildren,
}: {
  readonly maxRestarts: number;
  readonly maxSeconds: number;
  readonly maxChildren?: number | undefined;
}): Term {
  if (!isCount(maxRestarts, 0)) return ["invalid_intensity", maxRestarts];
  if (!isCount(maxSeconds, 1)) return ["invalid_period", maxSeconds];
  const isAnyNumber = maxChildren === undefined || maxChildren === Number.POSITIVE_INFINITY;
  return isAnyNumber || isCount(maxChildren, 0) ? undefined : ["invalid_max_children", maxChildren];
}

function isCount(value: Term, least: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= least;
}

const TYPES: readonly Term[] = [undefined, "worker", "supervisor"];

function isRestart(restart: Term): boolean {
  return (
    restart === undefined || restart === "permanent" || restart === "transient" || restart === "temporary"
  );
}

function* startChecked(ctx: Context, sup: ServerName, spec: ChildSpec): Blocking<StartResult> {
  const isWhole = isFields(spec) && spec["id"] !== undefined && spec["start"] !== undefined;
  if (isWhole) {
    // Elixir derives the default shutdown from the type, and fails when the type is none. It knows no significance.
    if (!TYPES.includes(spec["type"])) error(["case_clause", spec.type]);
    if (spec["shutdown"] === 0 && isRestart(spec["restart"])) return ["error", ["invalid_shutdown", 0]];
  }
  const checked = isWhole
    ? checkChildSpec({ ...spec, significant: false }, undefined)
    : refused(["invalid_child_spec", spec]);
  return checked.ok
    ? yield* ask<StartResult>(ctx, sup, ["start_child", checked.value])
    : ["error", checked.error];
}

export const dynamicSupervisor = {
  startLink: startDynamicSupervisor,
  /** The specification is checked by the caller; `"ignore"`, `["error", "max_children"]` … come as values. */
  startChild: startChecked,
  /** By pid: `"ok"` or `["error", "not_found"]`. */
  terminateChild: (ctx: Context, sup: ServerName, pid: Pid) =>
    ask<"ok" | readonly ["error", Term]>(ctx, sup, ["terminate_child", pid]),
  whichChildren: (ctx: Context, sup: ServerName) => ask<readonly ChildListing[]>(ctx, sup, "which_children"),
  countChildren: (ctx: Context, sup: ServerName) => ask<ChildCounts>(ctx, sup, "count_children"),
} as const;
