/**
 * When a checkpoint is taken, and what all of them may weigh.
 *
 * Why by work and not by virtual time: going back costs the work since the checkpoint before, and a second of virtual
 * time may hold ten events or a hundred thousand.
 *
 * Invariants
 * - All checkpoints together stay within the budget; what had to be given up is counted, never silent.
 * - Taking checkpoints costs at most a twentieth of the work of the run.
 */

import type { Run } from "../run.ts";
import type { Branch } from "./branch.ts";
import { type Checkpoint, isBefore, momentOf, takeCheckpoint } from "./checkpoint.ts";
import { Near } from "./near.ts";

export interface RecorderOptions {
  /** Work done so far, in any unit; only differences count. */
  readonly meter: () => number;
  /** Work between two checkpoints. */
  readonly interval: number;
  readonly budgetBytes: number;
}

export interface Recording {
  readonly checkpoints: number;
  readonly bytes: number;
  readonly budgetBytes: number;
  readonly thinned: number;
  readonly off: string | null;
}

/** Capturing more processes than this would be felt as a halt, and one capture would fill the budget. */
const PROCESSES_MAX = 50_000;
const COST_SHARE = 20;
/** On the way over known ground they are left more densely, and may cost an eighth of it. */
const NEAR_SHARE = 0.1;
const NEAR_COST_SHARE = 8;
/** On known ground checkpoints are only added while there is plenty of room. */
const ROOM_SHARE = 0.75;

export class Recorder {
  readonly #run: Run;
  readonly #options: RecorderOptions;
  readonly #branches: readonly Branch[];
  readonly #near = new Near();
  #thinned = 0;
  #off: string | null = null;
  /** Reading of the meter when work since a checkpoint began to be counted, and the work of that checkpoint. */
  #since: number;
  #workThen = 0;
  #cost = 0;

  /** `branches`: the living list of all of them. */
  constructor(run: Run, branches: readonly Branch[], options: RecorderOptions) {
    this.#run = run;
    this.#branches = branches;
    this.#options = options;
    this.#since = options.meter();
  }

  /** To be called when the run has been put to a checkpoint. */
  resume(checkpoint: Checkpoint): void {
    this.#since = this.#options.meter();
    this.#workThen = checkpoint.work;
  }

  /** Takes a checkpoint if enough has been done since the last one. */
  afterWork(branch: Branch, previous: Checkpoint | undefined): void {
    const { interval, budgetBytes } = this.#options;
    const work = this.#work();
    if (work - (previous?.work ?? 0) < Math.max(interval, COST_SHARE * this.#cost)) return;
    const isKnown = isBefore(momentOf(this.#run), branch.frontier);
    if (isKnown && this.#bytes() > ROOM_SHARE * budgetBytes) return;
    this.take(branch, previous);
  }

  /** Leaves a checkpoint near the present moment if it is a good way from the last one. */
  afterReplay(branch: Branch, previous: Checkpoint | undefined): void {
    if (this.#off !== null) return;
    const gap = Math.max(this.#options.interval * NEAR_SHARE, NEAR_COST_SHARE * this.#cost);
    this.#near.leave(this.#run, branch, previous, { work: this.#work(), gap });
  }

  /** The latest of the near ones for which the test holds. */
  nearest(branch: Branch, isEarlyEnough: (checkpoint: Checkpoint) => boolean): Checkpoint | undefined {
    return this.#near.latest(branch, isEarlyEnough);
  }

  /** Takes a checkpoint now, unless the world is too large. */
  take(branch: Branch, previous: Checkpoint | undefined): void {
    if (this.#isTooLarge()) return;
    const startedAt = this.#options.meter();
    branch.checkpoints.add(takeCheckpoint(this.#run, previous, this.#work()));
    this.#keepWithinBudget();
    this.#cost = this.#options.meter() - startedAt;
  }

  #work(): number {
    return this.#workThen + this.#options.meter() - this.#since;
  }

  recording(): Recording {
    const checkpoints = this.#branches.reduce((sum, branch) => sum + branch.checkpoints.count, 0);
    const { budgetBytes } = this.#options;
    return { checkpoints, bytes: this.#bytes(), budgetBytes, thinned: this.#thinned, off: this.#off };
  }

  #isTooLarge(): boolean {
    let processes = 0;
    for (const node of this.#run.world.nodes) processes += node.processCount;
    this.#off =
      processes <= PROCESSES_MAX
        ? null
        : `Moments of more than ${PROCESSES_MAX} processes are not kept: going back runs again from the last one kept.`;
    return this.#off !== null;
  }

  #bytes(): number {
    return this.#branches.reduce((sum, branch) => sum + branch.checkpoints.bytes, 0);
  }

  #keepWithinBudget(): void {
    while (this.#bytes() > this.#options.budgetBytes) {
      const candidates = this.#branches.flatMap(({ checkpoints }) => {
        const cheapest = checkpoints.cheapest();
        return cheapest === undefined ? [] : [{ checkpoints, ...cheapest }];
      });
      const [first, ...others] = candidates;
      if (first === undefined) return;
      const { checkpoints, at } = others.reduce((best, one) => (one.gap < best.gap ? one : best), first);
      checkpoints.giveUp(at);
      this.#thinned++;
    }
  }
}
