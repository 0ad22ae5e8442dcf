// Where another branch leaves what is open, and which branches have a lane.
import { describe, expect, test } from "vitest";
import { timelineFixture } from "../../testkit/timeline-fixture.ts";
import type { TimelineAssigns } from "../../view/index.ts";
import { layLanes, partingUs } from "./strip-lanes.ts";

/** main ─┬ b2 (at 10) ─ b3 (at 20); main ─ b4 (at 5). */
const BRANCHES: TimelineAssigns["branches"] = {
  main: { id: "main", name: "main", parent: null, forkUs: 0, frontierUs: 40, hash: null },
  b2: { id: "b2", name: "after kill n3", parent: "main", forkUs: 10, frontierUs: 30, hash: null },
  b3: { id: "b3", name: "without the cut", parent: "b2", forkUs: 20, frontierUs: 50, hash: null },
  b4: { id: "b4", name: "early", parent: "main", forkUs: 5, frontierUs: 9, hash: null },
};

function opened(branch: string): TimelineAssigns {
  return { ...timelineFixture(1), branch, branchOrder: ["main", "b2", "b3", "b4"], branches: BRANCHES };
}

test.each([
  ["main", "b2", 10],
  ["b2", "main", 10],
  ["b3", "main", 10],
  ["b3", "b2", 20],
  ["b3", "b4", 5],
  ["main", "b3", 10],
])("%s and %s share their story up to %d", (one, other, us) => {
  expect(partingUs(BRANCHES, one, other)).toBe(us);
});

describe("lanes", () => {
  test("every other branch runs from where it parts to where it came", () => {
    const { lanes, more } = layLanes(opened("b2"), 9);
    expect(more).toBe(0);
    expect(lanes.map(({ name, fromUs, toUs }) => [name, fromUs, toUs])).toEqual([
      ["main", 10, 40],
      ["without the cut", 20, 50],
      ["early", 5, 9],
    ]);
  });

  test("where there is no room for all, the youngest have a lane and the others are counted", () => {
    const { lanes, more } = layLanes(opened("main"), 2);
    expect(lanes.map(({ id }) => id)).toEqual(["b3", "b4"]);
    expect(more).toBe(1);
  });

  test("the only branch has none", () => {
    expect(layLanes({ ...opened("main"), branchOrder: ["main"] }, 2)).toEqual({ lanes: [], more: 0 });
  });
});
