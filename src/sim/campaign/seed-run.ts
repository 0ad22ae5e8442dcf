/**
 * One seed of a campaign: a phase with faults in which nothing bad may happen, then a healthy phase in which something
 * good must. Faults that heal hide livelocks, so the second phase is part of every seed.
 */

import type { FirstViolation } from "../checks.ts";
import type { Action, InputRecord } from "../input.ts";
import { Run } from "../run.ts";
import type { Parameters, Resources, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";
import { Convergence, LOOK_EVERY_US } from "./convergence.ts";
import { createNemesis } from "./nemesis.ts";
import { carryOut } from "./strike.ts";

export interface SeedOptions {
  readonly scenario: Scenario;
  readonly parameters: Parameters;
  readonly resources: Resources;
  readonly seed: number;
  readonly defects: readonly string[];
  readonly faultsUs: number;
  readonly healthyUs: number;
  readonly meanGapUs: number;
}

export interface SeedOutcome {
  readonly seed: number;
  readonly events: number;
  /** What the nemesis did. */
  readonly faults: readonly InputRecord[];
  /** The same and the cure: what a journal needs. */
  readonly inputs: readonly InputRecord[];
  readonly untilUs: number;
  readonly violation: FirstViolation | undefined;
  readonly hash: string;
}

/** What was broken while a node was paused may break it only after it was resumed: health is given twice. */
const SECOND_CURE_US = 500_000;

/** The faulty phase under a nemesis, then the healthy phase. */
export function runSeed(options: SeedOptions): SeedOutcome {
  const run = createRun(options, []);
  const { world } = run;
  const { seed, faultsUs, meanGapUs } = options;
  const nemesis = createNemesis({ seed, meanGapUs }, world.nodes.length);
  let strikeUs = nemesis.nextUs(world.nowUs);
  while (strikeUs < faultsUs && !run.stopped) {
    run.advance(strikeUs, Number.POSITIVE_INFINITY);
    if (run.stopped) break;
    // The last fault has taken effect before the first cure.
    carryOut(run, nemesis.strike(world), faultsUs - 2);
    strikeUs = nemesis.nextUs(world.nowUs);
  }
  return finish(run, options);
}

/** The same seed with given faults instead of a nemesis: what a failing run is shrunk with. */
export function replaySeed(options: SeedOptions, faults: readonly InputRecord[]): SeedOutcome {
  return finish(createRun(options, faults), options);
}

/** Up to the end of the faulty phase, then the healthy one. The cure belongs to the phase, not to the faults. */
function finish(run: Run, options: SeedOptions): SeedOutcome {
  const { world } = run;
  const { seed, faultsUs, healthyUs } = options;
  run.advance(faultsUs, Number.POSITIVE_INFINITY);
  const faults = world.givenInputs();
  for (const afterUs of [0, SECOND_CURE_US]) {
    run.advance(faultsUs + afterUs, Number.POSITIVE_INFINITY);
    if (!run.stopped) for (const action of cure(world)) world.apply(action);
  }
  const stuck = run.stopped ? undefined : watchHealth(run, faultsUs + healthyUs);
  const violation = run.checks.firstViolation ?? stuck;
  const { events, nowUs: untilUs } = world;
  return { seed, events, faults, inputs: world.givenInputs(), untilUs, violation, hash: world.hash() };
}

/** Runs the healthy phase; what has not become true in time. */
function watchHealth(run: Run, untilUs: number): FirstViolation | undefined {
  const { world } = run;
  const convergence = new Convergence();
  while (world.nowUs < untilUs && !run.stopped) {
    run.advance(Math.min(untilUs, world.nowUs + LOOK_EVERY_US), Number.POSITIVE_INFINITY);
    if (run.stopped) break;
    const stuck = convergence.look(world);
    if (stuck === undefined) continue;
    return { atUs: world.nowUs, text: stuck.text, event: undefined, checker: stuck.checker };
  }
  return undefined;
}

function createRun(
  { scenario, parameters, resources, seed, defects }: SeedOptions,
  inputs: readonly InputRecord[],
): Run {
  return new Run({ scenario, parameters, resources, seed, defects, inputs });
}

/** Everything that makes the world healthy again, in an order that works. */
function cure(world: World): Action[] {
  const actions: Action[] = [];
  for (const node of world.nodes) {
    if (!node.up) actions.push({ kind: "restart_node", target: node.name });
    else if (node.paused) actions.push({ kind: "resume_node", target: node.name });
    for (const process of node.processes()) {
      if (process.suspensions > 0) actions.push({ kind: "resume_process", target: process.pid.toString() });
    }
  }
  for (let a = 1; a <= world.nodes.length; a++) {
    for (let b = a + 1; b <= world.nodes.length; b++)
      actions.push({ kind: "loss", target: `n${a}-n${b}`, percent: 0 });
  }
  if (world.nodes.length > 1) actions.push({ kind: "heal_all", target: "network" });
  return actions;
}
