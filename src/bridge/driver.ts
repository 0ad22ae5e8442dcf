/**
 * The driver: runs the world in slices so that the worker can always answer.
 *
 * Each `tick` has a time budget and an event budget. A tick either seeks (as fast as it goes, to a given moment) or
 * plays at the chosen speed.
 *
 * Invariants
 * - Budgets and speed decide how far a tick goes, never what happens.
 * - A run that reaches its `untilUs`, violates an invariant, or has nothing left to do pauses by itself.
 */

import type { Run } from "../sim/index.ts";
import type { Driving } from "./live-view.ts";
import { createPacer, EVENTS_PER_SLICE, FRAME_BUDGET_MS, type Pacer } from "./pacing.ts";
import type { Transport } from "./protocol.ts";

/** Budget of a tick that seeks: nobody watches the picture move meanwhile. */
const SEEK_BUDGET_MS = 40;
/** How long the event rate is averaged. */
const RATE_WINDOW_MS = 500;

export interface DriverOptions {
  readonly run: Run;
  /** Wall clock in milliseconds. */
  readonly clock: () => number;
  readonly speed: number;
  readonly playing: boolean;
  readonly seekUs: number;
  readonly untilUs: number | undefined;
}

export class Driver {
  readonly run: Run;
  readonly #clock: () => number;
  readonly #pacer: Pacer;
  readonly #rate: Rate;
  #untilUs: number;
  #seekUs: number;
  #wantsToPlay: boolean;

  constructor(options: DriverOptions) {
    this.run = options.run;
    this.#clock = options.clock;
    this.#pacer = createPacer(options.speed);
    this.#rate = createRate(options.clock);
    this.#untilUs = options.untilUs ?? Number.POSITIVE_INFINITY;
    this.#seekUs = options.seekUs;
    this.#wantsToPlay = options.playing;
    if (this.#wantsToPlay && !this.#seeking) this.#play();
  }

  /** Runs one slice; true when there is more to do without being asked. */
  tick(): boolean {
    if (this.#seeking) return this.#seek();
    if (!this.#pacer.playing) return false;
    const { run } = this;
    const { world } = run;
    const goalUs = Math.min(this.#pacer.goalUs(this.#clock(), world.nowUs), this.#untilUs);
    this.#rate.add(slice(run, this.#clock, goalUs, FRAME_BUDGET_MS));
    if (world.nowUs >= this.#untilUs || run.stopped || !Number.isFinite(world.nextTimeUs())) this.#pause();
    return this.#pacer.playing;
  }

  /** Carries out a transport command; undefined, or why it makes no sense. */
  command(transport: Transport): string | undefined {
    switch (transport.kind) {
      case "play":
        this.#play();
        return undefined;
      case "pause":
        this.#pause();
        return undefined;
      case "step_event":
        this.#step(() => this.run.stepEvent());
        return undefined;
      case "step_time": {
        if (!(transport.us > 0)) return "a step takes a time above 0";
        const goalUs = this.run.world.nowUs + transport.us;
        this.#step(() => this.run.advance(goalUs, Number.POSITIVE_INFINITY));
        return undefined;
      }
      case "run_until":
        return this.#runUntil(transport.us);
      case "speed":
        if (!(transport.speed > 0)) return "speed must be above 0";
        this.#pacer.setSpeed(transport.speed);
        if (this.#pacer.playing) this.#pacer.start(this.#clock(), this.run.world.nowUs);
        return undefined;
      default:
        return `${transport.kind} is not known here`;
    }
  }

  /** Runs until an input given while paused has taken effect. */
  settleInput(atUs: number): void {
    if (this.#pacer.playing || this.#seeking) return;
    this.run.advance(atUs, Number.POSITIVE_INFINITY);
    this.run.refreshHash();
  }

  driving(): Driving {
    const seeking = this.#seeking;
    const { playing, speed } = this.#pacer;
    return {
      playing: playing || (seeking && this.#wantsToPlay),
      speed,
      untilUs: Number.isFinite(this.#untilUs) ? this.#untilUs : null,
      seekPercent: seeking ? Math.floor((100 * this.run.world.nowUs) / this.#seekUs) : null,
      eventsPerSecond: playing ? this.#rate.perSecond() : 0,
    };
  }

  get #seeking(): boolean {
    return this.#seekUs > this.run.world.nowUs;
  }

  #seek(): boolean {
    const { run } = this;
    slice(run, this.#clock, this.#seekUs, SEEK_BUDGET_MS);
    if (this.#seeking && !run.stopped && Number.isFinite(run.world.nextTimeUs())) return true;
    this.#seekUs = 0;
    run.refreshHash();
    if (this.#wantsToPlay) this.#play();
    return this.#pacer.playing;
  }

  #play(): void {
    const { run } = this;
    if (run.stopped) run.goOn();
    if (run.world.nowUs >= this.#untilUs) this.#untilUs = Number.POSITIVE_INFINITY;
    this.#wantsToPlay = true;
    this.#pacer.start(this.#clock(), run.world.nowUs);
  }

  #pause(): void {
    this.#pacer.stop();
    this.#wantsToPlay = false;
    this.#seekUs = 0;
    this.run.finishInstant();
    this.run.refreshHash();
  }

  #step(move: () => unknown): void {
    this.#pause();
    if (this.run.stopped) this.run.goOn();
    move();
    this.run.refreshHash();
  }

  #runUntil(us: number): string | undefined {
    const { nowUs } = this.run.world;
    if (!(us > nowUs)) return `run until a time after now (t ${nowUs / 1e6} s)`;
    this.#untilUs = us;
    this.#play();
    return undefined;
  }
}

/** Advances within both budgets; the number of events handled. */
function slice(run: Run, clock: () => number, goalUs: number, budgetMs: number): number {
  const endMs = clock() + budgetMs;
  let events = 0;
  do {
    const handled = run.advance(goalUs, EVENTS_PER_SLICE);
    events += handled;
    if (handled < EVENTS_PER_SLICE) break;
  } while (clock() < endMs);
  return events;
}

interface Rate {
  add(events: number): void;
  perSecond(): number;
}

function createRate(clock: () => number): Rate {
  let sinceMs = clock();
  let counted = 0;
  let perSecond = 0;
  return {
    add(events) {
      counted += events;
      const elapsedMs = clock() - sinceMs;
      if (elapsedMs < RATE_WINDOW_MS) return;
      perSecond = Math.round((1_000 * counted) / elapsedMs);
      counted = 0;
      sinceMs += elapsedMs;
    },
    perSecond: () => perSecond,
  };
}
