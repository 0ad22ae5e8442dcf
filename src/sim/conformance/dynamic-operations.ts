/** Operations about Elixir's DynamicSupervisor. */

import { type Blocking, exit, Raise, type Term } from "../../kernel/index.ts";
import { dynamicSupervisor, stopServer } from "../../otp/index.ts";
import { childSpec } from "./child-term.ts";
import { type Json, type Op, record, text } from "./json.ts";
import { type OperationTable, pidOf, type Run, serverOf, timeUs } from "./operation.ts";
import { countsJson, listingJson, pathOf } from "./supervisor-operations.ts";

function* start(run: Run, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const fixture = ctx.code.get("fixture")?.functions?.["dynsup"] as never as (
    ...args: unknown[]
  ) => Blocking<Term>;
  return world.encode(yield* fixture(ctx, text(op, "as"), record(op["spec"])));
}

/** GenServer.stop: gen_server:stop with the call added to its exit reason. */
export function* stopElixir(run: Run, to: Json | undefined, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const reason = op["reason"] === undefined ? "normal" : world.decode(op["reason"]);
  const us = timeUs(op["timeout"] ?? "infinity", 0);
  try {
    return yield* stopServer(ctx, serverOf(run, to), reason, us);
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    return exit([raised.reason, ["gen_server", "stop", [reason, us]]]);
  }
}

export const DYNAMIC_OPERATIONS: OperationTable = {
  "ds.start": start,
  *"ds.start_child"(run, op) {
    const spec = childSpec(run.world, pathOf(run, op), record(op["spec"]));
    return run.world.encode(
      yield* dynamicSupervisor.startChild(run.ctx, serverOf(run, op["sup"]), spec as never),
    );
  },
  *"ds.terminate_child"(run, op) {
    const child = pidOf(run, op["child"]);
    return run.world.encode(
      yield* dynamicSupervisor.terminateChild(run.ctx, serverOf(run, op["sup"]), child),
    );
  },
  *"ds.which_children"(run, op) {
    const rows = yield* dynamicSupervisor.whichChildren(run.ctx, serverOf(run, op["sup"]));
    return rows.map((row) => listingJson(run, row));
  },
  *"ds.count_children"(run, op) {
    return countsJson(yield* dynamicSupervisor.countChildren(run.ctx, serverOf(run, op["sup"])));
  },
  "ds.stop": (run, op) => stopElixir(run, op["sup"], op),
};
