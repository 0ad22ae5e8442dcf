/**
 * One trial: a run with given inputs up to a moment, measured there. It goes in slices, so that its host can say how
 * far it is; slices change nothing in the result.
 */

import { ok, type Result } from "../../base/index.ts";
import { Run } from "../run.ts";
import type { Resources } from "../scenario.ts";
import { FigureReader } from "./figures.ts";
import { runOptionsOf } from "./open-order.ts";
import { foundOf, type TrialOrder, type TrialOutcome } from "./order.ts";

export interface Trial {
  /** How much of the virtual time has been run, 0 to 1. */
  readonly share: number;
  readonly events: number;
  /** Runs the next slice; false when there is nothing left to run. */
  advance(): boolean;
  /** What was measured; the trial must have come to its end. */
  outcome(): TrialOutcome;
}

/** Virtual time between two looks at the domain events; short enough that none is pushed out before it is counted. */
const SLICE_US = 100_000;

export function openTrial(order: TrialOrder, resources: Resources): Result<Trial> {
  const options = runOptionsOf(order, resources);
  if (!options.ok) return options;
  const { untilUs, inputs, seed } = order;
  const run = new Run({ ...options.value, inputs });
  const reader = new FigureReader(run);
  const { world } = run;
  return ok({
    get share() {
      return untilUs === 0 || run.stopped ? 1 : world.nowUs / untilUs;
    },
    get events() {
      return world.events;
    },
    advance() {
      run.advance(Math.min(untilUs, world.nowUs + SLICE_US), Number.POSITIVE_INFINITY);
      reader.look();
      return world.nowUs < untilUs && !run.stopped;
    },
    outcome: () => ({
      kind: "trial",
      seed,
      reachedUs: world.nowUs,
      events: world.events,
      hash: world.hash(),
      figures: reader.figures(),
      violation: foundOf(run.checks.firstViolation),
    }),
  });
}
