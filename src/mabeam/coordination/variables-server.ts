/**
 * The variables server of a node, registered as "variables": the link between the local agents and the replicated log.
 *
 * It follows the log through the local consensus server, tells agents to evaluate and to switch, brings their votes
 * and acknowledgements into the log, and, where its node leads, does the leader's duties: activate what was accepted,
 * expire what waited too long, report agents of lost nodes as down.
 *
 * Invariants
 * - Handlers never wait; every message is looked at as it comes.
 * - The view never goes back: after a consensus server was restarted its replay is ignored up to what is known.
 */

import { CONSENSUS, subscribe } from "../../foundation/consensus/index.ts";
import { type Context, isTagged, type Module, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  defineServer,
  type From,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  started,
} from "../../otp/index.ts";
import { foldNotice, type Notice, type VariablesState } from "../variables/index.ts";
import {
  type CoordinatorState,
  initialCoordinator,
  STATE_ROW,
  TICK_US,
  VARIABLES,
  VARIABLES_TABLE,
  type VariablesArgs,
} from "./coordinator-state.ts";
import { dutiesOf } from "./duties.ts";
import {
  type AgentApplied,
  type AgentJoin,
  type AgentVote,
  type LocalAgent,
  newLocalAgent,
  withLocal,
} from "./local-agent.ts";
import { narrate } from "./narrate.ts";
import { beginProposal, type ProposeRequest } from "./propose.ts";
import { answered, pursue, resubmit } from "./submissions.ts";
import { forgetDecided, tellAgents } from "./tell-agents.ts";
import { counted } from "./ticks.ts";

function init(ctx: Context, args: VariablesArgs): InitResult<CoordinatorState> {
  const state = initialCoordinator(ctx, args);
  ctx.tableNew(VARIABLES_TABLE);
  ctx.tablePut(VARIABLES_TABLE, STATE_ROW, state.view);
  ctx.startTimer(TICK_US, ctx.self, "tick");
  return started(connected(ctx, state));
}

function handleCall(
  ctx: Context,
  request: Term,
  from: From,
  state: CoordinatorState,
): CallResult<CoordinatorState> {
  if (!isTagged(request, "propose")) return reply(["error", "unknown_request"], state);
  return noreply(beginProposal(ctx, state, request[1] as ProposeRequest, from));
}

function handleCast(ctx: Context, request: Term, state: CoordinatorState): NoreplyResult<CoordinatorState> {
  const [kind, body] = request as readonly Term[];
  switch (kind) {
    case "join":
      return noreply(act(ctx, joined(ctx, state, body as AgentJoin)));
    case "vote":
      return noreply(act(ctx, voted(state, body as AgentVote)));
    case "applied":
      return noreply(act(ctx, applied(state, body as AgentApplied)));
    case "propose":
      return noreply(beginProposal(ctx, state, body as ProposeRequest, null));
    default:
      return noreply(state);
  }
}

function handleInfo(ctx: Context, message: Term, state: CoordinatorState): NoreplyResult<CoordinatorState> {
  if (!Array.isArray(message)) return noreply(state);
  const [tag, subject, ...rest] = message as readonly Term[];
  switch (tag) {
    case CONSENSUS:
      return noreply(heard(ctx, state, subject, rest));
    case "timeout":
      ctx.startTimer(TICK_US, ctx.self, "tick");
      return noreply(act(ctx, ticked(ctx, state)));
    case "DOWN":
      return noreply(act(ctx, ended(state, subject)));
    case "propose": {
      // A person's proposal: ["propose", variable, value].
      const request = { variable: String(subject), value: rest[0], proposer: "person" };
      return noreply(beginProposal(ctx, state, request, null));
    }
    default:
      return noreply(state);
  }
}

/** Does everything that is due: tells agents, brings commands on their way. */
function act(ctx: Context, state: CoordinatorState): CoordinatorState {
  const told = tellAgents(ctx, state);
  return pursue(ctx, told, dutiesOf(told, ctx.node));
}

function connected(ctx: Context, state: CoordinatorState): CoordinatorState {
  if (state.consensus !== null || ctx.whereis(CONSENSUS) === undefined) return state;
  subscribe(ctx);
  return { ...state, consensus: ctx.monitor(CONSENSUS) };
}

function ticked(ctx: Context, state: CoordinatorState): CoordinatorState {
  const next = counted(connected(ctx, state), ctx.node, ctx.connectedNodes());
  return forgetDecided(resubmit(ctx, next));
}

function heard(ctx: Context, state: CoordinatorState, kind: Term, rest: readonly Term[]): CoordinatorState {
  switch (kind) {
    case "notice": {
      const [index, notice] = rest as [number, Term];
      return noticed(ctx, state, index, notice as Notice);
    }
    case "state": {
      const [index, view] = rest as [number, Term];
      if (index < state.viewIndex) return state;
      return act(ctx, seen(ctx, state, index, view as VariablesState));
    }
    case "leader": {
      const [isLeader, term] = rest as [boolean, number];
      return act(ctx, { ...state, isLeader, term, openTicks: {} });
    }
    case "answer":
      return answered(ctx, state, rest[0], rest[1]);
    default:
      return state;
  }
}

function noticed(ctx: Context, state: CoordinatorState, index: number, notice: Notice): CoordinatorState {
  if (index < state.viewIndex) return state;
  if (state.isLeader) narrate(ctx, notice, index);
  return act(ctx, seen(ctx, state, index, foldNotice(state.view, notice)));
}

function seen(
  ctx: Context,
  state: CoordinatorState,
  viewIndex: number,
  view: VariablesState,
): CoordinatorState {
  ctx.tablePut(VARIABLES_TABLE, STATE_ROW, view);
  return { ...state, view, viewIndex };
}

function joined(ctx: Context, state: CoordinatorState, join: AgentJoin): CoordinatorState {
  const before = state.locals.find(({ agent }) => agent === join.agent);
  if (before !== undefined) ctx.demonitor(before.ref, { flush: true });
  const local = newLocalAgent(join, ctx.monitor(join.pid));
  return { ...state, locals: withLocal(state.locals, local) };
}

function voted(state: CoordinatorState, vote: AgentVote): CoordinatorState {
  return changed(state, vote, (local) => {
    const isKnown = local.votes.some(({ proposal }) => proposal === vote.proposal);
    return isKnown ? local : { ...local, votes: [...local.votes, vote] };
  });
}

function applied(
  state: CoordinatorState,
  { agent, incarnation, variable, version }: AgentApplied,
): CoordinatorState {
  return changed(state, { agent, incarnation }, (local) => {
    return { ...local, applied: { ...local.applied, [variable]: version } };
  });
}

/** Changes a local agent, if it is still the incarnation that spoke. */
function changed(
  state: CoordinatorState,
  { agent, incarnation }: { readonly agent: string; readonly incarnation: number },
  change: (local: LocalAgent) => LocalAgent,
): CoordinatorState {
  const local = state.locals.find((one) => one.agent === agent && one.incarnation === incarnation);
  return local === undefined ? state : { ...state, locals: withLocal(state.locals, change(local)) };
}

function ended(state: CoordinatorState, ref: Term): CoordinatorState {
  if (ref === state.consensus) return { ...state, consensus: null, isLeader: false, openTicks: {} };
  const locals = state.locals.filter((local) => local.ref !== ref);
  return { ...state, locals };
}

/** The module of the variables server; list it in a scenario's code. */
export const variablesModule: Module = defineServer<CoordinatorState>(VARIABLES, {
  init,
  handleCall,
  handleCast,
  handleInfo,
});
