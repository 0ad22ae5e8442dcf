/** Where to go in a run: a time, an exact place, or just after an event of a node's trace. */

import type { Run } from "../run.ts";
import { type Checkpoint, isBefore, type Moment, momentOf } from "./checkpoint.ts";

export type Target =
  /** Everything up to this time has happened. */
  | { readonly kind: "time"; readonly us: number }
  | { readonly kind: "moment"; readonly moment: Moment }
  | { readonly kind: "event"; readonly node: number; readonly seq: number };

export function isReached(target: Target, run: Run): boolean {
  switch (target.kind) {
    case "time":
      return run.world.nowUs >= target.us && run.world.nextTimeUs() > target.us;
    case "moment":
      return !isBefore(momentOf(run), target.moment);
    case "event":
      return (run.world.nodes[target.node]?.trace.seq ?? 0) >= target.seq;
  }
}

/** Whether the target can be reached from the checkpoint by going on. */
export function isAhead(target: Target, checkpoint: Checkpoint): boolean {
  switch (target.kind) {
    case "time":
      return checkpoint.nowUs <= target.us;
    case "moment":
      return !isBefore(target.moment, checkpoint);
    case "event":
      return (checkpoint.traceSeqs[target.node] ?? 0) < target.seq;
  }
}

/** Whether the run has gone past the target, so that one must go back. */
export function isBehind(target: Target, run: Run): boolean {
  const { world } = run;
  switch (target.kind) {
    case "time":
      return world.nowUs > target.us;
    case "moment":
      return isBefore(target.moment, momentOf(run));
    case "event":
      return (world.nodes[target.node]?.trace.seq ?? 0) >= target.seq;
  }
}

/** Goes on towards the target for at most `maxEvents`; the number handled. */
export function goTowards(target: Target, run: Run, maxEvents: number): number {
  if (target.kind === "time") {
    const handled = run.advance(target.us, maxEvents);
    if (run.world.nowUs === target.us && handled < maxEvents) run.finishInstant();
    return handled;
  }
  let count = 0;
  while (count < maxEvents && !isReached(target, run) && !isAtSteps(target, run)) {
    if (!run.step()) break;
    count++;
  }
  // The moment may lie a little after its last step, while nothing happened.
  if (isAtSteps(target, run) && target.kind === "moment") run.advance(target.moment.nowUs, 1);
  return count;
}

function isAtSteps(target: Target, run: Run): boolean {
  return target.kind === "moment" && run.world.steps >= target.moment.steps;
}
