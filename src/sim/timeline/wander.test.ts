// A slice of the long walk that `travel --moves N --every-kind` makes: every kind of move, equal hashes.
import { describe, expect, test } from "vitest";
import { openRun } from "../../testkit/sim/open-run.ts";
import { WANDER_KINDS, wander } from "./wander.ts";

const S = 1_000_000;

describe("moves of every kind at random", () => {
  test.each([
    ["supervision-basics", 80, 64],
    ["supervision-strategies", 80, 0.5],
  ])("end in the hash that a moment has: %s", (scenario, moves, budgetMb) => {
    const report = wander({
      open: (inputs) => openRun(scenario, 1, { inputs }),
      seed: 1,
      moves,
      untilUs: 2 * S,
      interval: 500,
      budgetBytes: budgetMb * 1024 * 1024,
    });
    expect(report.differing).toEqual([]);
    for (const kind of WANDER_KINDS) expect(report.made[kind]).toBeGreaterThan(0);
    expect(report.compared).toBeGreaterThan(5);
    expect(report.fresh).toBeGreaterThan(0);
  });

  test("a hash that changes under way is noticed", () => {
    let opened = 0;
    const report = wander({
      // Another seed each time: what is made again from the start is another run.
      open: (inputs) => openRun("supervision-basics", ++opened, { inputs }),
      seed: 1,
      moves: 40,
      untilUs: S,
      interval: 200,
      budgetBytes: 64 * 1024 * 1024,
    });
    expect(report.differing).toHaveLength(report.fresh);
    expect(report.fresh).toBeGreaterThan(0);
  });
});
