/** The server of the scenarios: every message carries what its callback has to do. */

import {
  type Blocking,
  type Context,
  isTagged,
  type Module,
  raiseThrow,
  type Term,
} from "../../kernel/index.ts";
import { defineServer, type Then } from "../../otp/index.ts";
import { instruction, instructionOf, SERVER } from "./instruction.ts";
import { type Json, type JsonRecord, ops, record } from "./json.ts";
import { timeUs } from "./operation.ts";
import { runOperations } from "./operations.ts";
import { raiseJson } from "./raise-json.ts";
import type { World } from "./world.ts";

/** How a server of a scenario is started: what it is called, what it does by itself, and how its `init` goes. */
export type ServerArgs = {
  readonly label?: string;
  readonly path?: string;
  readonly incarnation?: number;
  readonly spec: JsonRecord;
  readonly init: JsonRecord;
};

type State = { readonly spec: JsonRecord };
/** A scenario may replace the state by a term of its own: a server without instructions. */
function specOf(state: State): JsonRecord {
  return record(record(state as unknown as Json)["spec"]);
}

type Callback = JsonRecord;

function idOf(callback: Callback): Json {
  return callback["id"] ?? "-";
}

function thenOf(then: Json | undefined): Then | undefined {
  if (then === undefined || then === "hibernate") return then;
  const how = record(then);
  return "continue" in how
    ? { continue: instruction(how["continue"]) }
    : { timeoutUs: timeUs(how["timeout"], 0) };
}

function withThen(result: readonly Term[], then: Json | undefined): Term {
  const next = thenOf(then);
  return next === undefined ? result : [...result, next as Term];
}

function answer(world: World, callback: Callback, state: State): Term {
  if (callback["ret"] === undefined) return ["noreply", state];
  const ret = record(callback["ret"]);
  switch (ret["k"]) {
    case "reply":
      return withThen(["reply", world.decode(ret["v"]), state], ret["then"]);
    case "stop":
      return "v" in ret
        ? ["stop", world.decode(ret["r"]), world.decode(ret["v"]), state]
        : ["stop", world.decode(ret["r"]), state];
    case "raise":
      return raiseJson(world, ret["raise"]);
    case "throwret":
      return raiseThrow(["reply", world.decode(ret["v"]), state]);
    case "bad":
      return world.decode(ret["v"]);
    default:
      return withThen(["noreply", state], ret["then"]);
  }
}

function* runThenAnswer(ctx: Context, world: World, callback: Callback, state: State): Blocking<Term> {
  yield* runOperations(ctx, world, ops(callback));
  return answer(world, callback, state);
}

/** Plain when there is nothing to do but answer, so that both roads of the behaviour are travelled. */
function perform(ctx: Context, world: World, callback: Callback, state: State): Term | Blocking<Term> {
  return ops(callback).length === 0
    ? answer(world, callback, state)
    : runThenAnswer(ctx, world, callback, state);
}

function* initialise(ctx: Context, world: World, args: ServerArgs): Blocking<Term> {
  const { label, path, incarnation = 0, spec, init } = args;
  if (path === undefined) world.nameProcess(label ?? "", ctx.self);
  else world.nameSupervised(path, incarnation, ctx.self);
  if (spec["trap"] === true) ctx.trapExit(true);
  world.log(ctx.self, ["init"]);
  yield* runOperations(ctx, world, ops(init));
  const state: State = { spec };
  const { ret = "ok" } = init;
  if (ret === "ok") return ["ok", state];
  if (ret === "hibernate") return ["ok", state, "hibernate"];
  if (ret === "ignore") return "ignore";
  const how = record(ret);
  if ("ok" in how) return withThen(["ok", state], how["ok"]);
  if ("stop" in how) return ["stop", world.decode(how["stop"])];
  if ("raise" in how) return raiseJson(world, how["raise"]);
  return world.decode(how["bad"]);
}

export function serverModule(world: World): Module {
  const onMessage = (ctx: Context, message: Term, state: State): Term | Blocking<Term> => {
    const spec = specOf(state);
    const callback = instructionOf(message);
    if (callback !== undefined) {
      world.log(ctx.self, ["info", idOf(callback)]);
      return perform(ctx, world, callback, state);
    }
    world.log(ctx.self, ["info", world.encode(message)]);
    const key = message === "timeout" ? "on_timeout" : isTagged(message, "EXIT") ? "on_exit" : "on_info";
    return perform(ctx, world, record(spec[key]), state);
  };
  const callbacks = {
    init: (ctx: Context, args: ServerArgs) => initialise(ctx, world, args),
    handleCall: (ctx: Context, request: Term, from: readonly Term[], state: State) => {
      const callback = instructionOf(request) ?? {};
      world.lastFroms.set(ctx.self, from as never);
      world.log(ctx.self, ["call", idOf(callback)]);
      return perform(ctx, world, callback, state);
    },
    handleCast: (ctx: Context, request: Term, state: State) => {
      const callback = instructionOf(request) ?? {};
      world.log(ctx.self, ["cast", idOf(callback)]);
      return perform(ctx, world, callback, state);
    },
    handleContinue: (ctx: Context, argument: Term, state: State) => {
      const callback = instructionOf(argument) ?? {};
      world.log(ctx.self, ["continue", idOf(callback)]);
      return perform(ctx, world, callback, state);
    },
    handleInfo: onMessage,
    *terminate(ctx: Context, reason: Term, state: State): Blocking<void> {
      const term = record(specOf(state)["term"]);
      world.log(ctx.self, ["terminate", world.encode(reason)]);
      yield* runOperations(ctx, world, ops(term));
      if (term["raise"] !== undefined) raiseJson(world, term["raise"]);
    },
  };
  return defineServer(SERVER, callbacks as never);
}
