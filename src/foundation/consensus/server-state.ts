/** The state of the consensus server of a node: plain data. */

import { ensure } from "../../base/index.ts";
import type { Context, Pid, Ref, Term } from "../../kernel/index.ts";
import type { RaftOptions } from "./raft-config.ts";
import type { RaftState } from "./raft-state.ts";
import type { Replicated } from "./replicated.ts";
import type { ClientRequest } from "./request.ts";
import type { StateMachine } from "./state-machine.ts";

/** Name of the module, and the name every consensus server is registered under on its node. */
export const CONSENSUS = "consensus";

/**
 * Start arguments: the module name of the state machine, the indexes of the nodes that vote, and any of the
 * protocol's times and limits (µs, entries) that should differ from the defaults.
 */
export type ConsensusArgs = { readonly machine: string } & Omit<RaftOptions, "id" | "defects">;

export type Subscriber = { readonly pid: Pid; readonly ref: Ref };

export type ConsensusState = {
  /** Module name of the state machine. */
  readonly machine: string;
  readonly raft: RaftState;
  readonly replicated: Replicated;
  readonly requests: readonly ClientRequest[];
  /** When requests have to be looked at next. */
  readonly requestsDueUs: number;
  readonly subscribers: readonly Subscriber[];
  /** The one running timer, and when it fires. */
  readonly timer: Ref | null;
  readonly timerDueUs: number;
};

/** The state machine named in the start arguments. */
export function machineOf(ctx: Context, name: string): StateMachine<Term> {
  const module = ensure(
    ctx.code.get(name),
    `no state machine "${name}": list its module in the scenario's code`,
  );
  return ensure(module.callbacks, `module "${name}" is no state machine`) as unknown as StateMachine<Term>;
}
