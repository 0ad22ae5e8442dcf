/**
 * The promise of the timeline put to the test: moves of every kind at random, and at every stop the hash must be the one
 * this moment has always had, whichever way and in whichever branch one has come there.
 *
 * A moment is named by what it is a function of: the inputs that have taken effect, the events handled, the time. Some are
 * made once more from the very beginning, in a run that never went back.
 *
 * Invariant: the moves are a function of the plan's seed.
 */

import { createPrng, type Prng } from "../../base/index.ts";
import type { Action, InputRecord } from "../input.ts";
import type { Run } from "../run.ts";
import type { Branch } from "./branch.ts";
import { isBefore, type Moment, momentOf } from "./checkpoint.ts";
import { goTowards, isReached, type Target } from "./target.ts";
import { type Move, Timeline } from "./timeline.ts";

export interface WanderPlan {
  /** Opens the run from its start with these inputs; it must be the same run each time. */
  readonly open: (inputs: readonly InputRecord[]) => Run;
  readonly seed: number;
  readonly moves: number;
  /** Nothing later than this is gone to by a seek. */
  readonly untilUs: number;
  /** Events between two checkpoints. */
  readonly interval: number;
  readonly budgetBytes: number;
}

export const WANDER_KINDS = ["seek", "step", "back", "act", "fork", "undo", "redo", "branch"] as const;
export type WanderKind = (typeof WANDER_KINDS)[number];

export interface WanderReport {
  readonly made: Readonly<Record<WanderKind, number>>;
  /** Stops at a moment that had been seen before, and moments made again from the start. */
  readonly compared: number;
  readonly fresh: number;
  readonly branches: number;
  /** What was different, in words; empty when all is well. */
  readonly differing: readonly string[];
}

const EVENTS_PER_SLICE = 256;
const STEPS_MAX = 5;
const BRANCHES_MAX = 12;
const FRESH_RUNS = 2;
/** Half of the seeks go to moments of a grid, so that they come up again. */
const GRID_US = 100_000;

interface Seen extends Moment {
  readonly inputs: readonly InputRecord[];
  readonly hash: string;
}

interface Way {
  readonly timeline: Timeline;
  readonly chance: Prng;
  readonly untilUs: number;
  readonly differing: string[];
}

export function wander({ open, seed, moves, untilUs, interval, budgetBytes }: WanderPlan): WanderReport {
  const timeline = new Timeline({ run: open([]), interval, budgetBytes });
  const differing: string[] = [];
  const way: Way = { timeline, chance: createPrng(seed, 0, "travel", 0), untilUs, differing };
  const made: Record<WanderKind, number> = {
    seek: 0,
    step: 0,
    back: 0,
    act: 0,
    fork: 0,
    undo: 0,
    redo: 0,
    branch: 0,
  };
  const seen = new Map<string, Seen>();
  let compared = 0;
  goTo(way, { kind: "time", us: untilUs });
  for (let i = 0; i < moves; i++) {
    const kind = WANDER_KINDS[way.chance.nextBelow(WANDER_KINDS.length)] as WanderKind;
    if (!moveOnce(way, kind)) continue;
    made[kind]++;
    const here = seenAt(timeline);
    const key = `${here.steps} ${here.nowUs} ${JSON.stringify(here.inputs)}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, here);
    else compared++;
    if (before !== undefined && before.hash !== here.hash)
      differing.push(`after move ${i} (${kind}) at ${key}: ${here.hash}, before ${before.hash}`);
  }
  const all = [...seen.values()];
  const samples = all.filter((_, i) => (i + 1) % Math.ceil(all.length / FRESH_RUNS) === 0);
  for (const moment of samples) {
    const hash = hashFromStart(open, moment);
    if (hash !== moment.hash)
      differing.push(`from the start at ${moment.nowUs}: ${hash}, not ${moment.hash}`);
  }
  return { made, compared, fresh: samples.length, branches: timeline.branches.length, differing };
}

/** False where the move makes no sense here. */
function moveOnce(way: Way, kind: WanderKind): boolean {
  const { timeline, chance } = way;
  switch (kind) {
    case "seek":
      goTo(way, { kind: "time", us: momentIn(way, way.untilUs) });
      return true;
    case "step":
    case "back": {
      const count = 1 + chance.nextBelow(STEPS_MAX);
      for (let i = 0; i < count; i++) if (!stepOnce(timeline, kind)) return i > 0;
      return true;
    }
    case "act":
      return timeline.branches.length < BRANCHES_MAX && timeline.act(actionIn(way)).ok;
    case "fork":
      if (timeline.branches.length >= BRANCHES_MAX) return false;
      timeline.fork("fork");
      return true;
    case "undo":
      return timeline.branches.length < BRANCHES_MAX && carryOut(way, timeline.undo());
    case "redo":
      return carryOut(way, timeline.redo());
    case "branch": {
      const branch = timeline.branches[chance.nextBelow(timeline.branches.length)] as Branch;
      const us = chance.nextBelow(2) === 0 ? undefined : momentIn(way, branch.frontier.nowUs);
      return carryOut(way, { target: timeline.open(branch, us) });
    }
  }
}

function stepOnce(timeline: Timeline, kind: "step" | "back"): boolean {
  if (timeline.run.stopped) timeline.run.goOn();
  return kind === "step" ? timeline.stepEvent() : timeline.stepBack();
}

function momentIn({ chance }: Way, endUs: number): number {
  const us = chance.nextBelow(endUs + 1);
  return chance.nextBelow(2) === 0 ? us : us - (us % GRID_US);
}

function actionIn({ timeline, chance }: Way): Action {
  const target = `n${1 + chance.nextBelow(timeline.run.world.nodes.length)}`;
  const kinds = ["crash_node", "restart_node", "pause_node", "resume_node"] as const;
  return { kind: kinds[chance.nextBelow(kinds.length)] as (typeof kinds)[number], target };
}

function carryOut(way: Way, move: Move | undefined): boolean {
  if (move === undefined) return false;
  arriveAt(way, move.target);
  move.onArrival?.();
  return true;
}

function goTo(way: Way, target: Target): void {
  way.timeline.seek(target);
  arriveAt(way, target);
}

function arriveAt({ timeline, differing }: Way, target: Target): void {
  const { run } = timeline;
  for (let before = momentOf(run); !timeline.goTowards(target, EVENTS_PER_SLICE); before = momentOf(run)) {
    if (run.stopped) run.goOn();
    else if (!isBefore(before, momentOf(run))) {
      differing.push(`no way leads to ${JSON.stringify(target)} from ${JSON.stringify(before)}`);
      return;
    }
  }
}

function seenAt(timeline: Timeline): Seen {
  const { run, branch } = timeline;
  const inputs = branch.given.slice(0, branch.given.length - timeline.coming().length);
  return { ...momentOf(run), inputs, hash: run.world.hash() };
}

function hashFromStart(open: WanderPlan["open"], { nowUs, steps, inputs }: Seen): string {
  const run = open(inputs);
  const target: Target = { kind: "moment", moment: { nowUs, steps } };
  for (let isStuck = false; !isStuck && !isReached(target, run); ) {
    if (run.stopped) run.goOn();
    isStuck = goTowards(target, run, EVENTS_PER_SLICE) === 0;
  }
  return run.world.hash();
}
