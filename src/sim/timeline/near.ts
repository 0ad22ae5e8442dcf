/**
 * Checkpoints just behind the present moment, left on the way when known ground is run over again. The kept ones may lie
 * far apart when there is no room for more; with these a step back after a seek is short all the same.
 *
 * Invariant: there are at most `NEAR_MAX`, of one branch, in order of time; they come and go outside of the budget.
 */

import type { Run } from "../run.ts";
import type { Branch } from "./branch.ts";
import { type Checkpoint, isBefore, markPlace, momentOf } from "./checkpoint.ts";

const NEAR_MAX = 6;

export class Near {
  #branch: Branch | undefined;
  #line: Checkpoint[] = [];

  /** The latest for which the test holds. */
  latest(branch: Branch, isEarlyEnough: (checkpoint: Checkpoint) => boolean): Checkpoint | undefined {
    return branch === this.#branch ? this.#line.findLast(isEarlyEnough) : undefined;
  }

  /** Leaves one here if the last one, or `previous`, is at least `gap` of work behind. */
  leave(
    run: Run,
    branch: Branch,
    previous: Checkpoint | undefined,
    { work, gap }: { work: number; gap: number },
  ): void {
    const now = momentOf(run);
    this.#line = branch === this.#branch ? this.#line.filter((one) => isBefore(one, now)) : [];
    this.#branch = branch;
    const last = this.#line.at(-1);
    const behind = Math.max(last?.work ?? 0, previous?.work ?? 0);
    if (work - behind < gap) return;
    this.#line = [...this.#line.slice(1 - NEAR_MAX), markPlace(run, work)];
  }
}
