/**
 * The first function of a gen_statem's process (gen_statem.erl: init_it, enter). The starter is told before the first
 * enter call, so a machine that crashes there has started.
 */

import {
  type Blocking,
  type Context,
  enterLoop,
  type FunctionResult,
  isBlocking,
  type Pid,
  Raise,
  type Term,
} from "../kernel/index.ts";
import { hasEnterCalls, statemCallbacksOf } from "./gen-statem.ts";
import { type Birth, runInit } from "./server-init.ts";
import type { OwnName } from "./server-name.ts";
import { endStatem, runTurn } from "./statem-loop.ts";
import { GEN_STATEM } from "./statem-state.ts";
import { followActions } from "./statem-transition.ts";
import { beginTurn } from "./statem-turn.ts";

/** First function of a state machine's process: registers, runs `init`, tells the starter, and enters the loop. */
// biome-ignore lint/complexity/useMaxParams: these are the arguments of a spawned function
export function* initStatem(
  ctx: Context,
  starter: Pid,
  parent: Pid | undefined,
  module: string,
  args: Term,
  name: OwnName | undefined,
): Blocking<FunctionResult> {
  const callbacks = statemCallbacksOf(ctx.code, module);
  // Unlike a gen_server's, a failed start is told the bare reason of an error.
  const birth: Birth = {
    starter,
    name,
    init: () => callbacks.init(ctx, args),
    reasonOf: ({ reason }) => reason,
  };
  const running = runInit(ctx, birth);
  const ran = isBlocking(running) ? yield* running : running;
  if (ran === undefined) return undefined;
  const { result, ack, fail } = ran;
  const [kind, state, data, actions] = Array.isArray(result) ? (result as readonly Term[]) : [];
  const length = Array.isArray(result) ? result.length : 0;
  if (kind !== "ok" || (length !== 3 && length !== 4)) {
    const reason = kind === "stop" && length === 2 ? state : ["bad_return_from_init", result as Term];
    fail(["error", reason]);
    throw new Raise("exit", reason);
  }
  ack(["ok", ctx.self]);
  const turn = beginTurn({ module, parent, state, data, postponed: [], timeouts: [] }, []);
  const list =
    actions === undefined ? [] : ((Array.isArray(actions) ? actions : [actions]) as readonly Term[]);
  const ending = followActions(ctx, turn, [...list, ["postpone", false]], hasEnterCalls(callbacks));
  if (ending !== undefined) return yield* endStatem(ctx, module, ending);
  const next = runTurn(ctx, turn);
  return enterLoop(GEN_STATEM, isBlocking(next) ? yield* next : next);
}
