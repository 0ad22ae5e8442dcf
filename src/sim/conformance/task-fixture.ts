/** The work of a scenario's task: it takes its label, carries out its operations, and answers or raises. */

import type { Blocking, Context, Module, Term } from "../../kernel/index.ts";
import { type JsonRecord, ops, text } from "./json.ts";
import { runOperations } from "./operations.ts";
import { raiseJson } from "./raise-json.ts";
import type { World } from "./world.ts";

export function taskFixture(world: World): Module {
  function* run(ctx: Context, task: JsonRecord): Blocking<Term> {
    world.nameProcess(text(task, "as") ?? "", ctx.self);
    if (task["trap"] === true) ctx.trapExit(true);
    yield* runOperations(ctx, world, ops(task));
    if (task["raise"] !== undefined) raiseJson(world, task["raise"]);
    return world.decode(task["v"] ?? "ok");
  }
  return { name: "fixture_task", functions: { run: run as never } };
}
