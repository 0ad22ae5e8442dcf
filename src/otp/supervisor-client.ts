/** Asking a supervisor (supervisor.erl's client functions). All wait for ever, as OTP's do. */

import type { Blocking, Context, Pid, Term } from "../kernel/index.ts";
import { checkSpecs } from "./child-check.ts";
import type { ChildSpec, ChildType, Modules } from "./child-spec.ts";
import { call } from "./server-call.ts";
import type { ServerName } from "./server-name.ts";
import type { StartResult } from "./server-results.ts";
import { startSupervisor } from "./supervisor.ts";

export type ChildListing = readonly [
  id: Term,
  pid: Pid | "restarting" | undefined,
  type: ChildType,
  modules: Modules,
];

export type ChildCounts = {
  readonly specs: number;
  readonly active: number;
  readonly supervisors: number;
  readonly workers: number;
};

type Done = "ok" | readonly ["error", Term];
type Start = readonly ["ok", Pid | undefined, Term?] | readonly ["error", Term];

function ask<T>(ctx: Context, sup: ServerName, request: Term): Blocking<T> {
  return call(ctx, sup, request, Number.POSITIVE_INFINITY) as Blocking<T>;
}

export const supervisor = {
  startLink: startSupervisor as (
    ctx: Context,
    module: string,
    args: Term,
    options?: { readonly name?: string },
  ) => Blocking<StartResult>,
  /** A new child of this specification; under simple_one_for_one a list of extra arguments. */
  startChild: (ctx: Context, sup: ServerName, spec: ChildSpec | readonly Term[]) =>
    ask<Start>(ctx, sup, ["start_child", spec]),
  /** Stops a child: by id, under simple_one_for_one by pid. */
  terminateChild: (ctx: Context, sup: ServerName, id: Term) => ask<Done>(ctx, sup, ["terminate_child", id]),
  restartChild: (ctx: Context, sup: ServerName, id: Term) => ask<Start>(ctx, sup, ["restart_child", id]),
  deleteChild: (ctx: Context, sup: ServerName, id: Term) => ask<Done>(ctx, sup, ["delete_child", id]),
  getChildSpec: (ctx: Context, sup: ServerName, id: Term) => ask<Term>(ctx, sup, ["get_childspec", id]),
  /** Newest first. */
  whichChildren: (ctx: Context, sup: ServerName) => ask<readonly ChildListing[]>(ctx, sup, "which_children"),
  countChildren: (ctx: Context, sup: ServerName) => ask<ChildCounts>(ctx, sup, "count_children"),
  checkChildSpecs: checkSpecs,
} as const;
