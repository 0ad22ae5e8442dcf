/**
 * One task of a learning agent: some training steps on its own rows with the learning rate it has applied, then a look
 * at a peer's model, and now and then a measurement on rows nobody trains on.
 *
 * The arithmetic is done when the task begins; its outcome counts when the virtual time it takes has passed. An agent
 * that is killed in between has lost the task.
 */

import { createPrng } from "../../base/index.ts";
import { record } from "../../foundation/telemetry/index.ts";
import type { Context } from "../../kernel/index.ts";
import { evaluate, flopsOfForward, trainSteps, virtualDurationUs } from "../learning/index.ts";
import { saveAgent } from "./agent-states.ts";
import { getDataset } from "./dataset-resource.ts";
import { askPeer } from "./gossip.ts";
import { type LearnerState, optionsOf } from "./learner-state.ts";

/** Begins a task, unless the agent is suspended, still busy with one, or knows no learning rate yet. */
export function beginTask(ctx: Context, state: LearnerState): LearnerState {
  const options = optionsOf(state);
  if (state.isSuspended || state.training !== null || options === undefined) return state;
  const { spec, learnt } = state;
  const { config } = spec;
  const dataset = getDataset(ctx, config.dataset);
  const source = createPrng("task", ctx.draw(`agent:${spec.id}`));
  const { model, cursor } = learnt;
  const training = trainSteps(model, dataset, { ...options, steps: config.stepsPerTask, cursor }, source);
  ctx.spend(virtualDurationUs(training.flops, config.flopsPerSecond));
  ctx.send(ctx.self, "task_done");
  return { ...state, training, gossip: null };
}

/** The time of the task is over: its outcome counts. */
export function endTask(ctx: Context, state: LearnerState): LearnerState {
  const { training, spec, incarnation } = state;
  if (training === null) return state;
  const { config, id: agent } = spec;
  const tasks = state.learnt.tasks + 1;
  const trained = training.diverged ? 0 : config.stepsPerTask;
  const lastLoss = training.diverged ? null : training.lossMean;
  const learnt = {
    ...state.learnt,
    incarnation,
    model: training.model,
    cursor: training.cursor,
    steps: state.learnt.steps + trained,
    tasks,
    lastLoss,
  };
  const learningRate = optionsOf(state)?.learningRate ?? 0;
  record(ctx, "agent.task_finished", { agent, tasks, steps: learnt.steps, loss: lastLoss, learningRate });
  if (training.diverged) record(ctx, "agent.diverged", { agent, learningRate, step: training.step });
  saveAgent(ctx, learnt);
  const next = askPeer(ctx, { ...state, learnt, training: null });
  if (tasks % config.evaluateEveryTasks === 0) ctx.send(ctx.self, "measure");
  if (config.trialEveryTasks > 0 && tasks >= state.trials.dueTask) ctx.send(ctx.self, "trial");
  return next;
}

/** Measures the model on the held-out rows. */
export function measure(ctx: Context, state: LearnerState): LearnerState {
  const { spec, learnt } = state;
  const heldOut = getDataset(ctx, spec.config.heldOut);
  const { accuracy, loss, rows } = evaluate(learnt.model, heldOut);
  record(ctx, "agent.evaluated", { agent: spec.id, accuracy, loss, tasks: learnt.tasks, rows });
  ctx.spend(virtualDurationUs(flopsOfForward(learnt.model.shape, rows), spec.config.flopsPerSecond));
  return { ...state, learnt: { ...learnt, lastAccuracy: accuracy } };
}
