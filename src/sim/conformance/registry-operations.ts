/** Operations about registries. All work on behalf of the process that carries them out. */

import { type Blocking, error, type Term } from "../../kernel/index.ts";
import {
  countEntries,
  deleteMeta,
  dispatch,
  lookupKey,
  type MatchClause,
  matchEntries,
  putMeta,
  readMeta,
  registeredKeys,
  registeredValues,
  registerKey,
  registerName,
  selectEntries,
  sendVia,
  startRegistry,
  unregisterKey,
  unregisterMatch,
  unregisterName,
  updateValue,
  type Via,
  whereisName,
} from "../../otp/index.ts";
import { type Json, list, type Op, record, text } from "./json.ts";
import { type OperationTable, pidOf, type Run, tuple } from "./operation.ts";
import { raiseJson } from "./raise-json.ts";
import { applyPlain } from "./state-function.ts";

function nameOf(op: Op): string {
  return text(op, "reg") ?? "";
}

function keyOf({ world }: Run, op: Op): Term {
  return world.decode(op["key"]);
}

function viaOf(run: Run, op: Op): Via {
  return ["via", nameOf(op), keyOf(run, op)];
}

function each(run: Run, terms: readonly Term[]): Json {
  return terms.map((term) => run.world.encode(term));
}

function* start(run: Run, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const result = yield* startRegistry(ctx, {
    name: text(op, "name") ?? "",
    keys: op["keys"] === "duplicate" ? "duplicate" : "unique",
    listeners: list(op, "listeners") as readonly string[],
    meta: list(op, "meta").map((row) => (row as Json[]).map((one) => world.decode(one)) as never),
  });
  if (result[0] === "ok") world.nameProcess(text(op, "as") ?? "", result[1] as never);
  return world.encode(result);
}

function matchOf({ world }: Run, op: Op): { readonly pattern: Term; readonly guards: readonly Term[] } {
  return {
    pattern: world.decode(op["pattern"]),
    guards: list(op, "guards").map((guard) => world.decode(guard)),
  };
}

function clausesOf({ world }: Run, op: Op): readonly MatchClause[] {
  return list(op, "spec").map((clause) => {
    const [pattern, guards, body] = record(clause)["t"] as readonly [Json, readonly Json[], readonly Json[]];
    const decode = (one: Json) => world.decode(one);
    return [decode(pattern), guards.map(decode), body.map(decode)] as const;
  });
}

function count(run: Run, op: Op): Json {
  return selectEntries(run.ctx, nameOf(op), clausesOf(run, op)).filter((answer) => answer === true).length;
}

function register(run: Run, op: Op): Json {
  const value = op["value"] === undefined ? "nil" : run.world.decode(op["value"]);
  const result = registerKey(run.ctx, nameOf(op), keyOf(run, op), value);
  return result[0] === "ok" ? "ok" : run.world.encode(result);
}

function dispatchTo(run: Run, op: Op): Json {
  let entries: Json = "none";
  dispatch(run.ctx, nameOf(op), keyOf(run, op), (found) => {
    entries = each(run, found);
    if (op["msg"] !== undefined) for (const [pid] of found) run.ctx.send(pid, run.world.decode(op["msg"]));
    if (op["raise"] !== undefined) raiseJson(run.world, op["raise"]);
  });
  return tuple("ok", entries);
}

export const REGISTRY_OPERATIONS: OperationTable = {
  "reg.start": start,
  "reg.register": register,
  "reg.dispatch": dispatchTo,
  "reg.unregister": (run, op) => unregisterKey(run.ctx, nameOf(op), keyOf(run, op)),
  "reg.unregister_match": (run, op) => unregisterMatch(run.ctx, nameOf(op), keyOf(run, op), matchOf(run, op)),
  "reg.lookup": (run, op) => each(run, lookupKey(run.ctx, nameOf(op), keyOf(run, op))),
  "reg.keys": (run, op) => each(run, registeredKeys(run.ctx, nameOf(op), pidOf(run, op["pid"]))),
  "reg.values": (run, op) =>
    each(run, registeredValues(run.ctx, nameOf(op), keyOf(run, op), pidOf(run, op["pid"]))),
  "reg.count": (run, op) => countEntries(run.ctx, nameOf(op)),
  "reg.match": (run, op) => each(run, matchEntries(run.ctx, nameOf(op), keyOf(run, op), matchOf(run, op))),
  "reg.count_match": (run, op) => matchEntries(run.ctx, nameOf(op), keyOf(run, op), matchOf(run, op)).length,
  "reg.select": (run, op) => each(run, selectEntries(run.ctx, nameOf(op), clausesOf(run, op))),
  "reg.count_select": count,
  "reg.update_value": (run, op) => {
    const change = (value: Term) => applyPlain(run.ctx, run.world, record(op["fn"]), value);
    return run.world.encode(updateValue(run.ctx, nameOf(op), keyOf(run, op), change));
  },
  "reg.put_meta": (run, op) => putMeta(run.ctx, nameOf(op), keyOf(run, op), run.world.decode(op["value"])),
  "reg.meta": (run, op) => run.world.encode(readMeta(run.ctx, nameOf(op), keyOf(run, op))),
  "reg.delete_meta": (run, op) => deleteMeta(run.ctx, nameOf(op), keyOf(run, op)),
  "reg.register_name": (run, op) => {
    if (pidOf(run, op["to"]) !== run.ctx.self) return error("function_clause");
    return registerName(run.ctx, viaOf(run, op));
  },
  "reg.unregister_name": (run, op) => unregisterName(run.ctx, viaOf(run, op)),
  "reg.whereis": (run, op) => run.world.encode(whereisName(run.ctx, viaOf(run, op))),
  "reg.send": (run, op) => {
    sendVia(run.ctx, viaOf(run, op), run.world.decode(op["msg"]));
    return "ok";
  },
};
