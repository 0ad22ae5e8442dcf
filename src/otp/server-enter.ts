/**
 * Becoming a gen_server after an initialisation of one's own (gen_server:enter_loop): `init` is not called.
 */

import {
  type Blocking,
  type Context,
  enterLoop,
  exit,
  type FunctionResult,
  isBlocking,
  type Term,
} from "../kernel/index.ts";
import { proceed } from "./server-loop.ts";
import { holderOf, type OwnName } from "./server-name.ts";
import type { Then } from "./server-results.ts";
import { GEN_SERVER } from "./server-state.ts";

export type EnterOptions = {
  /** The name the process has taken before: it exits when it has not. */
  readonly name?: OwnName;
  /** What follows, as in the result of `init`. */
  readonly next?: Then;
};

/**
 * What a process function returns to go on as a server of `module`: `return yield* enterServer(ctx, "m", state)`. Its
 * parent is the process that spawned it.
 */
export function* enterServer(
  ctx: Context,
  module: string,
  state: Term,
  { name, next }: EnterOptions = {},
): Blocking<FunctionResult> {
  if (name !== undefined && holderOf(ctx, name) !== ctx.self) exit("process_not_registered");
  const server = { module, parent: ctx.parent(), state, idle: undefined };
  const ready = proceed(ctx, server, state, next);
  return enterLoop(GEN_SERVER, isBlocking(ready) ? yield* ready : ready);
}
