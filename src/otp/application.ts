/**
 * Applications: trees started in the order of their dependencies and stopped in reverse (application(3)).
 *
 * One controller per node holds them. The end of a permanent application takes all others and the controller down,
 * of a transient one only when it ends abnormally, of a temporary one never. Nothing is restarted here: restarting is
 * the business of the supervisors inside.
 */

import { type Blocking, type Context, isTagged, type Mfa, type Module, type Term } from "../kernel/index.ts";
import type { Child, RestartType } from "./child-spec.ts";
import { startChild } from "./child-start.ts";
import { stopChild, stopChildren } from "./child-stop.ts";
import { findById, findByPid, removeById, running } from "./children.ts";
import { defineServer } from "./gen-server.ts";
import { decideRestart } from "./restart-decision.ts";
import { call } from "./server-call.ts";
import type { ServerName } from "./server-name.ts";
import {
  type CallResult,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  type StartResult,
  started,
  stop,
  stopInit,
} from "./server-results.ts";
import { type StartOptions, startLink } from "./server-start.ts";

const CONTROLLER = "application_controller";

export type Application = {
  readonly name: string;
  /** Starts its top supervisor, linked. */
  readonly start: Mfa;
  /** Applications that have to run before it. */
  readonly applications?: readonly string[];
  /** What its end means for the others; temporary unless said, as in OTP. */
  readonly type?: RestartType;
};

type Running = readonly Child[];

/**
 * The applications so that each comes after those it needs, otherwise in the order given; or the name of one that
 * needs something unknown or, by way of others, itself.
 */
export function startOrder(
  applications: readonly Application[],
):
  | { readonly ok: true; readonly order: readonly Application[] }
  | { readonly ok: false; readonly name: string } {
  const order: Application[] = [];
  let left = applications;
  while (left.length > 0) {
    const next = left.find(({ applications: needs = [] }) =>
      needs.every((need) => order.some(({ name }) => name === need)),
    );
    if (next === undefined) return { ok: false, name: (left[0] as Application).name };
    order.push(next);
    left = left.filter((one) => one !== next);
  }
  return { ok: true, order };
}

function* init(ctx: Context, applications: readonly Application[]): Blocking<InitResult<Running>> {
  ctx.trapExit(true);
  const sorted = startOrder(applications);
  if (!sorted.ok) return stopInit(["not_startable", sorted.name]);
  let apps: Running = [];
  for (const application of sorted.order) {
    const child = asChild(application);
    const outcome = yield* startChild(ctx, child);
    if (outcome[0] === "error" || outcome[1] === undefined) {
      yield* stopChildren(ctx, apps);
      return stopInit(["failed_to_start_application", child.id, outcome[1]]);
    }
    apps = [...apps, running(child, outcome[1])];
  }
  return started(apps);
}

function asChild({ name, start, type = "temporary" }: Application): Child {
  return {
    id: name,
    start,
    restart: type,
    shutdown: "infinity",
    type: "supervisor",
    significant: false,
    modules: [start[0]],
    pid: undefined,
    restarting: false,
    restarts: 0,
    lastExit: undefined,
  };
}

function handleCall(
  ctx: Context,
  request: Term,
  _from: unknown,
  apps: Running,
): CallResult<Running> | Blocking<CallResult<Running>> {
  if (!isTagged(request, "stop")) return reply(apps.map((app) => [app.id, app.pid]).reverse(), apps);
  const app = findById(apps, request[1]);
  return app === undefined ? reply(["error", ["not_started", request[1]]], apps) : stopOne(ctx, apps, app);
}

function* stopOne(ctx: Context, apps: Running, app: Child): Blocking<CallResult<Running>> {
  yield* stopChild(ctx, app);
  return reply("ok", removeById(apps, app.id));
}

function handleInfo(ctx: Context, message: Term, apps: Running): NoreplyResult<Running> {
  const app = isTagged(message, "EXIT") ? findByPid(apps, message[1]) : undefined;
  if (app === undefined) return noreply(apps);
  const reason = (message as readonly Term[])[2];
  ctx.emit("otp.application_stopped", { name: app.id, pid: app.pid, reason });
  const left = removeById(apps, app.id);
  const isFatal = decideRestart(app.restart, reason) === "restart";
  return isFatal ? stop(["application_terminated", app.id, reason], left) : noreply(left);
}

export const applicationModule: Module = {
  ...defineServer<Running>(CONTROLLER, {
    init,
    handleCall,
    handleInfo,
    *terminate(ctx, _reason, apps) {
      yield* stopChildren(ctx, apps);
    },
  }),
  functions: {
    start_link: ((ctx: Context, apps: readonly Application[], options?: StartOptions) =>
      startLink(ctx, CONTROLLER, apps as Term, options)) as never,
  },
};

export const application = {
  /** Starts a controller and all applications; none runs when one of them cannot. */
  startLink: (ctx: Context, apps: readonly Application[], options?: StartOptions): Blocking<StartResult> =>
    startLink(ctx, CONTROLLER, apps as Term, options),
  /** Stops one application. */
  stop: (ctx: Context, controller: ServerName, name: string) =>
    call(ctx, controller, ["stop", name], Number.POSITIVE_INFINITY),
  /** Running applications as `[name, pid]`, newest first. */
  which: (ctx: Context, controller: ServerName) => call(ctx, controller, "which_applications"),
} as const;
