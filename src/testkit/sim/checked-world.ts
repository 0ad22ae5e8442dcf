/** A world under its scenario's checkers, without the rest of a run: for tests that send both through time together. */

import { type Checks, type ChecksCapture, createChecks } from "../../sim/checks.ts";
import type { RunOptions } from "../../sim/index.ts";
import { World, type WorldSnapshot } from "../../sim/world.ts";

/** A world and its checkers as they were between two events. */
export interface Moment {
  readonly world: WorldSnapshot;
  readonly checks: ChecksCapture;
}

export class CheckedWorld {
  readonly world: World;
  readonly checks: Checks;

  constructor(options: RunOptions) {
    this.world = new World(options);
    this.checks = createChecks(options.scenario.checkers, this.world);
    this.world.observer = (node) => this.checks.afterEvent(node);
    for (const input of options.inputs ?? []) this.world.schedule(input);
  }

  capture(): Moment {
    return { world: this.world.snapshot(), checks: this.checks.capture() };
  }

  restore({ world, checks }: Moment): void {
    this.world.restore(world);
    this.checks.restore(checks);
  }

  /** Handles events until so many have been handled in all, or nothing is left to happen. */
  runToEvent(events: number): void {
    const { world } = this;
    while (world.events < events && world.step());
  }

  runUntil(untilUs: number): void {
    this.world.runUntil(untilUs, Number.POSITIVE_INFINITY);
  }
}
