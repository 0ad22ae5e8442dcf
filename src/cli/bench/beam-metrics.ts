/** What the BEAM's shapes print, and what becomes of it: one value per metric over all whole runs. */

import { BEAM_PROCESS_BYTES, BEAM_SHAPES, type BeamShape } from "./beam-shapes.ts";
import type { Reading } from "./goals.ts";
import { quantileOf } from "./statistics.ts";
import type { BeamValue } from "./verdict.ts";

/** One metric of one run: the unit is the metric's own. */
export interface BeamMetric {
  readonly metric: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Its median by processor time. */
  readonly cpu: number;
}

/** A line of tabs: name, unit, median, min, max, runs, median by processor time. Others are remarks. */
export function parseMetric(line: string): BeamMetric | undefined {
  const [metric, , ...numbers] = line.split("\t");
  const [median, low, high, , cpu] = numbers.map(Number);
  if (metric === undefined || median === undefined || cpu === undefined || !Number.isFinite(cpu))
    return undefined;
  return { metric, median, low: low ?? median, high: high ?? median, cpu };
}

/** What tools/beam is asked for to measure these shapes, in their order and each once. */
export function beamNamesFor(ids: readonly string[]): readonly string[] {
  return Array.from(new Set(ids.flatMap((id) => nameFor(id) ?? [])));
}

/** What tools/beam is asked for to measure a shape. */
export function nameFor(id: string): string | undefined {
  return BEAM_SHAPES[id]?.metric.split(".")[0];
}

/** The medians of whole runs; empty when the BEAM was not measured. */
export type BeamRuns = readonly BeamMetric[];

/** By which clock rates are compared. */
export type ClockName = "wall" | "cpu";

/** The BEAM's value for a reading of a shape: measured in this session, else the better published median. */
export function beamValue(
  runs: BeamRuns,
  [id, reading]: readonly [shape: string, reading: Reading],
  clock: ClockName,
): BeamValue | undefined {
  const shape = counterpart(id, reading);
  if (shape === undefined) return undefined;
  const found = runs.filter(({ metric }) => metric === shape.metric);
  if (found.length > 0) {
    const value = quantileOf(
      found.map(({ median, cpu }) => (clock === "cpu" ? cpu : median)),
      0.5,
    );
    return { value: shape.secondsFor === undefined ? value : shape.secondsFor / value, isMeasured: true };
  }
  return shape.published === undefined ? undefined : { value: shape.published[1], isMeasured: false };
}

function counterpart(id: string, reading: Reading): BeamShape | undefined {
  if (reading === "rate") return BEAM_SHAPES[id];
  return reading === "bytes" ? BEAM_PROCESS_BYTES : undefined;
}
