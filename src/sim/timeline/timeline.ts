/**
 * The timeline: a run that can be taken back, forward and aside.
 *
 * The run object stays the same; its content is put to a checkpoint and run on from there. Acting on a past moment
 * opens a branch, so nothing that has happened is ever lost.
 *
 * Invariants
 * - The state at a moment of a branch is the same however one has come there: same hash, same samples, same checks.
 * - The run's trace never holds a record that is not in the past of the present moment.
 * - Neither meter nor budget changes anything but how long a move takes.
 */

import { err, ok, type Result } from "../../base/index.ts";
import { checkAction } from "../check-action.ts";
import { type Action, describeAction, type InputRecord } from "../input.ts";
import type { Run } from "../run.ts";
import { type Branch, commonSeqs, makeBranch } from "./branch.ts";
import { type Checkpoint, isBefore, type Moment, momentOf } from "./checkpoint.ts";
import { pushFrontier } from "./frontier.ts";
import { firstOf, nearestIn } from "./past.ts";
import { Recorder, type Recording } from "./recorder.ts";
import { goTowards, isAhead, isBehind, isReached, type Target } from "./target.ts";

export interface TimelineOptions {
  readonly run: Run;
  /** Work done so far in any unit; only differences count. Events when left out. */
  readonly meter?: () => number;
  /** Work between two checkpoints, in the unit of the meter. */
  readonly interval?: number;
  readonly budgetBytes?: number;
}

export const BUDGET_BYTES = 64 * 1024 * 1024;
const INTERVAL_EVENTS = 2_000;
/** Where a change of branch or an undo leads, and what to do on arrival. */
export interface Move {
  readonly target: Target;
  readonly onArrival?: () => void;
}

export class Timeline {
  readonly run: Run;
  readonly branches: Branch[] = [];
  /** How often the run was put to another moment: who remembers what he has read starts anew. */
  jumps = 0;
  #branch: Branch;
  #undone: { readonly branch: Branch; readonly moment: Moment }[] = [];
  readonly #recorder: Recorder;

  constructor({ run, meter, interval = INTERVAL_EVENTS, budgetBytes = BUDGET_BYTES }: TimelineOptions) {
    this.run = run;
    this.#branch = makeBranch(run, "main", "main", undefined);
    this.branches.push(this.#branch);
    const work = meter ?? (() => run.world.events);
    this.#recorder = new Recorder(run, this.branches, { meter: work, interval, budgetBytes });
    this.#recorder.take(this.#branch, undefined);
  }

  get branch(): Branch {
    return this.#branch;
  }

  /** Whether the moment shown lies before what is known of the branch. */
  get isPast(): boolean {
    return isBefore(momentOf(this.run), this.#branch.frontier);
  }

  recording(): Recording {
    return this.#recorder.recording();
  }

  /** Runs up to `goalUs` or for `maxEvents` events, whichever comes first; the number of events handled. */
  advance(goalUs: number, maxEvents: number): number {
    const { run } = this;
    let count = 0;
    while (count < maxEvents && run.world.nowUs < goalUs && !run.stopped) {
      const binEndUs = this.#branch.density.binEndUs(run.world.nowUs);
      const untilUs = Math.min(goalUs, binEndUs);
      const handled = run.advance(untilUs, maxEvents - count);
      this.#afterWork();
      count += handled;
      if (handled === 0 && run.world.nowUs < untilUs) break;
    }
    return count;
  }

  stepEvent(): boolean {
    const hasStepped = this.run.stepEvent();
    this.#afterWork();
    return hasStepped;
  }

  /** Puts the run to where the way to the target is shortest; `goTowards` leads on from there. */
  seek(target: Target): void {
    const best = this.#nearest((checkpoint) => isAhead(target, checkpoint));
    if (best === undefined) return;
    const isForward = !isBehind(target, this.run);
    if (isForward && !isBefore(momentOf(this.run), best)) return;
    this.#restore(best, undefined);
  }

  /** Goes on towards the target for at most `maxEvents`; true when it is reached. */
  goTowards(target: Target, maxEvents: number): boolean {
    if (target.kind === "time") this.advance(target.us, maxEvents);
    goTowards(target, this.run, target.kind === "time" ? 1 : maxEvents);
    this.#afterWork();
    return isReached(target, this.run);
  }

  /**
   * To just after the last event before now that left a mark in the trace: what `stepEvent` would have come from.
   * False when there is none, or when the way back is too long to go at once.
   */
  stepBack(): boolean {
    const now = momentOf(this.run);
    let from = this.#nearest((checkpoint) => isBefore(checkpoint, now));
    if (from === undefined || this.recording().off !== null) return false;
    let stop = this.#lastStop(from, now.steps, now);
    while (stop === undefined && from.steps > 0) {
      const later: Checkpoint = from;
      from = this.#nearest((checkpoint) => isBefore(checkpoint, later)) ?? firstOf(this.#branch);
      stop = this.#lastStop(from, later.steps, now);
    }
    const target: Target = { kind: "moment", moment: stop ?? from };
    this.#restore(this.#nearest((checkpoint) => isAhead(target, checkpoint)) ?? from, undefined);
    goTowards(target, this.run, Number.POSITIVE_INFINITY);
    return true;
  }

  /** The last moment before `now` just after an event with a mark, looked for between a checkpoint and `endSteps`. */
  #lastStop(from: Checkpoint, endSteps: number, now: Moment): Moment | undefined {
    const { run } = this;
    this.#restore(from, undefined);
    let stop: Moment | undefined;
    while (run.world.steps < endSteps) {
      const marks = run.marks();
      run.step();
      const here = momentOf(run);
      if (run.marks() > marks && isBefore(here, now)) stop = here;
      this.#recorder.afterReplay(this.#branch, from);
    }
    return stop;
  }

  /** Gives an input at the present moment; on a past moment it opens a branch. */
  act(action: Action): Result<InputRecord> {
    const { world } = this.run;
    const problem = checkAction(world, action);
    if (problem !== undefined) return err(problem);
    if (this.isPast) this.fork(`${describeAction(action)} at ${secondsText(world.nowUs)}`);
    const applied = world.apply(action);
    this.#branch.given = world.givenInputs();
    this.#undone = [];
    return applied;
  }

  /**
   * Makes `coming` the inputs that are still to come, instead of those there are; all after now. On a past moment that
   * is another future: it opens a branch of this name.
   */
  plan(coming: readonly InputRecord[], name: string): Result<null> {
    const { world } = this.run;
    const late = coming.find(({ atUs }) => atUs <= world.nowUs);
    if (late !== undefined)
      return err(`at ${secondsText(late.atUs)}: that has passed, it is ${secondsText(world.nowUs)}`);
    if (this.isPast) this.fork(name);
    world.replaceGiven([...this.#appliedInputs(), ...coming]);
    this.#branch.given = world.givenInputs();
    this.#undone = [];
    return ok(null);
  }

  /** Inputs that are to come, in order of time. */
  coming(): readonly InputRecord[] {
    return this.run.world.givenInputs().slice(this.#appliedInputs().length);
  }

  /** Opens a new branch at the present moment: what was to come from outside does not belong to it. */
  fork(name: string): Branch {
    const { world } = this.run;
    world.replaceGiven(this.#appliedInputs());
    const parent = this.#branch;
    parent.left = momentOf(this.run);
    this.#branch = makeBranch(this.run, `b${this.branches.length + 1}`, name, parent);
    this.branches.push(this.#branch);
    this.#recorder.take(this.#branch, parent.checkpoints.previous(momentOf(this.run)));
    return this.#branch;
  }

  /** Opens a branch; the target leads to where it was left, or to `us`. */
  open(branch: Branch, us?: number): Target {
    const from = this.#branch;
    from.left = momentOf(this.run);
    this.#branch = branch;
    const target: Target = us === undefined ? { kind: "moment", moment: branch.left } : { kind: "time", us };
    const best = this.#nearest((checkpoint) => isAhead(target, checkpoint)) ?? firstOf(this.#branch);
    this.#restore(best, commonSeqs(from, branch));
    return target;
  }

  /** The last intervention before the present moment: what `undo` takes back. */
  undoable(): InputRecord | undefined {
    return this.#appliedInputs().at(-1);
  }

  redoable(): InputRecord | undefined {
    return this.#undone.at(-1)?.branch.given.at(-1);
  }

  /**
   * Takes back the last intervention: the moment just before it, in the branch it was made from if it made one, else
   * in a new one. Undefined when there is none.
   */
  undo(): Move | undefined {
    const applied = this.#appliedInputs();
    const last = applied.at(-1);
    if (last === undefined) return undefined;
    const left = { branch: this.#branch, moment: momentOf(this.run) };
    const kept = applied.slice(0, -1);
    const target: Target = { kind: "time", us: last.atUs - 1 };
    const { parent, fork } = this.#branch;
    if (parent !== undefined && startsWith(parent.given, kept) && fork.nowUs >= last.atUs - 1) {
      this.open(parent, last.atUs - 1);
      this.#undone.push(left);
      return { target };
    }
    this.seek(target);
    const onArrival = (): void => {
      this.fork(`without ${describeAction(last.action)}`);
      left.branch.left = left.moment;
      this.#undone.push(left);
    };
    return { target, onArrival };
  }

  /** Goes back to where the last `undo` was pressed. */
  redo(): Move | undefined {
    const undone = this.#undone.pop();
    if (undone === undefined) return undefined;
    undone.branch.left = undone.moment;
    return { target: this.open(undone.branch) };
  }

  /** To be called when the run rests and its hash is fresh. */
  rest(): void {
    const { run } = this;
    if (!this.isPast && run.hashAtUs === run.world.nowUs) this.#branch.hash = run.hash;
  }

  #afterWork(): void {
    const now = momentOf(this.run);
    const isReplay = isBefore(now, this.#branch.frontier);
    pushFrontier(this.#branch, this.run);
    const previous = nearestIn(this.#branch, (one) => !isBefore(now, one));
    this.#recorder.afterWork(this.#branch, previous);
    if (isReplay) this.#recorder.afterReplay(this.#branch, previous);
  }

  /** The latest checkpoint for which the test holds, kept or only near. */
  #nearest(isEarlyEnough: (checkpoint: Checkpoint) => boolean): Checkpoint | undefined {
    const kept = nearestIn(this.#branch, isEarlyEnough);
    const near = this.#recorder.nearest(this.#branch, isEarlyEnough);
    return near === undefined || (kept !== undefined && isBefore(near, kept)) ? kept : near;
  }

  #appliedInputs(): readonly InputRecord[] {
    const { world } = this.run;
    const given = world.givenInputs();
    const scripted = world.scenario.script?.length ?? 0;
    return given.slice(0, given.length - world.controls.pendingInputsAfter(scripted));
  }

  #restore(checkpoint: Checkpoint, knownSeqs: readonly number[] | undefined): void {
    this.run.restore(checkpoint.capture, knownSeqs);
    this.run.world.replaceGiven(this.#branch.given);
    this.#recorder.resume(checkpoint);
    this.jumps++;
  }
}

function startsWith(list: readonly InputRecord[], start: readonly InputRecord[]): boolean {
  return start.every((record, i) => list[i] === record);
}

function secondsText(us: number): string {
  return `${(us / 1e6).toFixed(3).replace(/\.?0+$/, "")} s`;
}
