/** What a supervisor answers when asked: start, stop, restart, delete and list children (supervisor.erl: handle_call). */

import { type Blocking, type Context, Pid, STACK, type Term } from "../kernel/index.ts";
import { checkChildSpec } from "./child-check.ts";
import { type Child, toChildSpec } from "./child-spec.ts";
import { startChild } from "./child-start.ts";
import { stopChild } from "./child-stop.ts";
import { append, childById, dropById, firstChild, letGo, listed, replaceById } from "./child-table.ts";
import { isRunning, running } from "./children.ts";
import { tableDelete, tablePut, tableValues } from "./pid-table.ts";
import { leaveWaits, withoutFailures } from "./restart-delay-wait.ts";
import { type CallResult, type From, reply } from "./server-results.ts";
import { findDynamic } from "./simple-one-for-one.ts";
import { NOTHING_REMAINS, type SupervisorState } from "./supervisor-state.ts";

type Answer = CallResult<SupervisorState>;

export function answerRequest(
  ctx: Context,
  request: Term,
  _from: From,
  state: SupervisorState,
): Answer | Blocking<Answer> {
  if (request === "which_children") return reply(listChildren(state), state);
  if (request === "count_children") return reply(countChildren(ctx, state), state);
  const [verb, subject] = request as readonly Term[];
  const isSimple = state.flags.strategy === "simple_one_for_one";
  switch (verb) {
    case "start_child":
      return isSimple ? startExtra(ctx, state, subject) : startNew(ctx, state, subject);
    case "terminate_child":
      return isSimple ? terminateDynamic(ctx, state, subject) : terminateById(ctx, state, subject);
    case "restart_child":
      return isSimple ? reply(["error", "simple_one_for_one"], state) : restartById(ctx, state, subject);
    case "delete_child":
      return isSimple ? reply(["error", "simple_one_for_one"], state) : deleteById(state, subject);
    default:
      return reply(specOf(ctx, state, subject), state);
  }
}

function* startExtra(ctx: Context, state: SupervisorState, extra: Term): Blocking<Answer> {
  // Erlang fails to append anything but a list to the arguments, inside the catch around the start.
  if (!Array.isArray(extra)) return reply(["error", ["EXIT", ["badarg", STACK]]], state);
  const template = firstChild(state.children) as Child;
  const [module, fn, args] = template.start;
  const child: Child = { ...template, start: [module, fn, [...args, ...(extra as readonly Term[])]] };
  const outcome = yield* startChild(ctx, child);
  if (outcome[0] === "error" || outcome[1] === undefined) return reply(outcome as Term, state);
  return reply(outcome as Term, {
    ...state,
    dynamic: tablePut(state.dynamic, outcome[1], running(child, outcome[1])),
  });
}

function* startNew(ctx: Context, state: SupervisorState, spec: Term): Blocking<Answer> {
  const checked = checkChildSpec(spec, state.flags.autoShutdown);
  if (!checked.ok) return reply(["error", checked.error], state);
  const present = childById(state.children, checked.value.id);
  if (present !== undefined) {
    return reply(["error", isRunning(present) ? ["already_started", present.pid] : "already_present"], state);
  }
  const child = checked.value;
  const outcome = yield* startChild(ctx, child);
  if (outcome[0] === "error") return reply(["error", [outcome[1], childTerm(child)]], state);
  if (outcome[1] === undefined && child.restart === "temporary") return reply(outcome as Term, state);
  return reply(outcome as Term, { ...state, children: append(state.children, running(child, outcome[1])) });
}

function* terminateById(ctx: Context, state: SupervisorState, id: Term): Blocking<Answer> {
  const child = childById(state.children, id);
  if (child === undefined) return reply(["error", "not_found"], state);
  const gone = yield* stopChild(ctx, child);
  const rest = leaveWaits(ctx, state, [id]);
  return reply("ok", { ...rest, children: letGo(rest.children, withoutFailures(gone)) });
}

/** By pid only; any dead pid is fine, as OTP has it. */
function* terminateDynamic(ctx: Context, state: SupervisorState, pid: Term): Blocking<Answer> {
  if (!(pid instanceof Pid)) return reply(["error", "simple_one_for_one"], state);
  const child = findDynamic(state, pid);
  if (child === undefined) {
    if (ctx.isAlive(pid)) return reply(["error", "not_found"], state);
    // OTP then takes out the child without a process, if there is one.
    const { remains } = state;
    return reply(
      "ok",
      remains === undefined ? state : { ...state, remains: { ...remains, ignored: undefined } },
    );
  }
  yield* stopChild(ctx, child);
  const rest = leaveWaits(ctx, state, [pid]);
  const remains = rest.remains ?? NOTHING_REMAINS;
  const left = child.restarting ? { ...remains, uncounted: remains.uncounted + 1 } : rest.remains;
  return reply("ok", { ...rest, dynamic: tableDelete(rest.dynamic, pid), remains: left });
}

/** Children of simple_one_for_one, with the one that is none any more. */
function dynamicChildren({ dynamic, remains }: SupervisorState): readonly Child[] {
  const children = tableValues(dynamic);
  return remains?.ignored === undefined ? children : [remains.ignored, ...children];
}

function* restartById(ctx: Context, state: SupervisorState, id: Term): Blocking<Answer> {
  const child = childById(state.children, id);
  if (child === undefined) return reply(["error", "not_found"], state);
  if (child.restarting) return reply(["error", "restarting"], state);
  if (child.pid !== undefined) return reply(["error", "running"], state);
  const outcome = yield* startChild(ctx, child);
  if (outcome[0] === "error") return reply(outcome as Term, state);
  return reply(outcome as Term, {
    ...state,
    children: replaceById(state.children, running(child, outcome[1])),
  });
}

function deleteById(state: SupervisorState, id: Term): Answer {
  const child = childById(state.children, id);
  if (child === undefined) return reply(["error", "not_found"], state);
  if (child.restarting) return reply(["error", "restarting"], state);
  if (child.pid !== undefined) return reply(["error", "running"], state);
  return reply("ok", { ...state, children: dropById(state.children, id) });
}

function specOf(ctx: Context, state: SupervisorState, key: Term): Term {
  const isSimple = state.flags.strategy === "simple_one_for_one";
  const byPid = isSimple && key instanceof Pid;
  const child = byPid ? findDynamic(state, key) : childById(state.children, key);
  if (child !== undefined) return ["ok", toChildSpec(child)];
  const isDeadPid = byPid && !ctx.isAlive(key);
  return isDeadPid ? ["ok", toChildSpec(firstChild(state.children) as Child)] : ["error", "not_found"];
}

/** Newest first, as `[id, pid | "restarting" | undefined, type, modules]`. */
function listChildren(state: SupervisorState): Term {
  if (state.flags.strategy === "simple_one_for_one") {
    return dynamicChildren(state).map((child) => [undefined, shownPid(child), child.type, child.modules]);
  }
  const children = listed(state.children).toReversed();
  return children.map((child) => [child.id, shownPid(child), child.type, child.modules]);
}

export function shownPid(child: Child): Pid | "restarting" | undefined {
  return child.restarting ? "restarting" : child.pid;
}

function countChildren(ctx: Context, state: SupervisorState): Term {
  const isSimple = state.flags.strategy === "simple_one_for_one";
  const children = isSimple ? dynamicChildren(state) : listed(state.children);
  const type = firstChild(state.children)?.type;
  const supervisors = children.filter((child) => child.type === "supervisor").length;
  const active = isSimple
    ? children.filter((child) => !child.restarting).length - (state.remains?.uncounted ?? 0)
    : children.filter((child) => isRunning(child) && ctx.isAlive(child.pid)).length;
  return {
    specs: isSimple ? 1 : children.length,
    active,
    supervisors: isSimple && type === "worker" ? 0 : supervisors,
    workers: children.length - supervisors,
  };
}

/** The child record that start_child puts into its error. */
function childTerm(child: Child): Term {
  const { id, start, restart, significant, shutdown, type, modules } = child;
  return ["child", undefined, id, start, restart, significant, shutdown, type, modules];
}
