/**
 * State of the variables server of a node: a copy of the replicated state, the local agents, and the commands on their
 * way into the log. Plain data.
 */

import type { Context, Ref, Term } from "../../kernel/index.ts";
import type { From } from "../../otp/index.ts";
import { NO_VARIABLES, type RuleName, type VariableSpec, type VariablesState } from "../variables/index.ts";
import type { LocalAgent } from "./local-agent.ts";

/** Name of the module, and the name the server is registered under on its node. */
export const VARIABLES = "variables";

/** Table of the node with one row, the newest copy of the replicated state; everybody may read it. */
export const VARIABLES_TABLE = "variables_current";
export const STATE_ROW = "state";

export type VariablesArgs = {
  /** Variables that whoever leads declares. */
  readonly specs: readonly VariableSpec[];
  readonly rule?: RuleName;
  /** How many leader ticks a proposal may stay open. Default 75: 15 s. */
  readonly deadlineTicks?: number;
};

/** How often duties are looked at: the leader's tick of F1. */
export const TICK_US = 200_000;
export const DEADLINE_TICKS = 75;
/** An unanswered evaluation is asked for again, an unacknowledged version sent again, after this many ticks. */
export const ASK_AGAIN_TICKS = 25;
export const SEND_AGAIN_TICKS = 10;
/** A node may be out of contact for this many ticks before its agents count as down. */
export const SILENCE_TICKS = 5;
/** A command whose answer did not come, e.g. because the consensus server crashed, is submitted again. */
export const RESUBMIT_TICKS = 15;
/** A proposal that could not be brought into the log is given up: its client is told that the outcome is unknown. */
export const GIVE_UP_TICKS = 50;

/** A command under way: always submitted under the same name, so that it is performed once. */
export type Outstanding = {
  /** What it is for; one command per key is under way at a time. */
  readonly key: string;
  readonly session: string;
  readonly sequence: number;
  readonly command: Term;
  readonly sinceTick: number;
  readonly sentTick: number;
  /** Who waits for the answer of a proposal. */
  readonly from: From | null;
};

export type CoordinatorState = {
  readonly args: VariablesArgs;
  readonly view: VariablesState;
  /** Index of the newest notice folded into the view. */
  readonly viewIndex: number;
  readonly isLeader: boolean;
  readonly term: number;
  readonly locals: readonly LocalAgent[];
  readonly outstanding: readonly Outstanding[];
  /** The server's own session, for duties and for people's proposals. */
  readonly session: string;
  readonly nextSequence: number;
  readonly tick: number;
  /** Ticks each open proposal has been seen open by this leader; emptied when it ceases to lead. */
  readonly openTicks: { readonly [proposal: string]: number };
  /** Ticks each node has been out of contact. */
  readonly silentTicks: { readonly [node: string]: number };
  /** Monitor on the local consensus server; null while there is none. */
  readonly consensus: Ref | null;
};

export function initialCoordinator(ctx: Context, args: VariablesArgs): CoordinatorState {
  return {
    args,
    view: NO_VARIABLES,
    viewIndex: 0,
    isLeader: false,
    term: 0,
    locals: [],
    outstanding: [],
    // A pid's serial is never used again, so neither is the session.
    session: `${VARIABLES}${ctx.self}`,
    nextSequence: 1,
    tick: 0,
    openTicks: {},
    silentTicks: {},
    consensus: null,
  };
}
