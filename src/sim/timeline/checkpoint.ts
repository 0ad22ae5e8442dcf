/** A checkpoint: a run at one moment, with what is needed to find it and to know what it weighs. */

import { snapshotBytes } from "../../kernel/index.ts";
import type { Run, RunCapture } from "../run.ts";

/** A place in a run. Steps name it exactly; the time may lie after the last step, while nothing happens. */
export interface Moment {
  readonly nowUs: number;
  readonly steps: number;
}

export interface Checkpoint extends Moment {
  readonly events: number;
  /** Work it took to come here along its branch, in the unit of the recorder's meter. */
  readonly work: number;
  /** Per node the newest event in its trace. */
  readonly traceSeqs: readonly number[];
  readonly capture: RunCapture;
  /** Estimated bytes beside what it shares with the checkpoint before it. */
  readonly bytes: number;
}

/** Samples, notes, lists of the capture itself. */
const FIXED_BYTES = 4_096;
const FLIGHT_BYTES = 160;
const TAIL_BYTES = 200;
const WORD_BYTES = 8;

export function momentOf(run: Run): Moment {
  return { nowUs: run.world.nowUs, steps: run.world.steps };
}

/** Whether `a` lies before `b`. */
export function isBefore(a: Moment, b: Moment): boolean {
  return a.steps < b.steps || (a.steps === b.steps && a.nowUs < b.nowUs);
}

/** A checkpoint of this moment that has not been weighed. */
export function markPlace(run: Run, work: number): Checkpoint {
  const { world } = run;
  const capture = run.capture();
  return {
    ...momentOf(run),
    events: world.events,
    work,
    traceSeqs: world.nodes.map((node) => node.trace.seq),
    capture,
    bytes: 0,
  };
}

/** `previous`: the one before it, with which it shares what has not changed. */
export function takeCheckpoint(run: Run, previous: Checkpoint | undefined, work: number): Checkpoint {
  return weighAgainst(markPlace(run, work), previous);
}

/** The same checkpoint weighed against another one before it. */
export function weighAgainst(checkpoint: Checkpoint, previous: Checkpoint | undefined): Checkpoint {
  return { ...checkpoint, bytes: bytesBeside(checkpoint.capture, previous?.capture) };
}

function bytesBeside(capture: RunCapture, other: RunCapture | undefined): number {
  let bytes = FIXED_BYTES + FLIGHT_BYTES * capture.flights.flights.length;
  for (const { words, payloads } of capture.traces) {
    bytes += words.byteLength + WORD_BYTES * payloads.length + TAIL_BYTES;
  }
  bytes += WORD_BYTES * (capture.samples.length + capture.domain.chunks.length + capture.domain.tail.length);
  for (const [i, node] of capture.world.nodes.entries()) bytes += snapshotBytes(node, other?.world.nodes[i]);
  return bytes;
}
