// The transport's moves through time, as a person gives them: what they lead to, and what is said when they cannot.
import { describe, expect, test } from "vitest";
import { openRun } from "../testkit/sim/open-run.ts";
import type { TimelineAssigns } from "./assigns.ts";
import { Driver } from "./driver.ts";
import type { Transport } from "./protocol.ts";
import { createView, loadView } from "./views/index.ts";

const S = 1_000_000;

await loadView("timeline");

function paused(untilUs = 3 * S, scenario = "learning-cluster") {
  let nowMs = 0;
  const driver = new Driver({
    run: openRun(scenario, 7),
    clock: () => nowMs++,
    speed: Number.POSITIVE_INFINITY,
    playing: false,
    seekUs: untilUs,
    untilUs: undefined,
  });
  const settle = (): void => {
    while (driver.tick());
  };
  const give = (transport: Transport): string | undefined => {
    const problem = driver.command(transport);
    settle();
    return problem;
  };
  const look = (): TimelineAssigns =>
    createView("timeline")?.render(driver.run, driver.driving(), {}, driver.timeline) as TimelineAssigns;
  settle();
  return { driver, give, look };
}

describe("going back", () => {
  test("100 ms and one event, and forward to the same hash", () => {
    const { driver, give } = paused();
    const { hash } = driver.run;
    expect(give({ kind: "step_time", us: -100_000 })).toBeUndefined();
    expect(driver.run.world.nowUs).toBe(2_900_000);
    expect(give({ kind: "step_event_back" })).toBeUndefined();
    expect(driver.run.world.nowUs).toBeLessThan(2_900_000);
    expect(give({ kind: "seek", us: 3 * S })).toBeUndefined();
    expect(driver.run.hash).toBe(hash);
    expect(driver.driving().playing).toBe(false);
  });

  test("before the beginning there is nothing", () => {
    const { give } = paused();
    expect(give({ kind: "seek", us: 0 })).toBeUndefined();
    while (give({ kind: "step_event_back" }) === undefined);
    expect(give({ kind: "step_event_back" })).toBe("This is where the run begins.");
  });

  test("from mark to mark", () => {
    const { driver, give, look } = paused();
    const [first] = look().marks.filter(({ importance }) => importance >= 2);
    while (give({ kind: "seek_mark", direction: -1, importance: 2 }) === undefined);
    expect(driver.run.world.nowUs).toBe(first?.atUs);
    expect(give({ kind: "seek_mark", direction: -1, importance: 2 })).toBe("Nothing earlier is marked.");
  });

  test("what makes no sense is refused in words", () => {
    const { give } = paused();
    expect(give({ kind: "seek", us: -1 })).toContain("0 or later");
    expect(give({ kind: "seek_event", event: "n9#1" })).toContain("is not an event of this run");
    expect(give({ kind: "branch", id: "b9" })).toContain('no branch "b9"');
    expect(give({ kind: "redo" })).toContain("nothing to bring back");
  });

  test("an event that has not happened yet ends at what is known", () => {
    const { driver, give } = paused();
    give({ kind: "seek", us: S });
    expect(give({ kind: "seek_event", event: "n1#999999" })).toBeUndefined();
    expect(driver.driving().seekPercent).toBeNull();
  });
});

describe("branches", () => {
  test("an act in the past opens one, undo returns, and both futures stay", () => {
    const { driver, give, look } = paused();
    give({ kind: "seek", us: 2 * S });
    expect(driver.act({ kind: "crash_node", target: "n4" }).ok).toBe(true);
    expect(look()).toMatchObject({
      branchOrder: ["main", "b2"],
      branch: "b2",
      undo: "crash node n4",
      inputs: [{ atUs: 2 * S + 1 }],
    });
    give({ kind: "seek", us: 2_500_000 });
    expect(give({ kind: "undo" })).toBeUndefined();
    expect(look()).toMatchObject({
      branch: "main",
      undo: null,
      redo: "crash node n4",
      nowUs: 2 * S,
      inputs: [],
    });
    expect(look().frontierUs).toBe(3 * S);
    expect(give({ kind: "redo" })).toBeUndefined();
    expect(look()).toMatchObject({ branch: "b2", nowUs: 2_500_000, redo: null });
  });

  test("undo of an intervention at the frontier keeps the run with it under its name", () => {
    const { driver, give, look } = paused();
    driver.act({ kind: "crash_node", target: "n4" });
    give({ kind: "seek", us: 3_500_000 });
    expect(give({ kind: "undo" })).toBeUndefined();
    expect(look()).toMatchObject({ branch: "b2", nowUs: 3 * S, undo: null });
    expect(look().branches["b2"]?.name).toBe("without crash node n4");
    expect(look().branches["main"]?.frontierUs).toBe(3_500_000);
  });

  test("are named as a person likes", () => {
    const { give, look } = paused();
    give({ kind: "fork", name: "what if" });
    give({ kind: "rename_branch", id: "b2", name: "  what then " });
    expect(look().branches["b2"]?.name).toBe("what then");
    give({ kind: "rename_branch", id: "b2", name: "  " });
    expect(look().branches["b2"]?.name).toBe("what then");
  });
});

test("the timeline says what is recorded, how dense it was, and marks what happened", () => {
  const { look, driver } = paused();
  const { density, marks, recording, frontierUs } = look();
  expect(frontierUs).toBe(3 * S);
  expect(density.counts.reduce((sum, count) => sum + count, 0)).toBe(driver.run.world.events);
  expect(marks.some(({ kind }) => kind === "election")).toBe(true);
  expect(recording.checkpoints).toBeGreaterThan(1);
  expect(recording.bytes).toBeLessThan(recording.budgetBytes);
});
