/** The experiments of the page: what can be measured, and the pool that measures it. Fetched when first asked for. */

import { DEFECTS, FIGURES, type FigureFacts, type PlantedDefect, summarise } from "../sim/index.ts";
import { createExperimentPool, type ExperimentPool, poolSizeFor } from "./experiment-pool.ts";
import { huntSeeds, measureSeeds, shrinkFound } from "./experiments.ts";
import { startExperimentWorker } from "./start-experiment-worker.ts";

/** All a page needs; data and functions, so that a test hands in its own. */
export interface Experiments {
  readonly pool: ExperimentPool;
  readonly figures: readonly FigureFacts[];
  readonly defects: readonly PlantedDefect[];
  readonly measureSeeds: typeof measureSeeds;
  readonly huntSeeds: typeof huntSeeds;
  readonly shrinkFound: typeof shrinkFound;
  readonly summarise: typeof summarise;
}

export function experimentsOver(pool: ExperimentPool): Experiments {
  return { pool, figures: FIGURES, defects: DEFECTS, measureSeeds, huntSeeds, shrinkFound, summarise };
}

export function experimentsHere(): Experiments {
  const size = poolSizeFor(navigator.hardwareConcurrency ?? 1);
  return experimentsOver(createExperimentPool(startExperimentWorker, size));
}
