/** From the samples of several whole runs to one figure per shape. */

import type { Pass, Sample, Slices } from "./measure.ts";
import { quantileOf, type Spread, spreadOf } from "./statistics.ts";

/** One shape in one engine. Rates are operations per second. */
export interface Figure {
  readonly id: string;
  /** Whole runs, each in an isolate of its own. */
  readonly runs: number;
  /** Measured passes in all of them. */
  readonly passes: number;
  /** Median over whole runs of the median over their passes; the spread is that of the runs, or of the passes of one. */
  readonly wall: Spread;
  /** The same by processor time, where the engine can tell. */
  readonly cpu?: Spread;
  readonly hash: string;
  readonly eventsPerOperation: number;
  readonly bytesPerProcess?: number;
  readonly slices?: Slices;
}

/** The figures of one engine. */
export interface EngineFigures {
  /** E.g. `Node 20.20.2`. */
  readonly engine: string;
  readonly figures: readonly Figure[];
}

/** Merges what whole runs said about one shape. There must be a sample. */
export function figureOf(samples: readonly Sample[]): Figure {
  const [first] = samples as readonly [Sample, ...Sample[]];
  const wall = ratesOf(samples, ({ operations, wallMs }) => (operations * 1e3) / wallMs);
  const isTimed = samples.every(({ passes }) =>
    passes.every(({ cpuMs }) => cpuMs !== undefined && cpuMs > 0),
  );
  const bytes = samples.flatMap(({ bytesPerProcess }) => bytesPerProcess ?? []);
  const slices = samples.flatMap((sample) => sample.slices ?? []);
  return {
    id: first.id,
    runs: samples.length,
    passes: samples.reduce((sum, { passes }) => sum + passes.length, 0),
    wall,
    ...(isTimed
      ? { cpu: ratesOf(samples, ({ operations, cpuMs }) => (operations * 1e3) / (cpuMs as number)) }
      : {}),
    hash: Array.from(new Set(samples.map(({ hash }) => hash))).join(" "),
    eventsPerOperation: first.eventsPerOperation,
    ...(bytes.length > 0 ? { bytesPerProcess: quantileOf(bytes, 0.5) } : {}),
    ...(slices.length > 0 ? { slices: slicesOf(slices) } : {}),
  };
}

function ratesOf(samples: readonly Sample[], rate: (pass: Pass) => number): Spread {
  const byRun = samples.map(({ passes }) => passes.map(rate));
  if (byRun.length === 1) return spreadOf(byRun[0] ?? []);
  return spreadOf(byRun.map((rates) => quantileOf(rates, 0.5)));
}

function slicesOf(slices: readonly Slices[]): Slices {
  return {
    p99Ms: quantileOf(
      slices.map(({ p99Ms }) => p99Ms),
      0.5,
    ),
    worstMs: quantileOf(
      slices.map(({ worstMs }) => worstMs),
      0.5,
    ),
  };
}

/** Ids of shapes whose hash is not the same in all runs of all engines. */
export function differingShapes(engines: readonly EngineFigures[]): readonly string[] {
  const ids = Array.from(new Set(engines.flatMap(({ figures }) => figures.map(({ id }) => id))));
  return ids.filter((id) => {
    const hashes = engines.flatMap(({ figures }) => figures.find((figure) => figure.id === id)?.hash ?? []);
    return new Set(hashes).size > 1 || hashes.some((hash) => hash.includes(" "));
  });
}
