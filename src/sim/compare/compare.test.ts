import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openRun, optionsFor } from "../../testkit/sim/open-run.ts";
import type { InputRecord } from "../input.ts";
import { Run } from "../run.ts";
import { differenceOf, rowOf } from "./difference.ts";
import { type Divergence, Lockstep } from "./divergence.ts";

const SCENARIO = "partition-3-2";
const UNTIL_US = 1_500_000;

function toEnd(a: Run, b: Run, events = Number.POSITIVE_INFINITY, untilUs = UNTIL_US): Lockstep {
  const lockstep = new Lockstep(a, b);
  while (lockstep.atUs < untilUs) lockstep.advance(untilUs, events);
  return lockstep;
}

const factsOf = (found: Divergence | undefined) =>
  found === undefined ? null : [found.atUs, found.node, found.a?.seq, found.b?.seq, found.common];

const crash = (atUs: number): InputRecord => ({ atUs, action: { kind: "crash_node", target: "n2" } });

describe("where two runs part", () => {
  test("two runs of one seed never part, and stand at the same hash", () => {
    const { a, b, content, course } = toEnd(openRun(SCENARIO, 7), openRun(SCENARIO, 7), 300);
    expect([content, course]).toEqual([undefined, undefined]);
    expect(a.world.hash()).toBe(b.world.hash());
    expect(differenceOf(a, b).every(({ absolute }) => absolute === 0)).toBe(true);
  });

  test("an input that only one run has parts them at that input, whatever the size of the pieces", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: UNTIL_US - 1 }),
        fc.integer({ min: 1, max: 900 }),
        fc.boolean(),
        (atUs, events, isInA) => {
          const runs = [openRun(SCENARIO, 3, { inputs: [crash(atUs)] }), openRun(SCENARIO, 3)] as const;
          const [a, b] = isInA ? runs : [runs[1], runs[0]];
          const { content, course } = toEnd(a, b, events);
          expect(content?.atUs).toBe(atUs);
          expect(factsOf(course)).toEqual(factsOf(content));
          const [again, other] = [openRun(SCENARIO, 3, { inputs: [crash(atUs)] }), openRun(SCENARIO, 3)];
          const whole = isInA ? toEnd(again, other) : toEnd(other, again);
          expect(factsOf(whole.content)).toEqual(factsOf(content));
        },
      ),
      { numRuns: 8 },
    );
  });

  test("the end of the pieces does not change the answer", () => {
    const inOneGo = toEnd(openRun(SCENARIO, 1), openRun(SCENARIO, 2));
    const inSteps = new Lockstep(openRun(SCENARIO, 1), openRun(SCENARIO, 2));
    for (let us = 7_919; us < UNTIL_US; us += 7_919) {
      while (inSteps.atUs < us) inSteps.advance(us, 50);
    }
    expect(factsOf(inSteps.content)).toEqual(factsOf(inOneGo.content));
    expect(factsOf(inSteps.course)).toEqual(factsOf(inOneGo.course));
    expect(inOneGo.content?.common).toBeGreaterThan(0);
  });

  test("another learning rate changes what messages carry before it changes what happens", () => {
    const settings = { taskEveryMs: 500, agentsPerNode: 1 };
    const a = new Run(optionsFor("learning-cluster", 42, { ...settings, learningRate: 0.002 }));
    const b = new Run(optionsFor("learning-cluster", 42, { ...settings, learningRate: 0.02 }));
    const { content, course } = toEnd(a, b, 2_000, 3_000_000);
    expect(content?.atUs).toBeGreaterThan(0);
    expect(course?.atUs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(content?.atUs ?? 0);
    expect(content?.a?.timeUs).toBe(content?.b?.timeUs);
  });
});

describe("the difference in figures", () => {
  test("is absolute and relative, and unknown where a figure is missing", () => {
    const name = { id: "x", title: "X", unit: "%" };
    expect(rowOf(name, 80, 60)).toEqual({ ...name, a: 80, b: 60, absolute: -20, relative: -0.25 });
    expect(rowOf(name, 0, 3)).toMatchObject({ absolute: 3, relative: null });
    expect(rowOf(name, null, 3)).toMatchObject({ absolute: null, relative: null });
  });

  test("has one row per figure, of whichever run knows it", () => {
    const { a, b } = toEnd(openRun(SCENARIO, 1, { inputs: [crash(200_000)] }), openRun(SCENARIO, 1));
    const rows = differenceOf(a, b);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const processes = rows.find(({ id }) => id === "kernel.processes");
    expect(processes?.absolute).toBeGreaterThan(0);
    expect(rows.every((row) => row.a !== null || row.b !== null)).toBe(true);
  });
});
