/** Operations about supervisors. */

import { type Blocking, isTagged, type Pid, Raise, type Term } from "../../kernel/index.ts";
import {
  type ChildCounts,
  type ChildListing,
  readSupervisor,
  type ServerName,
  supervisor,
} from "../../otp/index.ts";
import { childSpec } from "./child-term.ts";
import { type Json, list, type Op, record, text } from "./json.ts";
import { type OperationTable, pidOf, type Run, serverOf, tuple } from "./operation.ts";
import { listTerm } from "./terms.ts";

function* startRoot(run: Run, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const start = ctx.code.get("fixture")?.functions?.["sup"] as never as (
    ...args: unknown[]
  ) => Blocking<Term>;
  return world.encode(yield* start(ctx, text(op, "as"), record(op["spec"])));
}

/** Path of the supervisor an operation is about: the children it starts are named after it. */
export function pathOf(run: Run, op: Op): string {
  const target = serverOf(run, op["sup"]);
  const pid = typeof target === "string" ? run.world.node?.names.get(target) : target;
  const lane = pid === undefined ? undefined : run.world.lanes.get(pid);
  return lane === undefined ? "?" : "path" in lane ? lane.path : lane.label;
}

/** The child an operation names: by id, or by the pid behind a label. */
function childKey(run: Run, op: Op): Term {
  return op["child"] === undefined ? run.world.decode(op["id"]) : pidOf(run, op["child"]);
}

export function countsJson(counts: ChildCounts): Json {
  return [counts.specs, counts.active, counts.supervisors, counts.workers];
}

/** Start arguments are an array for a supervisor that takes them; for others they are a list, and no specification. */
function argsTerm(run: Run, op: Op): Term {
  const { node } = run.world;
  const target = serverOf(run, op["sup"]);
  const pid = typeof target === "string" ? node?.names.get(target) : target;
  const process = pid === undefined ? undefined : node?.find(pid);
  const view = process === undefined ? undefined : readSupervisor(process);
  const args = list(op, "args") as readonly Term[];
  return view?.strategy === "simple_one_for_one" ? args : listTerm(args);
}

function* startChild(run: Run, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const sup = serverOf(run, op["sup"]);
  const what =
    op["spec"] === undefined ? argsTerm(run, op) : childSpec(world, pathOf(run, op), record(op["spec"]));
  const answer = (yield* supervisor.startChild(ctx, sup, what as never)) as Term;
  if (op["spec"] === undefined && isTagged(answer, "error") && answer[1] === "missing_id") {
    return tuple(
      "error",
      tuple(
        "invalid_child_spec",
        list(op, "args").map((label) => ({ s: label })),
      ),
    );
  }
  return world.encode(answer);
}

function* specOf(run: Run, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const answer = yield* supervisor.getChildSpec(ctx, serverOf(run, op["sup"]), childKey(run, op));
  if (!isTagged(answer, "ok")) return world.encode(answer);
  const { start: _start, modules: _modules, ...shown } = answer[1] as { readonly [key: string]: Term };
  return tuple("ok", world.encode(shown));
}

function checkSpecs(run: Run, op: Op): Json {
  const { world } = run;
  const specs = list(op, "specs").map((spec) => childSpec(world, "?", record(spec)));
  const mode = op["auto_shutdown"] === "undefined" ? undefined : op["auto_shutdown"];
  const checked = supervisor.checkChildSpecs(specs, mode as never);
  return checked.ok ? "ok" : tuple("error", world.encode(checked.error));
}

export function listingJson(run: Run, [id, pid, type]: ChildListing): Json {
  return tuple(run.world.encode(id), run.world.encode(pid), type);
}

/** The tree as supervisors tell it, from the top down. */
function* treeOf(run: Run, sup: ServerName): Blocking<Json> {
  const { ctx, world } = run;
  const rows = yield* supervisor.whichChildren(ctx, sup);
  const counts = yield* supervisor.countChildren(ctx, sup);
  const children: Json[] = [];
  for (const [id, pid, type] of rows) {
    const isProcess = typeof pid === "object";
    const shown = isProcess ? world.pidLabel(pid) : (pid ?? "undefined");
    const row: Json[] = [world.encode(id), shown, type];
    if (isProcess && world.supervisors.has(pid)) row.push(yield* branchOf(run, pid));
    children.push(row);
  }
  const pid = typeof sup === "string" ? ctx.whereis(sup) : (sup as Pid);
  return { sup: pid === undefined ? "undefined" : world.pidLabel(pid), n: countsJson(counts), ch: children };
}

function* branchOf(run: Run, pid: Pid): Blocking<Json> {
  try {
    return yield* treeOf(run, pid);
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    return "dead";
  }
}

export const SUPERVISOR_OPERATIONS: OperationTable = {
  "sup.start": startRoot,
  "sup.start_child": startChild,
  *"sup.terminate_child"(run, op) {
    return run.world.encode(
      yield* supervisor.terminateChild(run.ctx, serverOf(run, op["sup"]), childKey(run, op)),
    );
  },
  *"sup.restart_child"(run, op) {
    return run.world.encode(
      (yield* supervisor.restartChild(run.ctx, serverOf(run, op["sup"]), childKey(run, op))) as Term,
    );
  },
  *"sup.delete_child"(run, op) {
    return run.world.encode(
      yield* supervisor.deleteChild(run.ctx, serverOf(run, op["sup"]), childKey(run, op)),
    );
  },
  "sup.get_childspec": specOf,
  *"sup.which_children"(run, op) {
    const rows = yield* supervisor.whichChildren(run.ctx, serverOf(run, op["sup"]));
    return rows.map((row) => listingJson(run, row));
  },
  *"sup.count_children"(run, op) {
    return countsJson(yield* supervisor.countChildren(run.ctx, serverOf(run, op["sup"])));
  },
  "sup.check_childspecs": checkSpecs,
  "sup.tree": (run, op) => treeOf(run, serverOf(run, op["sup"])),
};
