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
import { isThen, type StartResult, type Then } from "./server-results.ts";
import { GEN_SERVER, type ServerState } from "./server-state.ts";

/** How the process of a behaviour comes to life. */
export interface Birth {
  readonly starter: Pid;
  readonly name: OwnName | undefined;
  /** Runs the module's `init`. */
  readonly init: () => unknown;
  /** What the starter is told of a crash in it; the exit reason unless said. */
  readonly reasonOf?: (raised: Raise) => Term;
}

/** What `init` has returned or thrown, and how the starter is told of success and of failure. */
export interface Born {
  readonly result: unknown;
  readonly ack: (result: StartResult) => void;
  readonly fail: (result: StartResult) => void;
}

/**
 * Takes the name and runs `init`; a generator only when that waits. Undefined when the process ends here without a crash;
 * the starter knows then.
 */
export function runInit(ctx: Context, birth: Birth): Born | undefined | Blocking<Born | undefined> {
  const { starter, name, init } = birth;
  const ack = (result: StartResult) => ctx.send(starter, ["ack", ctx.self, result]);
  const fail = (result: StartResult) => {
    if (name !== undefined) giveUpName(ctx, name);
    ack(result);
  };
  if (name !== undefined) {
    const holder = holderOf(ctx, name);
    if (holder !== undefined) {
      ack(["error", ["already_started", holder]]);
      return undefined;
    }
    takeName(ctx, name);
  }
  let result: unknown;
  try {
    result = init();
    if (isBlocking(result)) return waitForInit(birth, result, { ack, fail });
  } catch (raised) {
    result = thrown(birth, raised, fail);
  }
  return born(result, ack, fail);
}

function* waitForInit(
  birth: Birth,
  init: Blocking<unknown>,
  { ack, fail }: Pick<Born, "ack" | "fail">,
): Blocking<Born | undefined> {
  let result: unknown;
  try {
    result = yield* init;
  } catch (raised) {
    result = thrown(birth, raised, fail);
  }
  return born(result, ack, fail);
}

/** A thrown term counts as the result of `init`; other crashes are told to the starter and go on. */
function thrown({ reasonOf = exitReasonOf }: Birth, raised: unknown, fail: Born["fail"]): Term {
  if (!(raised instanceof Raise)) throw raised;
  if (raised.class === "throw") return raised.reason;
  fail(["error", reasonOf(raised)]);
  throw raised;
}

function born(result: unknown, ack: Born["ack"], fail: Born["fail"]): Born | undefined {
  if (result !== "ignore") return { result, ack, fail };
  fail("ignore");
  return undefined;
}

/** First function of a server process: registers, runs `init`, tells the starter, and enters the loop. */
// biome-ignore lint/complexity/useMaxParams: these are the arguments of a spawned function
export function initServer(
  ctx: Context,
  starter: Pid,
  parent: Pid | undefined,
  module: string,
  args: Term,
  name: OwnName | undefined,
): FunctionResult | Blocking<FunctionResult> {
  const init = () => callbacksOf(ctx.code, module).init(ctx, args);
  const outcome = runInit(ctx, { starter, name, init });
  const server = { module, parent, state: undefined, idle: undefined };
  return isBlocking(outcome) ? enterWhenBorn(ctx, server, outcome) : enter(ctx, server, outcome);
}

function* enterWhenBorn(
  ctx: Context,
  server: ServerState,
  outcome: Blocking<Born | undefined>,
): Blocking<FunctionResult> {
  const next = enter(ctx, server, yield* outcome);
  return isBlocking(next) ? yield* next : next;
}

/** Into the loop, when `init` said so. */
function enter(
  ctx: Context,
  server: ServerState,
  outcome: Born | undefined,
): FunctionResult | Blocking<FunctionResult> {
  if (outcome === undefined) return undefined;
  const { result, ack, fail } = outcome;
  if (Array.isArray(result) && result[0] === "ok") {
    const { length } = result;
    if (length === 2 || (length === 3 && isThen(result[2]))) {
      ack(["ok", ctx.self]);
      const next = proceed(ctx, server, result[1] as Term, result[2] as Then | undefined);
      return isBlocking(next) ? enterAfter(next) : enterLoop(GEN_SERVER, next);
    }
  }
  const isStop = Array.isArray(result) && result[0] === "stop" && result.length === 2;
  const reason = isStop ? (result[1] as Term) : ["bad_return_value", result as Term];
  fail(["error", reason]);
  throw new Raise("exit", reason);
}

function* enterAfter(first: Blocking<ServerState>): Blocking<FunctionResult> {
  return enterLoop(GEN_SERVER, yield* first);
}
