/** What applying a command gives: the next state, the answer to its client, and notices for the local subscribers. */

import type { MachineDefect } from "./defects.ts";
import type { Proposal, Vote } from "./proposal.ts";
import type { AgentRecord, Evidence, Variable, VariablesState } from "./replicated-state.ts";

/**
 * `ok` with what came of it, or `refused` with a code for programs and a sentence for people. A refusal changes
 * nothing but the evidence.
 */
export type Answer =
  | readonly ["ok", proposal?: string]
  | readonly ["refused", code: RefusalCode, message: string];

export type RefusalCode =
  | "malformed"
  | "unknown_variable"
  | "unknown_proposal"
  | "invalid_value"
  | "stale_version"
  | "proposal_open"
  | "no_electorate"
  | "conflict"
  | "late"
  | "not_elector"
  | "not_permitted";

/**
 * What has changed, with the whole changed record: a subscriber that folds these into a copy has the same state as
 * the server next to it.
 */
export type Notice = {
  readonly event: NoticeEvent;
  readonly proposal?: Proposal;
  readonly variable?: Variable;
  readonly agent?: AgentRecord;
  readonly vote?: Vote;
  readonly evidence?: Evidence;
};

export type NoticeEvent =
  | "declared"
  | "opened"
  | "voted"
  | "decided"
  | "activated"
  | "acked"
  | "settled"
  | "closed"
  | "agent_up"
  | "agent_down"
  | "evidence"
  | "electorate_changed";

export type Outcome = {
  readonly state: VariablesState;
  readonly answer: Answer;
  readonly notices: readonly Notice[];
};

/** Where and under which planted defect a command is applied. */
export type Place = { readonly index: number; readonly defect: MachineDefect | undefined };

export function done(state: VariablesState, notices: readonly Notice[], answer: Answer = ["ok"]): Outcome {
  return { state, answer, notices };
}

/** An accepted command that changes nothing: a repetition. */
export function unchanged(state: VariablesState, answer: Answer = ["ok"]): Outcome {
  return { state, answer, notices: [] };
}

export function refuse(state: VariablesState, code: RefusalCode, message: string): Outcome {
  return { state, answer: ["refused", code, message], notices: [] };
}
