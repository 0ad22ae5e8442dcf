import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { findLargeScenario, World } from "../../sim/index.ts";
import { optionsFor } from "../../testkit/sim/open-run.ts";

function cli(...args: readonly string[]): Record<string, unknown> {
  const command = ["tools/cli.mjs", ...args, "--json"];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" })) as Record<string, unknown>;
}

describe("threads", () => {
  it("run a world to the hash it has in one piece, and say how they shared the work", () => {
    const small = ["--nodes", "8", "--set", "processes=3,farPercent=50,wakeEveryMs=10", "--until", "50ms"];
    const report = cli("workers", "--speed", ...small, "--runs", "1") as {
      readonly isEqual: boolean;
      readonly spread: { readonly hash: string; readonly shards: number; readonly letters: number };
    };
    const scenario = findLargeScenario("thousand-nodes", 8);
    if (!scenario.ok) throw new Error(scenario.error);
    const parameters = { processes: 3, farPercent: 50, wakeEveryMs: 10 };
    const world = new World({ scenario: scenario.value, seed: 1, parameters, resources: {} });
    // The command measures after a first tenth of a second.
    world.runUntil(150_000, Number.POSITIVE_INFINITY);
    expect(report).toMatchObject({ isEqual: true, spread: { hash: world.hash(), shards: 2 } });
    expect(report.spread.letters).toBeGreaterThan(0);
  });

  it("run a scenario of the catalogue with --workers to the hash of one worker", () => {
    const world = new World(optionsFor("supervision-basics", 5, {}));
    world.runUntil(1_000_000, Number.POSITIVE_INFINITY);
    const report = cli("run", "supervision-basics", "--seed", "5", "--until", "1s", "--workers", "2");
    expect(report).toMatchObject({ hash: world.hash(), events: world.events, workers: 2, invariants: [] });
  });
});
