/**
 * How a learning agent looks for a better learning rate: now and then it tries one that is a factor away, measures it
 * on its own model, and proposes it only when its own measurement says it is better by more than chance.
 *
 * A factor that has helped is tried again, one that has not gives way to the next; without success the agent tries
 * less and less often.
 */

import { record } from "../../foundation/telemetry/index.ts";
import type { Context } from "../../kernel/index.ts";
import { localView, proposeAsync } from "../coordination/index.ts";
import { verdictOf } from "../learning/index.ts";
import { isUndecidedOrPending, type Variable, type VariablesState, variableOf } from "../variables/index.ts";
import { askForTurn } from "./experiment-turn.ts";
import { type LearnerState, optionsOf, type Trials } from "./learner-state.ts";
import { compare } from "./voting.ts";

const RATE = "learning_rate";

/** Factors in the order in which they are tried. */
const FACTORS = [3, 1 / 3, 1.8, 1 / 1.8] as const;

/** The pause between experiments grows with failures up to this many times its length. */
const PATIENCE_MAX = 4;

/** An agent that hears nothing about its turn asks again after this many tasks. */
const TURN_PATIENCE = 4;

/** Asks for the turn to experiment, or begins at once where there are no turns. */
export function beginTrial(ctx: Context, state: LearnerState): LearnerState {
  if (state.isSuspended) return state;
  if (!askForTurn(ctx, state.spec.id, RATE)) return tryCandidate(ctx, state);
  return { ...state, trials: { ...state.trials, dueTask: state.learnt.tasks + TURN_PATIENCE } };
}

/** Tries another learning rate if this is a good moment for it. */
export function tryCandidate(ctx: Context, state: LearnerState): LearnerState {
  const options = optionsOf(state);
  const view = localView(ctx);
  const variable = variableOf(view, RATE);
  if (state.isSuspended || options === undefined || variable === undefined) return state;
  const applied = state.learnt.applied[RATE];
  const isBusy = view.proposals.some(
    (proposal) => proposal.variable === RATE && isUndecidedOrPending(proposal.state),
  );
  if (isBusy || applied?.version !== variable.version) return postponed(ctx, state, state.trials);
  const candidate = candidateFor(variable, options.learningRate, FACTORS[state.trials.factor] ?? 1);
  if (candidate === undefined || wasRejected(view, variable, candidate)) return failed(ctx, state);
  const comparison = compare(ctx, state, options, { ...options, learningRate: candidate });
  const verdict = verdictOf(comparison);
  const score = comparison.kind === "scored" ? comparison.score : 0;
  record(ctx, "agent.tried", {
    agent: state.spec.id,
    candidate,
    learningRate: options.learningRate,
    score,
    verdict,
  });
  if (verdict !== "better") return failed(ctx, state);
  const { version: baseVersion } = applied;
  proposeAsync(ctx, { variable: RATE, value: candidate, proposer: state.spec.id, baseVersion });
  return postponed(ctx, state, { ...state.trials, failures: 0 });
}

/** The value a factor away, inside the bounds, with two significant digits; undefined when that is no other value. */
export function candidateFor({ spec }: Variable, value: number, factor: number): number | undefined {
  if (spec.type !== "float") return undefined;
  const candidate = Math.min(Math.max(roundTo2Digits(value * factor), spec.min), spec.max);
  return candidate === value ? undefined : candidate;
}

/** People read 0.018, not 0.018000000000000002. Powers of ten by repeated products: the same bits in every engine. */
function roundTo2Digits(value: number): number {
  let scale = 1;
  while (value * scale < 10) scale *= 10;
  return Math.round(value * scale) / scale;
}

/** True when the cluster has already refused this value for the version at hand. */
function wasRejected(view: VariablesState, variable: Variable, candidate: number): boolean {
  return view.proposals.some(
    (proposal) =>
      proposal.variable === RATE &&
      proposal.baseVersion === variable.version &&
      proposal.value === candidate &&
      proposal.state === "rejected",
  );
}

function failed(ctx: Context, state: LearnerState): LearnerState {
  const { factor, failures } = state.trials;
  const trials = { ...state.trials, factor: (factor + 1) % FACTORS.length, failures: failures + 1 };
  return postponed(ctx, state, trials);
}

/** Sets when the next experiment may be: at random around the pace, so that agents take turns. */
export function postponed(ctx: Context, state: LearnerState, trials: Trials): LearnerState {
  const { id, config } = state.spec;
  const patience = Math.min(PATIENCE_MAX, 1 + Math.floor(trials.failures / FACTORS.length));
  const pause = ctx.drawBetween(`agent:${id}`, 1, 2 * config.trialEveryTasks) * patience;
  return { ...state, trials: { ...trials, dueTask: state.learnt.tasks + pause } };
}
