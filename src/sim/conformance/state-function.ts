/** FN of the language: a function of one value, for agents and for update_value. */

import { type Blocking, type Context, error, receiveWithin, type Term } from "../../kernel/index.ts";
import { type JsonRecord, record } from "./json.ts";
import { timeUs } from "./operation.ts";
import { raiseJson } from "./raise-json.ts";
import type { World } from "./world.ts";

/** Functions that need no wait. */
export function applyPlain(ctx: Context, world: World, fn: JsonRecord, value: Term): Term {
  switch (fn["f"]) {
    case "add":
      return typeof value === "number" ? value + (fn["n"] as number) : error("badarith");
    case "set":
      return world.decode(fn["v"]);
    case "raise":
      return raiseJson(world, fn["raise"]);
    case "self":
      return ctx.self;
    default:
      return value;
  }
}

export function* applyFunction(ctx: Context, world: World, fn: JsonRecord, value: Term): Blocking<Term> {
  if (fn["f"] !== "sleep") return applyPlain(ctx, world, fn, value);
  yield* receiveWithin(timeUs(fn["ms"], 0), () => false);
  return yield* applyFunction(ctx, world, record(fn["then"]), value);
}
