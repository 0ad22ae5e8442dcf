// Branches made again in a fresh timeline: the same moments, the same hashes, and undo works as before.
import { describe, expect, test } from "vitest";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { Branch } from "./branch.ts";
import { type BranchPlan, regrow } from "./regrow.ts";
import type { Move } from "./timeline.ts";
import { Timeline } from "./timeline.ts";

const S = 1_000_000;
const ALL = Number.POSITIVE_INFINITY;

function open(inputs: BranchPlan["inputs"] = []): Timeline {
  return new Timeline({ run: openRun("learning-cluster", 5, { inputs }), interval: 300 });
}

function go(timeline: Timeline, { target, onArrival }: Move): void {
  while (!timeline.goTowards(target, 500))
    if (timeline.run.stopped) throw new Error("an invariant was broken");
  onArrival?.();
  timeline.run.refreshHash();
  timeline.rest();
}

function seek(timeline: Timeline, us: number): void {
  const target = { kind: "time", us } as const;
  timeline.seek(target);
  go(timeline, { target });
}

/** Four branches: an act in the past, a fork of that between two events, and an undo. */
function grown(): Timeline {
  const timeline = open();
  timeline.advance(3 * S, ALL);
  seek(timeline, 3 * S);
  seek(timeline, 1_500_000);
  timeline.act({ kind: "crash_node", target: "n3" });
  seek(timeline, 2 * S);
  timeline.act({ kind: "restart_node", target: "n3" });
  seek(timeline, 3_500_000);
  seek(timeline, 1_800_000);
  timeline.stepEvent();
  timeline.fork("what if");
  timeline.plan([{ atUs: 2_600_000, action: { kind: "pause_node", target: "n1" } }], "");
  seek(timeline, 2_800_000);
  seek(timeline, 2_700_000);
  const undone = timeline.undo();
  if (undone !== undefined) go(timeline, undone);
  seek(timeline, 2_900_000);
  seek(timeline, 2_750_000);
  return timeline;
}

function planOf({ id, name, parent, fork, given, frontier, left }: Branch): BranchPlan {
  const frontierUs = frontier.nowUs;
  return { id, name, parent: parent?.id ?? null, fork, inputs: structuredClone(given), frontierUs, left };
}

const factsOf = ({ branches }: Timeline) =>
  branches.map(({ parent, checkpoints: _own, ...facts }) => ({ ...facts, parent: parent?.id }));

describe("branches made again", () => {
  const before = grown();
  const plans = before.branches.map(planOf);
  const again = open(plans[0]?.inputs);
  for (const move of regrow(again, plans, before.branch.id)) go(again, move);
  seek(again, before.run.world.nowUs);

  test("are the same, with frontiers, marks, density and hashes, at the same moment", () => {
    expect(before.branches.map(({ name }) => name)).toEqual([
      "main",
      "crash node n3 at 1.5 s",
      "what if",
      "without pause node n1",
    ]);
    expect(again.branch.id).toBe(before.branch.id);
    expect(again.run.world.hash()).toBe(before.run.world.hash());
    const left = { nowUs: 0, steps: 0 };
    expect(factsOf(again).map((facts) => ({ ...facts, left, density: 0 }))).toEqual(
      factsOf(before).map((facts) => ({ ...facts, left, density: 0 })),
    );
    for (const { hash } of again.branches) expect(hash).toBeDefined();
    const counted = (timeline: Timeline) =>
      timeline.branches.map(({ density }) => density.counts.reduce((sum, count) => sum + count, 0));
    expect(counted(again)).toEqual(counted(before));
  });

  test("lead to where they were left, and undo goes back to the branch that was left", () => {
    for (const id of ["b2", "main", "b3"]) {
      const hashes = [before, again].map((timeline) => {
        const branch = timeline.branches.find((one) => one.id === id);
        if (branch === undefined) throw new Error(`no ${id}`);
        go(timeline, { target: timeline.open(branch) });
        return timeline.run.world.hash();
      });
      expect(hashes[1]).toBe(hashes[0]);
    }
    const branch = again.branches.find((one) => one.id === "b2");
    if (branch === undefined) throw new Error("no b2");
    go(again, { target: again.open(branch, 1_900_000) });
    const undone = again.undo();
    if (undone !== undefined) go(again, undone);
    expect(again.branch.id).toBe("main");
  });
});
