/**
 * The first function of a gen_server's process (gen.erl and gen_server.erl: init_it): take the name, run `init`, tell the
 * starter, enter the loop. A name is given up before the starter hears of a failure, so it can be used again at once.
 */

import {
  type Blocking,
  type Context,
  enterLoop,
  exitReasonOf,
  type FunctionResult,
  isBlocking,
  type Pid,
  Raise,
  type Term,
} from "../kernel/index.ts";
import { callbacksOf } from "./gen-server.ts";
import { proceed } from "./server-loop.ts";
import { giveUpName, holderOf, type OwnName, takeName } from "./server-name.ts";
import type { StartResult, Then } from "./server-results.ts";
import { GEN_SERVER } from "./server-state.ts";

/** First function of a server process: registers, runs `init`, tells the starter, and enters the loop. */
// biome-ignore lint/complexity/useMaxParams: these are the arguments of a spawned function
export function* initServer(
  ctx: Context,
  starter: Pid,
  parent: Pid | undefined,
  module: string,
  args: Term,
  name: OwnName | undefined,
): Blocking<FunctionResult> {
  const ack = (result: StartResult) => ctx.send(starter, ["ack", ctx.self, result]);
  const fail = (result: StartResult) => {
    if (name !== undefined) giveUpName(ctx, name);
    ack(result);
  };
  const holder = name === undefined ? undefined : holderOf(ctx, name);
  if (holder !== undefined) {
    ack(["error", ["already_started", holder]]);
    return undefined;
  }
  if (name !== undefined) takeName(ctx, name);
  let result: unknown;
  try {
    result = callbacksOf(ctx.code, module).init(ctx, args);
    if (isBlocking(result)) result = yield* result;
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    if (raised.class !== "throw") {
      fail(["error", exitReasonOf(raised)]);
      throw raised;
    }
    result = raised.reason;
  }
  if (result === "ignore") {
    fail("ignore");
    return undefined;
  }
  const [kind, state, then] = Array.isArray(result) ? (result as readonly Term[]) : [];
  const length = Array.isArray(result) ? result.length : 0;
  if (kind === "ok" && (length === 2 || length === 3)) {
    ack(["ok", ctx.self]);
    const next = proceed(ctx, { module, parent, state, idle: undefined }, state, then as Then | undefined);
    return enterLoop(GEN_SERVER, isBlocking(next) ? yield* next : next);
  }
  const reason = kind === "stop" && length === 2 ? state : ["bad_return_value", result as Term];
  fail(["error", reason]);
  throw new Raise("exit", reason);
}
