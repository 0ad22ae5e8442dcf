/**
 * Starting a gen_server: spawn, wait until `init` has said how it went (proc_lib.erl: sync_start*, gen.erl: init_it).
 *
 * The starter is told after `init`, so a start that answered is a server that is ready. A start that takes longer
 * than `timeoutUs` kills the half-started server.
 */

import {
  type Blocking,
  type Context,
  isTagged,
  type Limits,
  type Pid,
  type Ref,
  receive,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { holderOf, nameText, type OwnName } from "./server-name.ts";
import type { StartResult } from "./server-results.ts";
import { GEN_SERVER } from "./server-state.ts";

export type StartOptions = {
  /** Name to register under before `init` runs: a local one, or `["via", registry, key]`. */
  readonly name?: OwnName;
  /** How long `init` may take. Infinite unless said. */
  readonly timeoutUs?: number;
  /** Text that names the process in views; the name or the module otherwise. */
  readonly label?: string;
  /** Virtual time each handled message takes. */
  readonly costUs?: number;
  readonly limits?: Limits;
};

/** A linked or monitored server has its starter as parent; one that is only watched during its start has none. */
type Tie = "link" | "monitor" | "watch";

/** Module, arguments, options. */
type What = readonly [module: string, args: Term, options: StartOptions];

/** gen_server:start_link. */
export function startLink(
  ctx: Context,
  module: string,
  args: Term,
  options: StartOptions = {},
): Blocking<StartResult> {
  return startLinkAs(ctx, GEN_SERVER, [module, args, options]);
}

/** start_link of any behaviour whose module has an `init_it`. */
export function* startLinkAs(ctx: Context, behaviour: string, what: What): Blocking<StartResult> {
  const options = what[2];
  const taken = takenBy(ctx, options);
  if (taken !== undefined) return taken;
  const pid = spawnServer(ctx, behaviour, what, "link")[0];
  const news = yield* receiveWithin(
    options.timeoutUs ?? Number.POSITIVE_INFINITY,
    (message) =>
      Array.isArray(message) && message[1] === pid && (message[0] === "ack" || message[0] === "EXIT"),
  );
  if (news !== TIMEOUT) {
    const [kind, , result] = news as readonly Term[];
    if (kind !== "ack") return ["error", result];
    // The exit signal of a failed start is on its way: a starter that does not trap exits dies of it here.
    if (isTagged(result as Term, "error")) yield* receiveWithin(0, () => false);
    return result as StartResult;
  }
  ctx.unlink(pid);
  ctx.exit(pid, "kill");
  yield* receiveWithin(0, (message) => isTagged(message, "EXIT") && message[1] === pid);
  return ["error", "timeout"];
}

/** gen_server:start: no link, no parent. */
export function start(
  ctx: Context,
  module: string,
  args: Term,
  options: StartOptions = {},
): Blocking<StartResult> {
  return startAs(ctx, GEN_SERVER, [module, args, options]);
}

/** start of any behaviour. */
export function* startAs(ctx: Context, behaviour: string, what: What): Blocking<StartResult> {
  const [result, ref] = yield* startWatched(ctx, behaviour, what, "watch");
  if (ref !== undefined) ctx.demonitor(ref, { flush: true });
  return result;
}

/** What start_monitor answers. */
export type Monitored = readonly ["ok", readonly [Pid, Ref]] | "ignore" | readonly ["error", Term];

/** gen_server:start_monitor: `["ok", [pid, ref]]` on success. */
export function startMonitor(
  ctx: Context,
  module: string,
  args: Term,
  options: StartOptions = {},
): Blocking<Monitored> {
  return startMonitorAs(ctx, GEN_SERVER, [module, args, options]);
}

/** start_monitor of any behaviour. */
export function* startMonitorAs(ctx: Context, behaviour: string, what: What): Blocking<Monitored> {
  const [result, ref] = yield* startWatched(ctx, behaviour, what, "monitor");
  if (isTagged(result, "ok") && ref !== undefined) return ["ok", [result[1] as Pid, ref]];
  if (ref !== undefined) yield* receive((message) => isTagged(message, "DOWN") && message[1] === ref);
  return result as "ignore" | readonly ["error", Term];
}

/** Starts without a link; the monitor is still there when it is returned. */
function* startWatched(
  ctx: Context,
  behaviour: string,
  what: What,
  tie: "monitor" | "watch",
): Blocking<readonly [StartResult, Ref | undefined]> {
  const taken = takenBy(ctx, what[2]);
  if (taken !== undefined) return [taken, undefined];
  const [pid, ref] = spawnServer(ctx, behaviour, what, tie) as readonly [Pid, Ref];
  const isDown = (message: Term) => isTagged(message, "DOWN") && message[1] === ref;
  const news = yield* receiveWithin(
    what[2].timeoutUs ?? Number.POSITIVE_INFINITY,
    (message) => (isTagged(message, "ack") && message[1] === pid) || isDown(message),
  );
  if (news !== TIMEOUT) {
    const [kind, , result, , reason] = news as readonly Term[];
    return kind === "ack" ? [result as StartResult, ref] : [["error", reason], undefined];
  }
  ctx.exit(pid, "kill");
  yield* receive(isDown);
  return [["error", "timeout"], undefined];
}

function takenBy(ctx: Context, { name }: StartOptions): readonly ["error", Term] | undefined {
  const holder = name === undefined ? undefined : holderOf(ctx, name);
  return holder === undefined ? undefined : ["error", ["already_started", holder]];
}

function spawnServer(
  ctx: Context,
  behaviour: string,
  [module, args, options]: What,
  tie: Tie,
): readonly [Pid, Ref | undefined] {
  const { name, label = nameText(name) ?? module, costUs, limits } = options;
  const parent = tie === "watch" ? undefined : ctx.self;
  const mfa = [behaviour, "init_it", [ctx.self, parent, module, args, name]] as const;
  const spawnOptions = { label, link: tie === "link", costUs, limits };
  return tie === "link" ? [ctx.spawn(mfa, spawnOptions), undefined] : ctx.spawnMonitor(mfa, spawnOptions);
}
