import { describe, expect, test } from "vitest";
import { openRun } from "../testkit/sim/open-run.ts";
import { Driver } from "./driver.ts";

/** A driver over a run with a planted mistake that a checker sees within the first second. */
function brokenRun(): Driver {
  let nowMs = 0;
  const run = openRun("learning-cluster", 1, { defects: ["raft_commit_without_quorum"] });
  const clock = (): number => nowMs++;
  return new Driver({
    run,
    clock,
    speed: Number.POSITIVE_INFINITY,
    playing: false,
    seekUs: 0,
    untilUs: 3_000_000,
  });
}

function playOn(driver: Driver): void {
  driver.command({ kind: "play" });
  while (driver.tick());
}

describe("a violation", () => {
  test("stops the run at its event, also after a person has stepped before", () => {
    const driver = brokenRun();
    driver.command({ kind: "step_event" });
    driver.command({ kind: "step_time", us: 1_000 });
    playOn(driver);
    expect(driver.run.stopped).toBe(true);
    expect(driver.driving().playing).toBe(false);
    expect(driver.run.world.nowUs).toBe(driver.run.checks.firstViolation?.atUs);
    expect(driver.run.world.nowUs).toBeLessThan(3_000_000);
  });

  test("lets the run go on when a person says so", () => {
    const driver = brokenRun();
    playOn(driver);
    expect(driver.run.stopped).toBe(true);
    playOn(driver);
    expect(driver.run.world.nowUs).toBe(3_000_000);
  });
});
