/**
 * What a variables server wants to be in the log and is not: pure functions of its state.
 *
 * Duties are levels, not edges: each is derived anew from the difference between the world here and the replicated
 * state, so whatever was lost on the way (a leader with uncommitted votes, a crash between decision and Activate) is
 * simply wanted again. All these commands are harmless when repeated.
 */

import type { Term } from "../../kernel/index.ts";
import {
  agentOf,
  agentsUp,
  isTerminal,
  type Proposal,
  type VariablesCommand,
  type VariablesState,
  variableOf,
} from "../variables/index.ts";
import { type CoordinatorState, SILENCE_TICKS } from "./coordinator-state.ts";
import { type LocalAgent, sessionOf } from "./local-agent.ts";

/** A command that is wanted, under a key that names the purpose; `agent` when it goes into an agent's session. */
export type Duty = {
  readonly key: string;
  readonly agent: string | null;
  readonly command: VariablesCommand;
};

/** Everything this server wants to bring into the log now. */
export function dutiesOf(state: CoordinatorState, node: number): readonly Duty[] {
  const running = state.view.proposals.filter((proposal) => !isTerminal(proposal.state));
  const ofAgents = state.locals.flatMap((local) => agentDuties(state, local, running));
  return [...ofAgents, ...vanishedHere(state, node), ...(state.isLeader ? leaderDuties(state, running) : [])];
}

function agentDuties(
  { view }: CoordinatorState,
  local: LocalAgent,
  running: readonly Proposal[],
): readonly Duty[] {
  const { agent, incarnation, weight, pid } = local;
  const known = agentOf(view, agent);
  if (known !== undefined && known.incarnation > incarnation) return [];
  const duty = (key: string, command: VariablesCommand): Duty => ({ key: `${key}:${agent}`, agent, command });
  if (known === undefined || known.incarnation < incarnation || !known.isUp) {
    const up = { kind: "agent_up", agent, incarnation, weight, node: pid.node } as const;
    return [duty(`up:${incarnation}`, up)];
  }
  const duties: Duty[] = [];
  for (const proposal of running) {
    const { id, variable, version } = proposal;
    const vote = local.votes.find((cast) => cast.proposal === id);
    if (vote !== undefined && mayStillVote(proposal, local)) {
      duties.push(duty(`vote:${id}`, { kind: "vote", ...vote }));
    }
    const applied = local.applied[variable] ?? 0;
    if (proposal.state === "active" && applied >= version && !hasAcked(proposal, local)) {
      duties.push(duty(`ack:${id}`, { kind: "ack", agent, incarnation, variable, version: applied }));
    }
  }
  return duties;
}

/** True when the agent is an elector of an open proposal and the log holds no vote of it. */
export function mayStillVote(proposal: Proposal, { agent, incarnation }: LocalAgent): boolean {
  const { state, electorate, votes } = proposal;
  if (state !== "open" || votes.some((vote) => vote.agent === agent)) return false;
  return electorate.some((elector) => elector.agent === agent && elector.incarnation === incarnation);
}

function hasAcked(proposal: Proposal, { agent, incarnation }: LocalAgent): boolean {
  return proposal.acks.some((ack) => ack.agent === agent && ack.incarnation === incarnation);
}

/** Agents the log believes to be up on this node although they are not. */
function vanishedHere({ view, locals, tick }: CoordinatorState, node: number): readonly Duty[] {
  if (tick < SILENCE_TICKS) return [];
  return downDuties(view, (agent) => {
    return agent.node === node && !locals.some((local) => local.agent === agent.agent);
  });
}

function leaderDuties(state: CoordinatorState, running: readonly Proposal[]): readonly Duty[] {
  const { view, args, openTicks, silentTicks, term } = state;
  const duties: Duty[] = args.specs
    .filter(({ name }) => variableOf(view, name) === undefined)
    .map((spec) => own(`declare:${spec.name}`, { kind: "declare", spec: spec as Term }));
  for (const { id, state: is, variable, deadlineTicks } of running) {
    if (is === "accepted") {
      const version = (variableOf(view, variable)?.version ?? 0) + 1;
      duties.push(own(`activate:${id}`, { kind: "activate", proposal: id, version }));
    }
    if (is === "open" && (openTicks[id] ?? 0) >= deadlineTicks) {
      duties.push(own(`expire:${id}`, { kind: "expire", proposal: id, term }));
    }
  }
  return [...duties, ...downDuties(view, ({ node }) => (silentTicks[node] ?? 0) >= SILENCE_TICKS)];
}

function downDuties(
  view: VariablesState,
  isGone: (agent: { readonly agent: string; readonly node: number }) => boolean,
): readonly Duty[] {
  return agentsUp(view)
    .filter(isGone)
    .map(({ agent, incarnation }) => {
      return own(`down:${agent}:${incarnation}`, { kind: "agent_down", agent, incarnation });
    });
}

function own(key: string, command: VariablesCommand): Duty {
  return { key, agent: null, command };
}

/** Session and sequence for a duty, and the state in which that sequence is taken. */
export function named(
  state: CoordinatorState,
  agent: string | null,
): readonly [session: string, sequence: number, state: CoordinatorState] {
  const local = state.locals.find((candidate) => candidate.agent === agent);
  if (local === undefined) {
    const { session, nextSequence } = state;
    return [session, nextSequence, { ...state, nextSequence: nextSequence + 1 }];
  }
  const { nextSequence } = local;
  const locals = state.locals.map((one) =>
    one === local ? { ...one, nextSequence: nextSequence + 1 } : one,
  );
  return [sessionOf(local), nextSequence, { ...state, locals }];
}
