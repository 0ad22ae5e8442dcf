/**
 * The learning agent: a gen_server that trains, gossips, votes and proposes.
 *
 * Handlers never wait. Work takes virtual time on a scheduler of the node; while it does, messages queue up.
 *
 * Invariants
 * - The agent trains only with versions it has applied; applied versions never go back.
 * - What it has learnt is in the agent state store after every task, so its process may die at any time.
 * - It is in the process registry of its node from before it is ready until it ends.
 */

import { record } from "../../foundation/telemetry/index.ts";
import {
  type Blocking,
  type Context,
  isTagged,
  type Module,
  type Pid,
  type Term,
} from "../../kernel/index.ts";
import {
  call,
  cast,
  defineServer,
  type InitResult,
  type NoreplyResult,
  noreply,
  started,
  stopInit,
} from "../../otp/index.ts";
import { type AgentJoin, type AppliedValue, VARIABLES } from "../coordination/index.ts";
import { KEEPS_OLD_VERSION, type Proposal } from "../variables/index.ts";
import { AGENT_DIRECTORY } from "./agent-directory.ts";
import type { AgentSpec } from "./agent-spec.ts";
import { AGENT_STATES, type Restored, saveAgent } from "./agent-states.ts";
import { endTurn } from "./experiment-turn.ts";
import { answerPeer, takeModel } from "./gossip.ts";
import { type LearnerState, newLearnt } from "./learner-state.ts";
import { enrol, stayEnrolled } from "./presence.ts";
import { beginTask, endTask, measure } from "./training-task.ts";
import { beginTrial, postponed, tryCandidate } from "./trials.ts";
import { evaluateProposal } from "./voting.ts";

/** Name of the module. */
export const LEARNER = "learner";

function* init(ctx: Context, spec: AgentSpec): Blocking<InitResult<LearnerState>> {
  ctx.trapExit(true);
  const { id: agent, weight, config } = spec;
  const incarnation = (yield* call(ctx, AGENT_DIRECTORY, ["enter", spec, ctx.self])) as number;
  const enrolled = yield* enrol(ctx, spec, incarnation);
  if (!enrolled.ok && enrolled.error[0] === "already_registered") return stopInit(enrolled.error as Term);
  const restored = (yield* call(ctx, AGENT_STATES, ["load", agent])) as Restored | undefined;
  const learnt =
    restored === undefined ? newLearnt(ctx, spec, incarnation) : { ...restored.saved, incarnation };
  if (restored !== undefined) {
    const { tasks, steps } = learnt;
    record(ctx, "agent.restored", { agent, tasks, steps, incarnation, from: restored.from });
  }
  const applied = Object.fromEntries(
    Object.values(learnt.applied).map(({ variable, version }) => [variable, version]),
  );
  const join: AgentJoin = { agent, incarnation, weight, pid: ctx.self, applied };
  cast(ctx, VARIABLES, ["join", join]);
  cast(ctx, AGENT_DIRECTORY, ["running", agent, ctx.self]);
  // Agents begin at different moments, so that they do not all want the scheduler at once.
  ctx.startTimer(ctx.drawBetween(`agent:${agent}`, 1, config.taskEveryUs), ctx.self, "task");
  const state: LearnerState = {
    spec,
    incarnation,
    learnt,
    isSuspended: false,
    training: null,
    gossip: null,
    votes: [],
    trials: { factor: 0, failures: 0, dueTask: 0 },
  };
  return started(postponed(ctx, state, state.trials));
}

function handleInfo(ctx: Context, message: Term, state: LearnerState): NoreplyResult<LearnerState> {
  switch (message) {
    case "task_done":
      return noreply(endTask(ctx, state));
    case "measure":
      return noreply(measure(ctx, state));
    case "trial":
      return noreply(beginTrial(ctx, state));
    case "suspend":
    case "resume":
      return noreply({ ...state, isSuspended: message === "suspend" });
    default:
  }
  if (isTagged(message, "timeout")) {
    ctx.startTimer(state.spec.config.taskEveryUs, ctx.self, "task");
    stayEnrolled(ctx, state);
    return noreply(beginTask(ctx, state));
  }
  if (isTagged(message, "trial")) return noreply(heardOfTurn(ctx, state, message));
  if (isTagged(message, VARIABLES)) {
    const [, kind, body] = message;
    if (kind === "evaluate") return noreply(evaluateProposal(ctx, state, body as Proposal));
    return noreply(apply(ctx, state, body as AppliedValue));
  }
  if (isTagged(message, "gossip")) {
    const [, kind, ...body] = message;
    if (kind === "model") return noreply(takeModel(state, body));
    answerPeer(ctx, state, body[0] as Pid, body[1]);
  }
  return noreply(state);
}

/** The turn to experiment was granted or refused, or the experiment's virtual time is over. */
function heardOfTurn(ctx: Context, state: LearnerState, [, kind, holder]: readonly Term[]): LearnerState {
  if (kind === "refused") return postponed(ctx, state, state.trials);
  if (kind === "over") {
    endTurn(ctx, holder);
    return state;
  }
  ctx.send(ctx.self, ["trial", "over", holder]);
  return tryCandidate(ctx, state);
}

/** Switches to a version, and says so. A version that is not newer is only acknowledged again. */
function apply(ctx: Context, state: LearnerState, value: AppliedValue): LearnerState {
  const { spec, incarnation, learnt } = state;
  const { variable, version } = value;
  const isNew = version > (learnt.applied[variable]?.version ?? 0);
  const isKept = ctx.hasDefect(KEEPS_OLD_VERSION) && version > 1;
  cast(ctx, VARIABLES, ["applied", { agent: spec.id, incarnation, variable, version }]);
  if (!isNew || isKept) return state;
  record(ctx, "agent.applied", { agent: spec.id, variable, version, value: value.value, token: value.token });
  const next = { ...learnt, incarnation, applied: { ...learnt.applied, [variable]: value } };
  // Durable, so that not even the loss of the node can take the agent back behind this token.
  saveAgent(ctx, next, true);
  // A new version is a new place to look around from, after a while of working with it.
  return postponed(ctx, { ...state, learnt: next }, { ...state.trials, failures: 0 });
}

function terminate(ctx: Context, _reason: Term, state: LearnerState): void {
  saveAgent(ctx, state.learnt, true);
}

/** The module of the learning agent; list it in a scenario's code. */
export const learnerModule: Module = defineServer<LearnerState>(LEARNER, { init, handleInfo, terminate });
