/**
 * What the variables server of a node knows of the agents that live there, and the messages between them.
 *
 * agent → server (casts)             server → agent (messages)
 *   ["join", AgentJoin]                ["variables", "evaluate", Proposal]
 *   ["vote", AgentVote]                ["variables", "apply", AppliedValue]
 *   ["applied", AgentApplied]
 *   ["propose", ProposeRequest]
 */

import type { Pid, Ref } from "../../kernel/index.ts";
import type { Decision, VariableValue } from "../variables/index.ts";

/** A version as an agent holds it. The token is the log index that activated it. */
export type AppliedValue = {
  readonly variable: string;
  readonly value: VariableValue;
  readonly version: number;
  readonly token: number;
};

/** An agent has started on this node; `applied` are the versions it was restored with. */
export type AgentJoin = {
  readonly agent: string;
  readonly incarnation: number;
  readonly weight: number;
  readonly pid: Pid;
  readonly applied: { readonly [variable: string]: number };
};

export type AgentVote = {
  readonly agent: string;
  readonly incarnation: number;
  readonly proposal: string;
  readonly decision: Decision;
  /** Loss saved, in millionths of a nat; positive speaks for the proposal. */
  readonly score: number;
  readonly reason: string;
};

export type AgentApplied = {
  readonly agent: string;
  readonly incarnation: number;
  readonly variable: string;
  readonly version: number;
};

export type LocalAgent = Omit<AgentJoin, "applied"> & {
  readonly ref: Ref;
  /** Versions the agent says it uses. */
  readonly applied: { readonly [variable: string]: number };
  /** Tick at which a version was last sent to it. */
  readonly sent: { readonly [variable: string]: { readonly version: number; readonly tick: number } };
  /** Tick at which it was last asked about a proposal. */
  readonly asked: { readonly [proposal: string]: number };
  /** Its votes on proposals that are still open. */
  readonly votes: readonly AgentVote[];
  /** Sequence of its next command. */
  readonly nextSequence: number;
};

/** Session of an agent in the replicated log: one per incarnation, so sequences start again with each. */
export function sessionOf({ agent, incarnation }: { agent: string; incarnation: number }): string {
  return `${agent}#${incarnation}`;
}

export function newLocalAgent(join: AgentJoin, ref: Ref): LocalAgent {
  const { agent, incarnation, weight, pid, applied } = join;
  return { agent, incarnation, weight, pid, applied, ref, sent: {}, asked: {}, votes: [], nextSequence: 1 };
}

/** The agents with this one in place of its earlier self, in order of their names. */
export function withLocal(locals: readonly LocalAgent[], local: LocalAgent): readonly LocalAgent[] {
  const others = locals.filter(({ agent }) => agent !== local.agent);
  const after = others.findIndex(({ agent }) => agent > local.agent);
  return after < 0 ? [...others, local] : others.toSpliced(after, 0, local);
}
