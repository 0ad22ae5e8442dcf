/**
 * The supervisor behaviour: a gen_server that starts, watches, restarts and stops children (supervisor.erl).
 *
 * Rules worth knowing
 * - Children start left to right and stop right to left; `init` answers when all have started, and when one fails
 *   those before it are stopped again.
 * - It reacts to one message at a time, and only to exits of its parent and its children.
 * - It ends with reason `shutdown` when restarts come too often, whatever its children died of.
 */

import {
  type Blocking,
  type Context,
  isBlocking,
  isTagged,
  type Module,
  type Term,
} from "../kernel/index.ts";
import { checkChildSpecs } from "./child-check.ts";
import type { Child, ChildSpec } from "./child-spec.ts";
import { startChild } from "./child-start.ts";
import { stopChildren } from "./child-stop.ts";
import { toTable } from "./child-table.ts";
import { running } from "./children.ts";
import { callbacksOf, defineServer } from "./gen-server.ts";
import { EMPTY_TABLE } from "./pid-table.ts";
import { NO_RESTARTS } from "./restart-window.ts";
import { nameText } from "./server-name.ts";
import { type InitResult, type StartResult, started, stopInit } from "./server-results.ts";
import { type StartOptions, startLink } from "./server-start.ts";
import { checkFlags, type SupFlags } from "./supervisor-flags.ts";
import { handleCast, handleInfo, terminate } from "./supervisor-reactions.ts";
import { answerRequest } from "./supervisor-requests.ts";
import type { SupervisorState } from "./supervisor-state.ts";

/** Name of the behaviour's module and of its servers' callback module. */
export const SUPERVISOR = "supervisor";

export type SupervisorInit =
  | readonly ["ok", readonly [flags: SupFlags, children: readonly ChildSpec[]]]
  | "ignore";

/** A module whose processes are supervisors; start it with `["supervisor", "start_link", [name, args, {name?}]]`. */
export function defineSupervisor(name: string, init: (ctx: Context, args: never) => SupervisorInit): Module {
  return { name, callbacks: { init } };
}

/** supervisor:start_link. */
export function startSupervisor(
  ctx: Context,
  module: string,
  args: Term,
  options: StartOptions = {},
): Blocking<StartResult> {
  const label = options.label ?? nameText(options.name) ?? module;
  return startLink(ctx, SUPERVISOR, [module, args], { ...options, label });
}

export const supervisorModule: Module = {
  ...defineServer<SupervisorState>(SUPERVISOR, {
    init,
    handleCall: answerRequest,
    handleCast,
    handleInfo,
    terminate,
  }),
  functions: { start_link: startSupervisor as never },
};

function* init(ctx: Context, [module, args]: readonly [string, Term]): Blocking<InitResult<SupervisorState>> {
  ctx.trapExit(true);
  const { init: initOf } = callbacksOf(ctx.code, module) as { init(ctx: Context, args: Term): unknown };
  const said = initOf(ctx, args);
  const answer = (isBlocking(said) ? yield* said : said) as Term;
  if (answer === "ignore") return "ignore";
  if (!isTagged(answer, "ok") || !Array.isArray(answer[1]) || answer[1].length !== 2) {
    return stopInit(["bad_return", [module, "init", answer]]);
  }
  const [flags, specs] = answer[1] as unknown as readonly [Term, Term];
  const checked = checkFlags(flags);
  if (!checked.ok) return stopInit(["supervisor_data", checked.error]);
  const isSimple = checked.value.strategy === "simple_one_for_one";
  if (isSimple && (!Array.isArray(specs) || specs.length !== 1)) return stopInit(["bad_start_spec", specs]);
  const children = checkChildSpecs(specs, checked.value.autoShutdown);
  if (!children.ok) return stopInit(["start_spec", children.error]);
  const state: SupervisorState = {
    module,
    flags: checked.value,
    children: toTable(children.value),
    dynamic: EMPTY_TABLE,
    window: NO_RESTARTS,
  };
  if (isSimple) return started(state);
  return yield* startAll(ctx, state, children.value);
}

/** Starts all children in order; at a failure those that run are stopped again. */
function* startAll(
  ctx: Context,
  state: SupervisorState,
  specs: readonly Child[],
): Blocking<InitResult<SupervisorState>> {
  const children: Child[] = [];
  for (const [i, child] of specs.entries()) {
    const outcome = yield* startChild(ctx, child);
    if (outcome[0] === "error") {
      yield* stopChildren(ctx, [...children, ...specs.slice(i)]);
      return stopInit(["shutdown", ["failed_to_start_child", child.id, outcome[1]]]);
    }
    const isForgotten = outcome[1] === undefined && child.restart === "temporary";
    if (!isForgotten) children.push(running(child, outcome[1]));
  }
  return started({ ...state, children: toTable(children) });
}
