/** What many seeds say about one figure. Values stand in the order of their seeds, whoever finished first. */

import type { FigureId } from "./figure-list.ts";
import { type MedianInterval, medianInterval } from "./median.ts";
import type { TrialOutcome } from "./order.ts";

export interface SeedValue {
  readonly seed: number;
  readonly value: number;
}

export interface FigureSummary {
  readonly figure: FigureId;
  /** Over the seeds that have a value; null when none has. */
  readonly interval: MedianInterval | null;
  readonly values: readonly SeedValue[];
  /** Seeds without a value. */
  readonly missing: number;
}

/** A run that an invariant has stopped is not compared with runs that went on: it has no values. */
export function summarise(figure: FigureId, outcomes: readonly TrialOutcome[]): FigureSummary {
  const values = outcomes
    .flatMap(({ seed, figures, violation }) => {
      const value = violation === null ? figures[figure] : null;
      return value === null ? [] : [{ seed, value }];
    })
    .sort((a, b) => a.seed - b.seed);
  const interval = values.length === 0 ? null : medianInterval(values.map(({ value }) => value));
  return { figure, interval, values, missing: outcomes.length - values.length };
}
