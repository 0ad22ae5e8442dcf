/**
 * The first picture of a visit: the opening scenario, played at its speed, and nothing else. No checkers, no timeline, no
 * story: all that is fetched while it runs, and made again from its first event when the whole host takes over.
 *
 * Invariant: what happens in it is what happens in the whole run, event by event.
 */

import { FIRST_SCENARIO, Run, resolveParameters } from "../sim/index.ts";
import type { Driving } from "./live-view.ts";
import { createPacer, EVENTS_PER_SLICE, FRAME_BUDGET_MS, type Pacer } from "./pacing.ts";
import type { OpenRequest } from "./protocol.ts";
import type { HostOptions } from "./ticker.ts";

export class FirstPicture {
  readonly run: Run;
  readonly timeline = undefined;
  /** Set by the host that has taken its place. */
  isOver = false;
  readonly #clock: () => number;
  readonly #pacer: Pacer;
  readonly #untilUs: number;

  constructor(run: Run, { speed, playing, untilUs }: OpenRequest, clock: () => number) {
    this.run = run;
    this.#clock = clock;
    this.#untilUs = untilUs ?? Number.POSITIVE_INFINITY;
    this.#pacer = createPacer(speed ?? FIRST_SCENARIO.defaultSpeed);
    if (playing) this.#pacer.start(clock(), 0);
  }

  tick(): boolean {
    const { world } = this.run;
    if (!this.#pacer.playing || this.isOver) return false;
    const endMs = this.#clock() + FRAME_BUDGET_MS;
    const goalUs = Math.min(this.#pacer.goalUs(this.#clock(), world.nowUs), this.#untilUs);
    while (this.run.advance(goalUs, EVENTS_PER_SLICE) === EVENTS_PER_SLICE && this.#clock() < endMs);
    if (world.nowUs < this.#untilUs) return true;
    this.#pacer.stop();
    return false;
  }

  driving(): Driving {
    const { playing, speed } = this.#pacer;
    const untilUs = Number.isFinite(this.#untilUs) ? this.#untilUs : null;
    return { playing, speed, untilUs, seekPercent: null, eventsPerSecond: 0 };
  }
}

/** Undefined when the request is for more than a first visit asks, or for something that the whole host must refuse. */
export async function openFirstPicture(
  request: OpenRequest,
  { clock, loadResource }: HostOptions,
): Promise<FirstPicture | undefined> {
  const { scenario, seed, inputs, defects = [], parameters = {}, seekUs, branches } = request;
  if (scenario !== FIRST_SCENARIO.id || seekUs > 0 || inputs.length > 0 || defects.length > 0 || branches)
    return undefined;
  const resolved = resolveParameters(FIRST_SCENARIO, parameters);
  if (!resolved.ok || !Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) return undefined;
  try {
    const [name = ""] = FIRST_SCENARIO.resources;
    const resources = { [name]: await loadResource(name) };
    const run = new Run({ scenario: FIRST_SCENARIO, seed, parameters: resolved.value, resources });
    run.world.flights.recording = true;
    return new FirstPicture(run, request, clock);
  } catch {
    return undefined;
  }
}
