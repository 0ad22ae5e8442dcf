/** What the variables server tells the agents of its node: evaluate an open proposal, switch to a version. */

import type { Context, Term } from "../../kernel/index.ts";
import { type Proposal, type Variable, variablesOf } from "../variables/index.ts";
import { ASK_AGAIN_TICKS, type CoordinatorState, SEND_AGAIN_TICKS } from "./coordinator-state.ts";
import { mayStillVote } from "./duties.ts";
import type { AppliedValue, LocalAgent } from "./local-agent.ts";

/** Tells each local agent what it has not been told, or has not answered for long. Asking twice is harmless. */
export function tellAgents(ctx: Context, state: CoordinatorState): CoordinatorState {
  const open = state.view.proposals.filter((proposal) => proposal.state === "open");
  const variables = variablesOf(state.view);
  const locals = state.locals.map((local) => {
    return askToEvaluate(ctx, sendVersions(ctx, local, variables, state.tick), open, state.tick);
  });
  return locals.every((local, i) => local === state.locals[i]) ? state : { ...state, locals };
}

function sendVersions(
  ctx: Context,
  local: LocalAgent,
  variables: readonly Variable[],
  tick: number,
): LocalAgent {
  let { sent } = local;
  for (const variable of variables) {
    const { name } = variable.spec;
    const before = sent[name];
    const isSent = before?.version === variable.version && tick - before.tick < SEND_AGAIN_TICKS;
    if ((local.applied[name] ?? 0) >= variable.version || isSent) continue;
    for (const value of versionsAfter(variable, local.applied[name] ?? 0)) {
      ctx.send(local.pid, ["variables", "apply", value]);
    }
    sent = { ...sent, [name]: { version: variable.version, tick } };
  }
  return sent === local.sent ? local : { ...local, sent };
}

/** The versions an agent has to apply to catch up: the newest, or every one when none may be skipped. */
export function versionsAfter(variable: Variable, applied: number): readonly AppliedValue[] {
  const { spec, history } = variable;
  // An agent without any version starts at the newest: the ones before were never its own.
  const isJump = spec.skippable === true || applied === 0;
  const due = isJump ? history.slice(-1) : history.filter(({ version }) => version > applied);
  return due.map(({ version, value, index }) => ({ variable: spec.name, value, version, token: index }));
}

function askToEvaluate(ctx: Context, local: LocalAgent, open: readonly Proposal[], tick: number): LocalAgent {
  let { asked } = local;
  for (const proposal of open) {
    const { id } = proposal;
    const before = asked[id];
    const hasVoted = local.votes.some((vote) => vote.proposal === id);
    if (hasVoted || !mayStillVote(proposal, local)) continue;
    if (before !== undefined && tick - before < ASK_AGAIN_TICKS) continue;
    ctx.send(local.pid, ["variables", "evaluate", proposal as Term]);
    asked = { ...asked, [id]: tick };
  }
  return asked === local.asked ? local : { ...local, asked };
}

/** Forgets votes and questions about proposals that are decided. */
export function forgetDecided(state: CoordinatorState): CoordinatorState {
  const isOpen = (id: string): boolean => {
    return state.view.proposals.some((proposal) => proposal.id === id && proposal.state === "open");
  };
  const locals = state.locals.map((local) => {
    const votes = local.votes.filter(({ proposal }) => isOpen(proposal));
    const asked = Object.fromEntries(Object.entries(local.asked).filter(([id]) => isOpen(id)));
    const isSame =
      votes.length === local.votes.length && Object.keys(asked).length === Object.keys(local.asked).length;
    return isSame ? local : { ...local, votes, asked };
  });
  return locals.every((local, i) => local === state.locals[i]) ? state : { ...state, locals };
}
