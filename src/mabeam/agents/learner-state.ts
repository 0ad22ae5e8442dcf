/** State of a learning agent's process: plain data. What is worth keeping is saved elsewhere after every task. */

import { createPrng } from "../../base/index.ts";
import type { Context, Term } from "../../kernel/index.ts";
import type { AgentVote, AppliedValue } from "../coordination/index.ts";
import {
  initModel,
  type PackedModel,
  packModel,
  type StepOptions,
  startBatches,
  type Training,
} from "../learning/index.ts";
import type { AgentSpec } from "./agent-spec.ts";
import type { SavedAgent } from "./agent-states.ts";
import { getDataset } from "./dataset-resource.ts";
import type { Plain } from "./plain.ts";

/** Experiments with the learning rate. */
export type Trials = {
  /** Which factor is tried next. */
  readonly factor: number;
  /** Experiments in a row without an improvement. */
  readonly failures: number;
  /** Not before this many tasks. */
  readonly dueTask: number;
};

export type LearnerState = {
  readonly spec: AgentSpec;
  readonly incarnation: number;
  readonly learnt: SavedAgent;
  readonly isSuspended: boolean;
  /** Outcome of the running task; it counts when its virtual time is over. */
  readonly training: Plain<Training<PackedModel>> | null;
  /** Peer whose model was asked for in this round; forgotten when the next task starts. */
  readonly gossip: { readonly peer: string; readonly round: number } | null;
  /** Own votes, newest last, to repeat them when asked again. */
  readonly votes: readonly AgentVote[];
  readonly trials: Trials;
};

/** Votes an agent remembers; older proposals are long decided. */
export const VOTES_KEPT = 20;

/** An agent that has learnt nothing yet. All agents of one model name begin with the same weights. */
export function newLearnt(ctx: Context, spec: AgentSpec, incarnation: number): SavedAgent {
  const { id, config } = spec;
  const { rows } = getDataset(ctx, config.dataset);
  return {
    agent: id,
    incarnation,
    model: packModel(initModel(config.shape, createPrng("initial model", config.modelName))),
    cursor: startBatches(rows, createPrng("first pass", id, ctx.draw(`agent:${id}`))),
    steps: 0,
    tasks: 0,
    lastLoss: null,
    lastAccuracy: null,
    applied: {},
  };
}

/** Variables that set how an agent trains, and the training option each one is. */
const OPTION_OF = {
  learning_rate: "learningRate",
  momentum: "momentum",
  batch_size: "batchSize",
} as const satisfies Readonly<Record<string, keyof StepOptions>>;

/** The options the agent trains with, as far as agreed; undefined before there is a learning rate. */
export function optionsOf(state: LearnerState): StepOptions | undefined {
  const { applied } = state.learnt;
  const learningRate = applied["learning_rate"]?.value;
  if (typeof learningRate !== "number") return undefined;
  const { momentum, batchSize } = state.spec.config;
  return {
    learningRate,
    momentum: numberOr(applied["momentum"], momentum),
    batchSize: numberOr(applied["batch_size"], batchSize),
  };
}

/** The options with one variable at another value; undefined when the variable is none of the training's. */
export function optionsWith(options: StepOptions, variable: string, value: Term): StepOptions | undefined {
  if (!Object.hasOwn(OPTION_OF, variable) || typeof value !== "number") return undefined;
  return { ...options, [OPTION_OF[variable as keyof typeof OPTION_OF]]: value };
}

function numberOr(applied: AppliedValue | undefined, otherwise: number): number {
  return typeof applied?.value === "number" ? applied.value : otherwise;
}
