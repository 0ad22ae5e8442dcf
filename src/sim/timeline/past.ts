/** Looking for checkpoints in the past of a branch: its own, and those of the branches it came from up to the fork. */

import { ensure } from "../../base/index.ts";
import { type Branch, lineOf } from "./branch.ts";
import { type Checkpoint, isBefore, type Moment } from "./checkpoint.ts";

/** The latest checkpoint in the past of the branch for which the test holds. */
export function nearestIn(
  branch: Branch,
  isEarlyEnough: (checkpoint: Checkpoint) => boolean,
): Checkpoint | undefined {
  let fork: Moment | undefined;
  for (const { checkpoints, fork: own } of lineOf(branch)) {
    const limit = fork;
    const found = checkpoints.latest(
      (checkpoint) => isEarlyEnough(checkpoint) && (limit === undefined || !isBefore(limit, checkpoint)),
    );
    if (found !== undefined) return found;
    fork = fork === undefined || isBefore(own, fork) ? own : fork;
  }
  return undefined;
}

/** The checkpoint in which the run begins. */
export function firstOf(branch: Branch): Checkpoint {
  return ensure(
    nearestIn(branch, ({ steps }) => steps === 0),
    "the first checkpoint is never given up",
  );
}
