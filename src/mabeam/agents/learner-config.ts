/** How a learning agent works: its data, its model, its pace. Plain data, part of the agent's specification. */

import type { ModelShape } from "../learning/index.ts";
import type { Plain } from "./plain.ts";

export type LearnerConfig = {
  /** Names of resources: the agent's own training rows, and rows nobody trains on. */
  readonly dataset: string;
  readonly heldOut: string;
  readonly shape: Plain<ModelShape>;
  /** Names the initial model: agents that average their models must start from the same one. */
  readonly modelName: string;
  /** Used as long as no variable of that name has been agreed on. */
  readonly momentum: number;
  readonly batchSize: number;
  /** One task: this many training steps. */
  readonly stepsPerTask: number;
  readonly taskEveryUs: number;
  /** The model is measured on the held-out rows every so many tasks. */
  readonly evaluateEveryTasks: number;
  /** Least number of tasks between two experiments with another learning rate; 0: never experiments. */
  readonly trialEveryTasks: number;
  /** Speed of the agent's arithmetic: what a task takes in virtual time. */
  readonly flopsPerSecond: number;
};

/** A pace at which ten agents cost little: a task of eight steps of sixteen rows twice a second. */
export const LEARNER_PACE = {
  momentum: 0.9,
  batchSize: 16,
  stepsPerTask: 8,
  taskEveryUs: 500_000,
  evaluateEveryTasks: 10,
  trialEveryTasks: 24,
  flopsPerSecond: 100_000_000,
} as const;
