/** Operations about agents, and the functions the agents of a scenario carry out. */

import type { Blocking, Context, Mfa, Module, Term } from "../../kernel/index.ts";
import { agent } from "../../otp/index.ts";
import { stopElixir } from "./dynamic-operations.ts";
import { type Json, type JsonRecord, type Op, record, text } from "./json.ts";
import { type OperationTable, type Run, serverOf, timeUs } from "./operation.ts";
import { raiseJson } from "./raise-json.ts";
import { applyFunction } from "./state-function.ts";
import { Unlabelled, type World } from "./world.ts";

const FIXTURE = "fixture_agent";

export function agentFixture(world: World): Module {
  return {
    name: FIXTURE,
    functions: {
      init: ((ctx: Context, op: JsonRecord) => {
        world.nameProcess(text(op, "as") ?? "", ctx.self);
        if (op["trap"] === true) ctx.trapExit(true);
        if (op["raise"] !== undefined) raiseJson(world, op["raise"]);
        return world.decode(op["state"]);
      }) as never,
      change: ((ctx: Context, state: Term, fn: JsonRecord) => applyFunction(ctx, world, fn, state)) as never,
      *swap(ctx: Context, state: Term, fn: JsonRecord): Blocking<Term> {
        return [state, yield* applyFunction(ctx, world, fn, state)];
      },
    } as never,
  };
}

function* start(run: Run, op: Op): Blocking<Json> {
  if (run.world.pids.has(text(op, "as") ?? "")) throw new Unlabelled("$duplabel");
  const name = text(op, "name");
  const begin = op["how"] === "start_link" ? agent.startLink : agent.start;
  const options = name === undefined ? {} : { name };
  return run.world.encode(yield* begin(run.ctx, [FIXTURE, "init", [op as Term]], options));
}

function change(op: Op, fn = "change"): Mfa {
  return [FIXTURE, fn, [record(op["fn"]) as Term]];
}

export const AGENT_OPERATIONS: OperationTable = {
  "ag.start": start,
  *"ag.get"(run, op) {
    const us = timeUs(op["timeout"], 5000);
    return run.world.encode(yield* agent.get(run.ctx, serverOf(run, op["to"]), change(op), us));
  },
  *"ag.update"(run, op) {
    const us = timeUs(op["timeout"], 5000);
    return run.world.encode(yield* agent.update(run.ctx, serverOf(run, op["to"]), change(op), us));
  },
  *"ag.get_and_update"(run, op) {
    const us = timeUs(op["timeout"], 5000);
    const fn = change(op, op["raw"] === true ? "change" : "swap");
    return run.world.encode(yield* agent.getAndUpdate(run.ctx, serverOf(run, op["to"]), fn, us));
  },
  "ag.cast": (run, op) => {
    agent.cast(run.ctx, serverOf(run, op["to"]), change(op));
    return "ok";
  },
  "ag.stop": (run, op) => stopElixir(run, op["to"], op),
};
