import { describe, expect, it } from "vitest";
import { CheckedWorld } from "../../testkit/sim/checked-world.ts";
import { optionsFor } from "../../testkit/sim/open-run.ts";
import { runSeed, type SeedOptions } from "../campaign/seed-run.ts";
import { createChecks } from "../checks.ts";
import { DEFECTS } from "../defects.ts";
import type { RunOptions } from "../run.ts";
import { SCENARIOS } from "../scenarios/index.ts";

const SECOND = 1_000_000;
const CUTS = 8;

function seedOf(scenario: string, seed: number, more: Partial<SeedOptions> = {}): SeedOptions {
  const phases = { faultsUs: 8 * SECOND, healthyUs: 4 * SECOND, meanGapUs: SECOND / 4 };
  return { ...optionsFor(scenario, seed), defects: [], ...phases, ...more };
}

/** A short stormy run of a scenario, to be replayed from its inputs. */
function stormOf(scenario: string, number: number): { options: RunOptions; events: number } {
  const seed = seedOf(scenario, number, { faultsUs: 3 * SECOND, healthyUs: SECOND });
  const { inputs, events } = runSeed(seed);
  return { options: { ...seed, inputs }, events };
}

describe.each(SCENARIOS.map(({ id }) => id))("the checkers of %s", (id) => {
  const { options, events } = stormOf(id, 7);
  const straight = new CheckedWorld(options);
  const moments = Array.from({ length: CUTS }, (_, i) => {
    straight.runToEvent(Math.floor((events * (i + 0.37)) / CUTS));
    return { ...straight.capture(), states: straight.checks.states() };
  });
  straight.runToEvent(events);
  const end = straight.checks.states();

  it("have something to look at", () => {
    for (const { id, checked } of end) expect([id, checked > 0]).toEqual([id, true]);
  });

  it("count from any moment on as they did the first time, backwards and forwards", () => {
    // Oldest, newest, second oldest, second newest …: each restore leaps over most of the run.
    const order = moments.map((_, i) => (i % 2 === 0 ? i / 2 : CUTS - (i + 1) / 2));
    for (const from of order) {
      straight.restore(moments[from] as (typeof moments)[number]);
      expect(straight.checks.states()).toEqual(moments[from]?.states);
      for (const { world, states } of moments.slice(from + 1)) {
        straight.runToEvent(world.events);
        expect([from, straight.checks.states()]).toEqual([from, states]);
      }
      straight.runToEvent(events);
      expect([from, straight.checks.states()]).toEqual([from, end]);
    }
  });

  it("go on in another world as they would have here", () => {
    const other = new CheckedWorld({ ...options, inputs: [] });
    other.restore(moments[CUTS >> 1] as (typeof moments)[number]);
    other.runToEvent(events);
    expect(other.checks.states()).toEqual(end);
  });

  it("put back to the beginning have forgotten everything: another story contradicts nothing", () => {
    const { options: otherOptions, events: otherEvents } = stormOf(id, 8);
    const other = new CheckedWorld(otherOptions);
    const first = new CheckedWorld(options);
    const nodes = Array.from(first.world.nodes);
    const checks = createChecks(options.scenario.checkers, { nodes });
    const beginning = checks.capture();
    first.world.observer = (node) => checks.afterEvent(node);
    first.runToEvent(events);
    expect(checks.states()).toEqual(end);

    checks.restore(beginning);
    nodes.splice(0, nodes.length, ...other.world.nodes);
    other.world.observer = (node) => {
      other.checks.afterEvent(node);
      checks.afterEvent(node);
    };
    other.runToEvent(otherEvents);
    expect(checks.states()).toEqual(other.checks.states());
  });
});

describe("a planted defect", () => {
  it.each(DEFECTS)("$id: its violation comes and goes with time", ({ id, checker, scenario, seed }) => {
    const options = seedOf(scenario, seed, { defects: [id] });
    const { inputs, events, violation } = runSeed(options);
    expect(violation?.checker).toBe(checker);
    const here = new CheckedWorld({ ...options, inputs });
    const before = [0.9, 0.99, 1].map((part) => {
      here.runToEvent(Math.floor((events - 1) * part));
      return here.capture();
    });
    here.runToEvent(events);
    const found = here.capture();
    // On beyond the first complaint, so that more checkers complain.
    here.runToEvent(events * 1.1);
    const end = here.checks.states();

    // Here the latest moment first, so that each restore goes further back; there with checkers that have seen nothing.
    const there = new CheckedWorld({ ...options, inputs: [] });
    for (const [run, moments] of [
      [here, [...before].reverse()],
      [there, before.slice(0, 1)],
    ] as const) {
      for (const moment of moments) {
        run.restore(found);
        expect(run.checks.firstViolation).toEqual(violation);
        run.restore(moment);
        expect(run.checks.firstViolation).toBeUndefined();
        run.runToEvent(events);
        expect(run.checks.firstViolation).toEqual(violation);
        run.runToEvent(events * 1.1);
        expect(run.checks.states()).toEqual(end);
      }
    }
  });
});
