/**
 * What the page knows about experiments with spare workers: the panel, the experiment that runs, and what came out.
 *
 * Invariants
 * - At most one experiment runs at a time; what it has found so far stays when it is stopped.
 * - Nothing of the open run is changed by an experiment; only a button that says so opens another run.
 */

import { createStore, type StoreApi } from "zustand/vanilla";
import type {
  Experiments,
  HuntProgress,
  MeasurePlan,
  SeedResult,
  ShrinkProgress,
  TrialOutcome,
} from "../bridge/index.ts";
import type { Arrival } from "./open-moment.ts";

export type Progressing = "running" | "done" | "stopped";

/** The same run with many seeds. */
export interface MeasureRun {
  readonly status: Progressing;
  readonly plan: MeasurePlan;
  readonly share: number;
  readonly events: number;
  /** In the order of the seeds. */
  readonly outcomes: readonly TrialOutcome[];
}

export interface HuntRequest {
  readonly scenario: string;
  readonly first: number;
  readonly count: number;
  /** Id of the checker that must object; null for any. */
  readonly checker: string | null;
  /** A planted defect, to see a hunt succeed; null for the code as it is. */
  readonly defect: string | null;
}

export interface HuntRun {
  readonly status: Progressing;
  readonly request: HuntRequest;
  readonly progress: HuntProgress;
}

export interface ShrinkRun {
  readonly status: Progressing;
  /** Inputs before anything was left out. */
  readonly from: number;
  readonly progress: ShrinkProgress;
  readonly result: SeedResult | null;
}

export interface ExperimentState {
  readonly isOpen: boolean;
  readonly tab: "seeds" | "hunt";
  /** What can be measured; null until it has been fetched. */
  readonly kit: Experiments | null;
  /** Fetches the verbs with the first press; null before the page has begun. */
  readonly fetchVerbs: (() => Promise<ExperimentVerbs>) | null;
  readonly verbs: ExperimentVerbs | null;
  readonly problem: string | null;
  /** What is open in the page by a press in the panel, and whether it is the same state; null before that. */
  readonly arrival: Arrival | null;
  readonly measure: MeasureRun | null;
  readonly hunt: HuntRun | null;
  readonly shrink: ShrinkRun | null;
}

/** What a person can do; made by `createExperimentVerbs`. */
export interface ExperimentVerbs {
  openPanel(): Promise<void>;
  closePanel(): void;
  /** The open run with this many seeds from its own on, up to `untilUs`. */
  measure(request: { readonly count: number; readonly untilUs: number }): Promise<void>;
  hunt(request: HuntRequest): Promise<void>;
  /** Leaves out inputs of what the hunt has found. */
  shrink(): Promise<void>;
  stop(): void;
  /** Opens one of the measured runs, paused where it was measured. */
  openSeed(seed: number): Promise<void>;
  /** Opens what the hunt has found, or its shrunk form, paused at the moment before. */
  openFound(form: "whole" | "shrunk"): Promise<void>;
}

export type ExperimentStore = StoreApi<ExperimentState>;

export const NO_EXPERIMENTS: ExperimentState = {
  isOpen: false,
  tab: "seeds",
  kit: null,
  fetchVerbs: null,
  verbs: null,
  problem: null,
  arrival: null,
  measure: null,
  hunt: null,
  shrink: null,
};

export function createExperimentStore(): ExperimentStore {
  return createStore<ExperimentState>(() => NO_EXPERIMENTS);
}

/** The one of this page. */
export const experimentStore: ExperimentStore = createExperimentStore();
