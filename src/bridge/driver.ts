/**
 * The driver: moves the run along its timeline in slices so that the worker can always answer.
 *
 * Each `tick` has a time budget and an event budget. A tick either goes to a given moment (as fast as it can) or
 * plays at the chosen speed.
 *
 * Invariants
 * - Budgets, speed and checkpoints decide how far a tick goes, never what happens.
 * - A run that reaches its `untilUs`, violates an invariant, or has nothing left to do pauses by itself.
 */

import { type Action, compilePlan, type InputRecord, type Run, type Target, Timeline } from "../sim/index.ts";
import { type Journey, journeyOf, regrowth } from "./journeys.ts";
import type { Driving } from "./live-view.ts";
import { createMeter, createRate, type Meter, type Rate } from "./meter.ts";
import { createPacer, EVENTS_PER_SLICE, FRAME_BUDGET_MS, type Pacer } from "./pacing.ts";
import type { BranchesRequest, Reply, Transport } from "./protocol.ts";

/** Budget of a tick that goes to a moment: nobody watches the picture move meanwhile. */
const SEEK_BUDGET_MS = 80;
/** Work between two checkpoints: with the way to draw it, half of what a person still takes for at once. */
const CHECKPOINT_EVERY_MS = 40;

export interface DriverOptions {
  readonly run: Run;
  /** Wall clock in milliseconds. */
  readonly clock: () => number;
  readonly speed: number;
  readonly playing: boolean;
  readonly seekUs: number;
  readonly untilUs: number | undefined;
  readonly branches?: BranchesRequest | undefined;
}

const ON_THE_WAY = "The moment is still being reached; act when it is shown.";
const REGROWING = "The run is being made again with its branches; it can be moved when it is there.";

/** A journey under way. */
interface Going extends Journey {
  readonly fromUs: number;
}

export class Driver {
  readonly timeline: Timeline;
  readonly #clock: () => number;
  readonly #pacer: Pacer;
  readonly #rate: Rate;
  readonly #meter: Meter;
  #untilUs: number;
  #going: Going | undefined;
  /** Branches are being made again: what is still to do. */
  #legs: Iterator<Journey> | undefined;
  #wantsToPlay: boolean;

  constructor(options: DriverOptions) {
    this.#clock = options.clock;
    this.#meter = createMeter(options.clock);
    this.timeline = new Timeline({
      run: options.run,
      meter: () => this.#meter.read(),
      interval: CHECKPOINT_EVERY_MS,
    });
    this.#pacer = createPacer(options.speed);
    this.#rate = createRate(options.clock);
    this.#untilUs = options.untilUs ?? Number.POSITIVE_INFINITY;
    this.#wantsToPlay = options.playing;
    if (options.branches !== undefined) {
      this.#legs = regrowth(this.timeline, options.branches, options.seekUs);
      this.#nextLeg();
    } else if (options.seekUs > 0) this.#going = { target: { kind: "time", us: options.seekUs }, fromUs: 0 };
    else if (this.#wantsToPlay) this.#play();
  }

  get run(): Run {
    return this.timeline.run;
  }

  /** Runs one slice; true when there is more to do without being asked. */
  tick(): boolean {
    return this.#meter.measure(() => {
      if (this.#going !== undefined) return this.#go(this.#going);
      if (!this.#pacer.playing) return false;
      const { run } = this;
      const { world } = run;
      const goalUs = Math.min(this.#pacer.goalUs(this.#clock(), world.nowUs), this.#untilUs);
      this.#rate.add(this.#slice(FRAME_BUDGET_MS, (events) => this.timeline.advance(goalUs, events)));
      if (world.nowUs >= this.#untilUs || run.stopped || !Number.isFinite(world.nextTimeUs())) this.#pause();
      return this.#pacer.playing;
    });
  }

  /** Carries out a transport command; undefined, or why it makes no sense. */
  command(transport: Transport): string | undefined {
    if (this.#legs !== undefined) return REGROWING;
    return this.#meter.measure(() => this.#command(transport));
  }

  /** Gives an input at the moment shown, for a time or until something ends it; on a past moment it opens a branch. A paused run goes on until it has taken effect. */
  act(action: Action, forUs?: number): Reply<InputRecord> {
    if (this.#going !== undefined) {
      return { ok: false, error: ON_THE_WAY };
    }
    const applied = this.timeline.act(action);
    if (applied.ok && forUs !== undefined) this.#endAfter(applied.value, forUs);
    if (applied.ok && !this.#pacer.playing) {
      this.timeline.advance(applied.value.atUs, Number.POSITIVE_INFINITY);
      this.#rest();
    }
    return applied;
  }

  /** Schedules `coming` instead of what is to come. */
  plan(coming: readonly InputRecord[]): Reply {
    if (this.#going !== undefined) return { ok: false, error: ON_THE_WAY };
    const planned = this.timeline.plan(coming, `plan at t ${this.run.world.nowUs / 1e6} s`);
    return planned.ok ? { ok: true, value: null } : planned;
  }

  /** Goes at once to where a run of the same kind has come to, and goes on as that one does. */
  takeOver(nowUs: number, steps: number, { playing, speed }: Driving): void {
    this.#meter.measure(() => {
      this.timeline.advance(nowUs - 1, Number.POSITIVE_INFINITY);
      this.timeline.goTowards({ kind: "moment", moment: { nowUs, steps } }, Number.POSITIVE_INFINITY);
      this.#pacer.setSpeed(speed);
      if (playing) this.#play();
      else this.#rest();
    });
  }

  driving(): Driving {
    const { playing, speed } = this.#pacer;
    return {
      playing: playing || (this.#going !== undefined && this.#wantsToPlay),
      speed,
      untilUs: Number.isFinite(this.#untilUs) ? this.#untilUs : null,
      seekPercent: this.#going === undefined ? null : this.#percent(this.#going),
      eventsPerSecond: playing ? this.#rate.perSecond() : 0,
    };
  }

  /** What begins now ends by itself. */
  #endAfter({ atUs, action }: InputRecord, forUs: number): void {
    const [, end] = compilePlan([{ atUs, forUs, action }]);
    if (end === undefined) return;
    const coming = [...this.timeline.coming().filter((one) => one.atUs > atUs), end];
    this.timeline.plan(
      coming.sort((a, b) => a.atUs - b.atUs),
      "",
    );
  }

  #command(transport: Transport): string | undefined {
    switch (transport.kind) {
      case "play":
        this.#play();
        return undefined;
      case "pause":
        this.#pause();
        return undefined;
      case "speed":
        if (!(transport.speed > 0)) return "speed must be above 0";
        this.#pacer.setSpeed(transport.speed);
        if (this.#pacer.playing) this.#pacer.start(this.#clock(), this.run.world.nowUs);
        return undefined;
      case "run_until":
        return this.#runUntil(transport.us);
      case "step_event":
        this.#step(() => this.timeline.stepEvent());
        return undefined;
      case "step_event_back":
        return this.#stepBack();
      case "step_time": {
        const goalUs = Math.max(0, this.run.world.nowUs + transport.us);
        if (!(transport.us > 0)) return this.#command({ kind: "seek", us: goalUs });
        this.#step(() => this.timeline.advance(goalUs, Number.POSITIVE_INFINITY));
        return undefined;
      }
      default:
        return this.#travel(transport);
    }
  }

  /** Commands that lead to another moment or branch. */
  #travel(transport: Transport): string | undefined {
    const playsOn = (transport.kind === "undo" || transport.kind === "redo") && this.#pacer.playing;
    const fromUs = this.run.world.nowUs;
    const journey = journeyOf(this.timeline, transport);
    if (!journey.ok) return journey.error;
    this.#pacer.stop();
    this.#wantsToPlay = playsOn;
    this.#going = journey.value === undefined ? undefined : { ...journey.value, fromUs };
    if (this.#going === undefined) this.#rest();
    return undefined;
  }

  #go(going: Going): boolean {
    const { run, timeline } = this;
    const { target, onArrival } = going;
    let isThere = false;
    this.#slice(SEEK_BUDGET_MS, (events) => {
      isThere = timeline.goTowards(target, events);
      return isThere || run.stopped || this.#isOutOfReach(target) ? 0 : events;
    });
    if (this.#legs !== undefined && run.stopped) run.goOn();
    const goesOn = !isThere && !run.stopped && !this.#isOutOfReach(target);
    if (goesOn) return true;
    this.#going = undefined;
    if (isThere) onArrival?.();
    this.#rest();
    if (this.#nextLeg()) return true;
    if (this.#wantsToPlay) this.#play();
    return this.#pacer.playing;
  }

  #nextLeg(): boolean {
    const leg = this.#legs?.next();
    if (leg === undefined || leg.done === true) this.#legs = undefined;
    else this.#going = { ...leg.value, fromUs: this.run.world.nowUs };
    return this.#legs !== undefined;
  }

  /** Nothing is left to happen, or an event is looked for that this branch does not have. */
  #isOutOfReach(target: Target): boolean {
    const isOver = !Number.isFinite(this.run.world.nextTimeUs()) && target.kind !== "time";
    return isOver || (target.kind === "event" && !this.timeline.isPast);
  }

  #percent({ target, fromUs }: Going): number {
    const toUs =
      target.kind === "time"
        ? target.us
        : target.kind === "moment"
          ? target.moment.nowUs
          : this.timeline.branch.frontier.nowUs;
    const { nowUs } = this.run.world;
    const startUs = toUs > fromUs ? fromUs : 0;
    return Math.max(0, Math.min(99, Math.floor((100 * (nowUs - startUs)) / Math.max(1, toUs - startUs))));
  }

  #play(): void {
    const { run } = this;
    if (run.stopped) run.goOn();
    if (run.world.nowUs >= this.#untilUs) this.#untilUs = Number.POSITIVE_INFINITY;
    this.#wantsToPlay = true;
    if (this.#going === undefined) this.#pacer.start(this.#clock(), run.world.nowUs);
  }

  #pause(): void {
    this.#pacer.stop();
    this.#wantsToPlay = false;
    this.#going = undefined;
    this.run.finishInstant();
    this.#rest();
  }

  #step(move: () => unknown): void {
    this.#pause();
    if (this.run.stopped) this.run.goOn();
    move();
    this.#rest();
  }

  #stepBack(): string | undefined {
    this.#pacer.stop();
    this.#wantsToPlay = false;
    this.#going = undefined;
    const hasStepped = this.timeline.stepBack();
    this.#rest();
    return hasStepped ? undefined : (this.timeline.recording().off ?? "This is where the run begins.");
  }

  #runUntil(us: number): string | undefined {
    const { nowUs } = this.run.world;
    if (!(us > nowUs)) return `run until a time after now (t ${nowUs / 1e6} s)`;
    this.#untilUs = us;
    this.#play();
    return undefined;
  }

  #rest(): void {
    this.run.refreshHash();
    this.timeline.rest();
  }

  /** Calls `move` until it handles less than a slice or the time is up; the number of events handled. */
  #slice(budgetMs: number, move: (eventsMax: number) => number): number {
    const endMs = this.#clock() + budgetMs;
    let events = 0;
    do {
      const handled = move(EVENTS_PER_SLICE);
      events += handled;
      if (handled < EVENTS_PER_SLICE) break;
    } while (this.#clock() < endMs);
    return events;
  }
}
