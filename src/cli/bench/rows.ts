/** The answer of a session as rows: one per shape and reading, with the BEAM, the goal, and each engine's value. */

import { type BeamRuns, beamValue, type ClockName } from "./beam-metrics.ts";
import type { EngineFigures, Figure } from "./figures.ts";
import { GOALS, type Goal, goalFor, type Reading } from "./goals.ts";
import { geometricMean, type Spread } from "./statistics.ts";
import { type BeamValue, ratioOf, type Verdict, verdictOf } from "./verdict.ts";

/** What one engine says in a row. */
export interface Entry {
  readonly engine: string;
  readonly value: Spread;
  /** Times the BEAM, by the wall and by processor time. */
  readonly ratioWall?: number;
  readonly ratioCpu?: number;
  readonly verdict: Verdict;
}

export interface Row {
  readonly shape: string;
  readonly reading: Reading;
  readonly unit: string;
  readonly beam?: BeamValue;
  readonly goal?: Goal;
  readonly entries: readonly Entry[];
}

export interface Session {
  readonly engines: readonly EngineFigures[];
  /** Units by shape, in the order of the rows. */
  readonly units: ReadonlyMap<string, string>;
  readonly beam: BeamRuns;
  /** By which the verdicts are made. */
  readonly clock: ClockName;
}

const READINGS: readonly Reading[] = ["rate", "bytes", "p99_ms", "worst_ms"];

export function rowsOf(session: Session): readonly Row[] {
  const ids = Array.from(session.units.keys());
  return ids.flatMap((id) => READINGS.map((reading) => rowOf(session, id, reading))).filter(isTold);
}

const isTold = ({ entries }: Row): boolean => entries.length > 0;

function rowOf(session: Session, shape: string, reading: Reading): Row {
  const beam = beamValue(session.beam, [shape, reading], session.clock);
  const goal = GOALS.find((candidate) => candidate.shape === shape && candidate.reading === reading);
  const entries = session.engines.flatMap(({ engine, figures }) => {
    const figure = figures.find(({ id }) => id === shape);
    return figure === undefined ? [] : (entryOf(session, { engine, figure, reading, goal }) ?? []);
  });
  const unit = { rate: session.units.get(shape) ?? "", bytes: "bytes", p99_ms: "ms", worst_ms: "ms" }[
    reading
  ];
  return {
    shape,
    reading,
    unit,
    ...(beam === undefined ? {} : { beam }),
    ...(goal === undefined ? {} : { goal }),
    entries,
  };
}

interface Asked {
  readonly engine: string;
  readonly figure: Figure;
  readonly reading: Reading;
  readonly goal: Goal | undefined;
}

function entryOf(session: Session, { engine, figure, reading, goal }: Asked): Entry | undefined {
  const wall = readingOf(figure, reading, "wall");
  if (wall === undefined) return undefined;
  const ratio = (clock: ClockName): number | undefined => {
    const value = readingOf(figure, reading, clock);
    const beam = beamValue(session.beam, [figure.id, reading], clock);
    return value === undefined ? undefined : ratioOf(reading, value.median, beam?.value);
  };
  const [ratioWall, ratioCpu] = [ratio("wall"), ratio("cpu")];
  const judged = readingOf(figure, reading, session.clock) ?? wall;
  const beam = beamValue(session.beam, [figure.id, reading], session.clock);
  const asked = goal === undefined ? undefined : goalFor(engine, goal);
  return {
    engine,
    value: judged,
    ...(ratioWall === undefined ? {} : { ratioWall }),
    ...(ratioCpu === undefined ? {} : { ratioCpu }),
    verdict: verdictOf(asked, judged.median, beam),
  };
}

/** By processor time only rates differ. */
function readingOf(figure: Figure, reading: Reading, clock: ClockName): Spread | undefined {
  const one = (value: number | undefined): Spread | undefined =>
    value === undefined ? undefined : { median: value, low: value, high: value };
  switch (reading) {
    case "rate":
      return clock === "cpu" ? figure.cpu : figure.wall;
    case "bytes":
      return one(figure.bytesPerProcess);
    case "p99_ms":
      return one(figure.slices?.p99Ms);
    default:
      return one(figure.slices?.worstMs);
  }
}

/** The mean of an engine's ratios of rates to the BEAM, and over how many shapes. */
export function meanRatio(
  rows: readonly Row[],
  engine: string,
  clock: ClockName,
): { readonly mean: number; readonly shapes: number } {
  const ratios = rows
    .filter(({ reading }) => reading === "rate")
    .flatMap(({ entries }) => {
      const entry = entries.find((candidate) => candidate.engine === engine);
      return (clock === "cpu" ? entry?.ratioCpu : entry?.ratioWall) ?? [];
    });
  return { mean: geometricMean(ratios), shapes: ratios.length };
}

/** What a record of the trace costs in a shape whose twin does not keep payloads, in ns; by shape. */
export function payloadCost({ figures }: EngineFigures): readonly (readonly [shape: string, ns: number])[] {
  return figures.flatMap((untraced): (readonly [string, number])[] => {
    const traced = figures.find(({ id }) => `${id}_untraced` === untraced.id);
    if (traced === undefined) return [];
    const nsPerOperation = 1e9 / traced.wall.median - 1e9 / untraced.wall.median;
    return [[traced.id, nsPerOperation / traced.eventsPerOperation]];
  });
}
