/** Whether a value reaches its goal. */

import type { Goal, Level, Reading } from "./goals.ts";

export type Verdict = "target" | "floor" | "below" | "";

/** The BEAM's own value of the same reading, and whether it was measured in this session. */
export interface BeamValue {
  readonly value: number;
  readonly isMeasured: boolean;
}

/** How many times better than the BEAM; undefined when there is nothing to compare with. */
export function ratioOf(reading: Reading, value: number, beam: number | undefined): number | undefined {
  if (beam === undefined || !(beam > 0) || !(value > 0)) return undefined;
  return reading === "rate" ? value / beam : beam / value;
}

/** A level as a value of the reading; undefined when it cannot be told. */
export function levelValue(level: Level, reading: Reading, beam: BeamValue | undefined): number | undefined {
  const { timesBeam, value } = level;
  const usesBeam = timesBeam !== undefined && beam !== undefined && (beam.isMeasured || value === undefined);
  if (!usesBeam) return value;
  return reading === "rate" ? timesBeam * beam.value : beam.value / timesBeam;
}

/** The best level that is reached; empty without a goal that can be told. */
export function verdictOf(goal: Goal | undefined, value: number, beam: BeamValue | undefined): Verdict {
  if (goal === undefined) return "";
  const { reading } = goal;
  const reaches = (level: Level): boolean | undefined => {
    const bound = levelValue(level, reading, beam);
    if (bound === undefined) return undefined;
    return reading === "rate" ? value >= bound : value <= bound;
  };
  const floor = reaches(goal.floor);
  if (floor === undefined) return "";
  if (!floor) return "below";
  return reaches(goal.target) === true ? "target" : "floor";
}
