/**
 * Whose turn it is to experiment: on a node, one agent at a time tries another value of a variable, so that trials do
 * not take all schedulers from the others' training. The turn is a name in the process registry.
 *
 * The name is held by a small process linked to the agent, which asks for it and ends when the experiment is over:
 * the agent never waits, and an agent that is killed in the middle loses the turn like every other name.
 *
 * Where a node runs no registry, everybody's turn is always.
 */

import { PROCESS_REGISTRY, register } from "../../foundation/process-registry/index.ts";
import {
  type Blocking,
  type Context,
  type Module,
  type Pid,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { taskStart } from "../../otp/index.ts";

/** Namespace of the turns; the key is the variable. */
export const EXPERIMENTS = "experiments";

const TURN = "experiment_turn";

type Claim = { readonly agent: string; readonly variable: string; readonly pid: Pid };

/** Asks for the turn: `["trial", "granted", holder]` or `["trial", "refused"]` comes later. False: no registry, no turns. */
export function askForTurn(ctx: Context, agent: string, variable: string): boolean {
  if (ctx.whereis(PROCESS_REGISTRY) === undefined) return false;
  const claim: Claim = { agent, variable, pid: ctx.self };
  taskStart(ctx, [TURN, "hold", [claim]], { link: true, label: `${agent} experiments` });
  return true;
}

/** Gives the turn back. */
export function endTurn(ctx: Context, holder: Term): void {
  ctx.send(holder as Pid, "over");
}

/** The holder of a turn; list it in a scenario's code. */
export const experimentTurnModule: Module = {
  name: TURN,
  functions: {
    *hold(ctx: Context, { agent, variable, pid }: Claim): Blocking<void> {
      const metadata = { agent };
      const claimed = yield* register(ctx, { namespace: EXPERIMENTS, key: variable, metadata });
      ctx.send(pid, claimed.ok ? ["trial", "granted", ctx.self] : ["trial", "refused"]);
      if (claimed.ok) yield* receive((message) => message === "over");
    },
  },
};
