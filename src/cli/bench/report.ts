/** The answer of `bench`, as JSON or as text. */

import type { BeamRuns } from "./beam-metrics.ts";
import { differingShapes, figureOf } from "./figures.ts";
import type { Sample } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { rowsOf, type Session } from "./rows.ts";
import type { SessionOutcome } from "./session.ts";
import { slopeRows, slopesOf } from "./slopes.ts";
import { remarks, renderTable, tableRows } from "./table.ts";

/**
 * Version of the JSON format: 2 = {version, method, beam, engines, rows, differing} or, for slopes, {version, method,
 * slopes}. `engines` are the figures as measured, `rows` the same beside the BEAM and the goals.
 */
export const FORMAT_VERSION = 2;

export interface Report {
  readonly json: object;
  readonly text: string;
  /** Shapes whose hashes are not the same everywhere. */
  readonly differing: readonly string[];
}

export function reportOf(
  options: BenchOptions,
  outcome: SessionOutcome,
  beamTitle: string | undefined,
): Report {
  const method = {
    isolates: options.isFresh ? "fresh" : "mixed",
    quick: options.isQuick,
    runs: outcome.runs,
    clock: options.clock,
  };
  if (options.isSlopes) return slopeReport(outcome, method);
  const engines = Array.from(outcome.samples, ([name, samples]) => ({
    engine: outcome.titles.get(name) ?? name,
    figures: Array.from(samples.values()).filter(isMeasured).map(figureOf),
  }));
  const units = new Map(options.shapes.map(({ id, unit }) => [id, unit]));
  const session: Session = { engines, units, beam: outcome.beam, clock: options.clock };
  const rows = rowsOf(session);
  const differing = differingShapes(engines);
  const beam: { title: string | undefined; runs: BeamRuns } = { title: beamTitle, runs: outcome.beam };
  const table = renderTable(tableRows(rows, engines, options.clock));
  const notes = [...remarks(rows, engines, beam), hashSentence(engines.length, differing)];
  return {
    json: { version: FORMAT_VERSION, method, beam, engines, rows, differing },
    text: `${table}\n\n${notes.join("\n")}`,
    differing,
  };
}

const isMeasured = (samples: readonly Sample[]): boolean => samples.length > 0;

function hashSentence(engines: number, differing: readonly string[]): string {
  if (differing.length > 0) return `The hashes of these shapes differ: ${differing.join(", ")}.`;
  return engines > 1
    ? "Every shape has one hash, in all passes of all engines."
    : "Every shape has one hash in all passes.";
}

function slopeReport({ samples, titles }: SessionOutcome, method: object): Report {
  const slopes = Array.from(samples).flatMap(([name, taken]) => slopesOf(titles.get(name) ?? name, taken));
  const json = { version: FORMAT_VERSION, method, slopes };
  return { json, text: renderTable(slopeRows(slopes)), differing: [] };
}
