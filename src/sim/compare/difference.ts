/**
 * Two runs in figures: what each has come to by the moment both stand at, and by how much they differ. Built from what
 * the kernel counts, what the agents have reported, and the metrics that the telemetry of the platform keeps.
 *
 * Invariant: a row is there when at least one of the runs has a figure; a missing figure is null and never zero.
 */

import { quantilesOf } from "../../foundation/telemetry/index.ts";
import type { Run } from "../run.ts";
import { takeSample } from "../samples.ts";

export interface DifferenceRow {
  readonly id: string;
  readonly title: string;
  /** Unit of both figures; empty for counts. */
  readonly unit: string;
  readonly a: number | null;
  readonly b: number | null;
  /** b − a; null when one of them is missing. */
  readonly absolute: number | null;
  /** (b − a) / |a|; null when one is missing or a is zero. */
  readonly relative: number | null;
}

interface Figure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number | null;
}

/** The rows of both runs: first the run's own figures, then its metrics in the order of `a`, then those only `b` has. */
export function differenceOf(a: Run, b: Run): readonly DifferenceRow[] {
  const left = figuresOf(a);
  const right = new Map(figuresOf(b).map((figure) => [figure.id, figure]));
  const known = new Set(left.map(({ id }) => id));
  const all = [...left, ...Array.from(right.values()).filter(({ id }) => !known.has(id))];
  const leftById = new Map(left.map((figure) => [figure.id, figure]));
  return all
    .map(({ id, title, unit }) =>
      rowOf({ id, title, unit }, leftById.get(id)?.value ?? null, right.get(id)?.value ?? null),
    )
    .filter((row) => row.a !== null || row.b !== null);
}

/** One row from its two figures. */
export function rowOf(
  name: { readonly id: string; readonly title: string; readonly unit: string },
  a: number | null,
  b: number | null,
): DifferenceRow {
  const absolute = a === null || b === null ? null : b - a;
  const relative = absolute === null || a === null || a === 0 ? null : absolute / Math.abs(a);
  return { ...name, a, b, absolute, relative };
}

const PERCENT = 100;
const US_PER_S = 1_000_000;

function figuresOf(run: Run): readonly Figure[] {
  const { world, scoreboard, checks } = run;
  const sample = takeSample(world, scoreboard.accuracy());
  const { accuracy } = sample;
  const violation = checks.firstViolation;
  const figure = (id: string, title: string, value: number | null, unit = ""): Figure => ({
    id,
    title,
    unit,
    value,
  });
  const percent = (share: number | undefined): number | null =>
    share === undefined ? null : share * PERCENT;
  return [
    figure("agents.accuracy", "Held-out accuracy, mean of the agents", percent(accuracy?.mean), "%"),
    figure("agents.accuracy.low", "Held-out accuracy, lowest agent", percent(accuracy?.low), "%"),
    figure("agents.accuracy.high", "Held-out accuracy, highest agent", percent(accuracy?.high), "%"),
    figure("log.committed", "Log entries committed", sample.committed),
    figure("variables.versions", "Versions activated", scoreboard.activations.length),
    figure("network.sent", "Messages sent between nodes", sample.messagesSent),
    figure("network.lost", "Messages lost", sample.messagesLost),
    figure("kernel.events", "Events handled", sample.events),
    figure("kernel.processes", "Processes alive", sample.processes),
    figure("kernel.mailboxes", "Waiting messages", sample.mailboxTotal),
    figure(
      "checks.first",
      "First violation of an invariant",
      violation === undefined ? null : violation.atUs / US_PER_S,
      "s",
    ),
    ...metricFigures(run),
  ];
}

/** Metrics of the whole platform: those of a single agent or node are not compared one by one. */
function metricFigures(run: Run): readonly Figure[] {
  const figures: Figure[] = [];
  for (const reading of run.metrics()) {
    const { id, title, unit, value, labels } = reading;
    if (Object.keys(labels).length > 0) continue;
    const quantiles = quantilesOf(reading);
    if (quantiles === undefined) figures.push({ id, title, unit, value });
    else
      figures.push(
        { id: `${id}.p50`, title: `${title}, p50`, unit, value: quantiles.p50 },
        { id: `${id}.p99`, title: `${title}, p99`, unit, value: quantiles.p99 },
      );
  }
  return figures;
}
