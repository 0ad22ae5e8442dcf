/**
 * A strike: what the nemesis does at one moment, in steps. A single fault is one step at once; a directed one waits in
 * between for what it needs, e.g. that somebody has voted.
 *
 * What a strike does are ordinary inputs at their own times, so it is replayed without the nemesis.
 */

import type { Action } from "../input.ts";
import type { Run } from "../run.ts";
import type { World } from "../world.ts";

/** Asked after every event: what to do now, or undefined to go on waiting. Draws nothing. */
export type Watch = () => readonly Action[] | undefined;

export interface Step {
  /** Begins to watch the world as it is now. */
  readonly arm: (world: World) => Watch;
  /** How long to wait at most, in µs; then the step is left out and the next one begins. */
  readonly patienceUs: number;
}

export type Strike = readonly Step[];

/** A step that does not wait. */
export function atOnce(aim: (world: World) => readonly Action[]): Step {
  return { arm: (world) => () => aim(world), patienceUs: 0 };
}

/** Carries a strike out in a run, at the latest until `untilUs`. */
export function carryOut(run: Run, strike: Strike, untilUs: number): void {
  const { world } = run;
  for (const { arm, patienceUs } of strike) {
    if (world.nowUs >= untilUs) return;
    const watch = arm(world);
    const giveUpUs = Math.min(world.nowUs + patienceUs, untilUs);
    let actions = watch();
    while (actions === undefined && world.nowUs < giveUpUs && !run.stopped) {
      run.advance(giveUpUs, 1);
      actions = watch();
    }
    if (run.stopped) return;
    for (const action of actions ?? []) world.apply(action);
    // The next step finds these in effect.
    run.advance(world.nowUs + 1, Number.POSITIVE_INFINITY);
  }
}
