/**
 * What a lens shows of run B at any moment: a run of its own that can go back and forth, beside the two in lockstep.
 * It is made when somebody wants to see it, and costs nothing before.
 *
 * Invariants
 * - B is drawn by the same live views as the run on the screen, from a run without anything taken away.
 * - Views remember what they have read: after a jump they start anew.
 */

import { type Run, type Target, Timeline } from "../sim/index.ts";
import type { ViewName } from "./assigns.ts";
import type { Look, LookRequest } from "./compare-protocol.ts";
import type { Driving, LiveView } from "./live-view.ts";
import { createView } from "./views/index.ts";

const EVENTS_PER_SLICE = 256;
const AT_REST: Driving = { playing: false, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };

/** Half of what the run on the screen may keep: this one is only looked at. */
const BUDGET_BYTES = 32 * 1024 * 1024;
const CHECKPOINT_EVERY_MS = 40;

export class CompareSight {
  readonly #timeline: Timeline;
  readonly #clock: () => number;
  readonly #views = new Map<ViewName, LiveView<ViewName>>();
  #goalUs: number | undefined;
  #jumps = 0;

  /** `clock`: wall clock in milliseconds; it says when to keep a moment and when to answer. */
  constructor(run: Run, clock: () => number) {
    run.world.flights.recording = true;
    this.#clock = clock;
    this.#timeline = new Timeline({
      run,
      meter: clock,
      interval: CHECKPOINT_EVERY_MS,
      budgetBytes: BUDGET_BYTES,
    });
  }

  get run(): Run {
    return this.#timeline.run;
  }

  /** Goes towards the moment for at most `budgetMs`, and draws it when it is there. The view's code must be there. */
  look({ view, params, atUs }: LookRequest, budgetMs: number): Look {
    const target: Target = { kind: "time", us: atUs };
    const timeline = this.#timeline;
    const endMs = this.#clock() + budgetMs;
    if (this.#goalUs !== atUs) timeline.seek(target);
    this.#goalUs = atUs;
    let isThere = false;
    do {
      if (this.run.stopped) this.run.goOn();
      isThere = timeline.goTowards(target, EVENTS_PER_SLICE);
    } while (!isThere && this.#clock() < endMs);
    const { nowUs } = this.run.world;
    return {
      atUs: nowUs,
      assigns: isThere ? (this.#viewOf(view)?.render(this.run, AT_REST, params) ?? null) : null,
    };
  }

  #viewOf(name: ViewName): LiveView<ViewName> | undefined {
    if (this.#timeline.jumps !== this.#jumps) this.#views.clear();
    this.#jumps = this.#timeline.jumps;
    const view = this.#views.get(name) ?? createView(name);
    if (view !== undefined) this.#views.set(name, view);
    return view;
  }
}
