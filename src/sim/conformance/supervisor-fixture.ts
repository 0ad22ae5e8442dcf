/** Supervisors of the scenarios and the start functions of their children. */

import { type Blocking, type Context, isTagged, type Module, type Term } from "../../kernel/index.ts";
import { defineSupervisor, dynamicSupervisor, startLink, supervisor } from "../../otp/index.ts";
import { childSpec } from "./child-term.ts";
import { SERVER } from "./instruction.ts";
import { type Json, type JsonRecord, list, record, text } from "./json.ts";
import { MS_US } from "./operation.ts";
import { raiseJson } from "./raise-json.ts";
import type { World } from "./world.ts";

export const FIXTURE = "fixture";
const FIXTURE_SUPERVISOR = "fixture_supervisor";

type SupArgs = { readonly path: string; readonly incarnation: number; readonly spec: JsonRecord };

/** The outcome the scenario foresees for this incarnation: the last one stands for all later ones. */
function outcomeOf(spec: JsonRecord, incarnation: number): JsonRecord {
  const outcomes = list(spec, "init");
  return record(outcomes[Math.min(incarnation, outcomes.length) - 1]);
}

function startedJson(world: World, result: Term): { readonly shown: Json; readonly isOk: boolean } {
  if (!isTagged(result, "ok")) return { shown: world.encode(result), isOk: false };
  return { shown: result.length === 2 ? "ok" : { t: ["ok", world.encode(result[2])] }, isOk: true };
}

function* startWorker(ctx: Context, world: World, path: string, spec: JsonRecord): Blocking<Term> {
  const incarnation = world.nextIncarnation(path);
  const outcome = outcomeOf(spec, incarnation);
  if ("start_return" in outcome) {
    const result = world.decode(outcome["start_return"]);
    world.logStart(path, incarnation, outcome["start_return"] as Json, false);
    return result;
  }
  if ("start_raise" in outcome) {
    world.logStart(path, incarnation, "raise", false);
    return raiseJson(world, outcome["start_raise"]);
  }
  const limitMs = spec["start_timeout"];
  const name = text(spec, "name");
  const result = yield* startLink(ctx, SERVER, { path, incarnation, spec, init: outcome } as Term, {
    ...(name === undefined ? {} : { name }),
    ...(typeof limitMs === "number" ? { timeoutUs: limitMs * MS_US } : {}),
  });
  const whole: Term =
    "extra" in outcome && isTagged(result, "ok")
      ? ["ok", result[1] as Term, world.decode(outcome["extra"])]
      : result;
  const { shown, isOk } = startedJson(world, whole);
  world.logStart(path, incarnation, shown, isOk);
  return whole;
}

function* startSup(ctx: Context, world: World, path: string, spec: JsonRecord): Blocking<Term> {
  const incarnation = world.nextIncarnation(path);
  const name = text(spec, "name");
  const args = { path, incarnation, spec } as Term;
  const result = yield* supervisor.startLink(
    ctx,
    FIXTURE_SUPERVISOR,
    args,
    name === undefined ? {} : { name },
  );
  const { shown, isOk } = startedJson(world, result);
  world.logStart(path, incarnation, shown, isOk);
  return result;
}

function* startDynsup(ctx: Context, world: World, path: string, spec: JsonRecord): Blocking<Term> {
  const incarnation = world.nextIncarnation(path);
  world.logSupervised(["init", path, incarnation]);
  const number = (key: string, option: string) =>
    typeof spec[key] === "number" ? { [option]: spec[key] } : {};
  const result = yield* dynamicSupervisor.startLink(ctx, {
    ...number("intensity", "maxRestarts"),
    ...number("period", "maxSeconds"),
    ...number("max_children", "maxChildren"),
  });
  if (isTagged(result, "ok")) {
    world.nameSupervised(path, incarnation, result[1] as never);
    world.supervisors.add(result[1] as never);
  }
  const { shown, isOk } = startedJson(world, result);
  world.logStart(path, incarnation, shown, isOk);
  return result;
}

function flagsTerm(world: World, spec: JsonRecord): Term {
  const flags: Record<string, Term> = {};
  for (const [key, name] of [
    ["strategy", "strategy"],
    ["intensity", "intensity"],
    ["period", "period"],
    ["auto_shutdown", "autoShutdown"],
  ] as const) {
    if (spec[key] !== undefined) flags[name] = world.decode(spec[key]);
  }
  return flags;
}

export function supervisorModules(world: World): readonly Module[] {
  const init = (ctx: Context, { path, incarnation, spec }: SupArgs): Term => {
    world.nameSupervised(path, incarnation, ctx.self);
    world.supervisors.add(ctx.self);
    world.log(ctx.self, ["init"]);
    const ret = record(outcomeOf(spec, incarnation)["ret"]);
    if (outcomeOf(spec, incarnation)["ret"] === "ignore") return "ignore";
    if ("bad" in ret) return world.decode(ret["bad"]);
    if ("raise" in ret) return raiseJson(world, ret["raise"]);
    const isSimple = spec["strategy"] === "simple_one_for_one";
    const specs = list(spec, "children").map((child) => childSpec(world, path, record(child), isSimple));
    return ["ok", [flagsTerm(world, spec), specs]];
  };
  const fixture: Module = {
    name: FIXTURE,
    functions: {
      worker: ((ctx: Context, path: string, spec: JsonRecord, extra?: string) =>
        startWorker(ctx, world, extra === undefined ? path : `${path}/${extra}`, spec)) as never,
      sup: ((ctx: Context, path: string, spec: JsonRecord, extra?: string) =>
        startSup(ctx, world, extra === undefined ? path : `${path}/${extra}`, spec)) as never,
      dynsup: ((ctx: Context, path: string, spec: JsonRecord, extra?: string) =>
        startDynsup(ctx, world, extra === undefined ? path : `${path}/${extra}`, spec)) as never,
    },
  };
  return [fixture, defineSupervisor(FIXTURE_SUPERVISOR, init as never)];
}
