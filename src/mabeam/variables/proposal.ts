/**
 * A proposal to change a variable, from Open to its end.
 *
 *   open ──accepted──▶ active ──▶ settled
 *    ├──▶ rejected
 *    ├──▶ expired        accepted ──▶ stale   (its base version has passed)
 *    ├──▶ withdrawn
 *    └──▶ stale
 *
 * Invariants
 * - Terminal states never change; every change of state names the log index that caused it.
 * - The electorate is frozen at Open and never changes; an agent votes as the incarnation that was frozen.
 */

import type { VariableValue } from "./variable-spec.ts";
import type { Decision, Elector, RuleName } from "./voting-rule.ts";

export type ProposalState =
  | "open"
  | "accepted"
  | "active"
  | "settled"
  | "rejected"
  | "expired"
  | "withdrawn"
  | "stale";

/** A counted vote. `score` is a fixed-point number: the loss saved in millionths of a nat, positive is better. */
export type Vote = {
  readonly agent: string;
  readonly incarnation: number;
  readonly decision: Decision;
  readonly score: number;
  readonly reason: string;
  /** Log index of the vote. */
  readonly index: number;
};

/** An agent has switched to the version. */
export type Ack = { readonly agent: string; readonly incarnation: number; readonly index: number };

export type Proposal = {
  /** Session and sequence of the command that opened it. */
  readonly id: string;
  /** Number for people, from 1 in log order. */
  readonly number: number;
  readonly variable: string;
  readonly baseVersion: number;
  readonly baseValue: VariableValue;
  readonly value: VariableValue;
  readonly rule: RuleName;
  /** How many ticks of a leader it may stay open. */
  readonly deadlineTicks: number;
  readonly proposer: string;
  readonly session: string;
  readonly electorate: readonly Elector[];
  readonly votes: readonly Vote[];
  readonly acks: readonly Ack[];
  readonly state: ProposalState;
  /** Version it became; 0 while it is not active. */
  readonly version: number;
  /** Every state it has been in, with the index that led there; the first is Open. */
  readonly transitions: readonly { readonly state: ProposalState; readonly index: number }[];
};

const TERMINAL: readonly ProposalState[] = ["settled", "rejected", "expired", "withdrawn", "stale"];

/** True when nothing can change the proposal any more. */
export function isTerminal(state: ProposalState): boolean {
  return TERMINAL.includes(state);
}

/** True when the proposal still may become a version, so that no other may be opened on its variable. */
export function isUndecidedOrPending(state: ProposalState): boolean {
  return state === "open" || state === "accepted";
}

/** The proposal in its next state. */
export function moved(proposal: Proposal, state: ProposalState, index: number): Proposal {
  return { ...proposal, state, transitions: [...proposal.transitions, { state, index }] };
}
