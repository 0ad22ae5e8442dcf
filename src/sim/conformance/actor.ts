/** Actors: plain processes that carry out operations. Commands are no messages to them. */

import {
  type Blocking,
  become,
  type Context,
  type FunctionResult,
  type Module,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { ACTOR, isCommand } from "./command.ts";
import type { JsonRecord, Op } from "./json.ts";
import { runOperations } from "./operations.ts";
import type { World } from "./world.ts";

export function actorModule(world: World): Module {
  function* start(ctx: Context, label: string, how: JsonRecord): Blocking<FunctionResult> {
    world.nameProcess(label, ctx.self);
    if (how["trap"] === true) ctx.trapExit(true);
    yield* runOperations(ctx, world, how["ops"] as readonly Op[]);
    return how["end"] === true ? undefined : become(ACTOR, "wait", []);
  }

  function* wait(ctx: Context): Blocking<FunctionResult> {
    const command = (yield* receive(isCommand)) as { readonly $command: readonly Op[] };
    yield* runOperations(ctx, world, command.$command);
    return become(ACTOR, "wait", []);
  }

  /** First process of the node: makes the actors of the scenario and stays out of the way. */
  function* root(ctx: Context, actors: readonly Term[]): Blocking<FunctionResult> {
    for (const actor of actors) {
      const { name, trap } = actor as { readonly name: string; readonly trap: boolean };
      world.nameProcess(name, ctx.spawn([ACTOR, "start", [name, { trap, ops: [] }]], { label: name }));
    }
    yield* receive(() => false);
    return undefined;
  }

  return { name: ACTOR, functions: { start: start as never, wait: wait as never, root: root as never } };
}
