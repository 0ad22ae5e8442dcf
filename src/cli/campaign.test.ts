import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { campaignCommand } from "./campaign.ts";

let out = "";
let complaints = "";

beforeEach(() => {
  out = "";
  complaints = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    complaints += String(text);
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

/** Runs the subcommand; the JSON objects it has written, one per line. */
async function campaign(
  ...args: readonly string[]
): Promise<[code: number, lines: Record<string, unknown>[]]> {
  const code = await campaignCommand.run([...args, "--json"]);
  const lines = out.split("\n").filter((line) => line !== "");
  return [code, lines.map((line) => JSON.parse(line) as Record<string, unknown>)];
}

describe("campaign", () => {
  it("gives one object per seed, the totals, and 0 when nothing failed", async () => {
    const [code, lines] = await campaign(
      "--scenario",
      "supervision-basics",
      "--seeds",
      "2",
      "--faults",
      "1s",
    );
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      { scenario: "supervision-basics", seed: 1, violation: null },
      { scenario: "supervision-basics", seed: 2, violation: null },
      { seeds: 2, failures: 0 },
    ]);
  });

  it("looks for a planted defect in the defect's own scenario, and stops when its checker has found it", async () => {
    const [code, lines] = await campaign("--plant", "supervisor_orphans_child", "--seeds", "20");
    expect(code).toBe(0);
    expect(lines.at(-2)).toMatchObject({
      scenario: "supervision-basics",
      violation: { checker: "no_orphan" },
    });
    expect(lines.at(-1)).toMatchObject({ plant: "supervisor_orphans_child", found: true });
  });

  it("fails when a planted defect is not found", async () => {
    const [code, lines] = await campaign(
      ...["--plant", "registry_two_holders", "--scenario", "supervision-basics", "--seeds", "1"],
    );
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ failures: 0, found: false });
  });

  it("tells a person what failed, with fewer faults, and how to see it again", async () => {
    await campaignCommand.run(["--plant", "supervisor_ignores_intensity", "--seeds", "10"]);
    expect(out).toMatch(/^FAILED supervision-basics seed \d+: restart_intensity at t \d+\.\d{6} s$/m);
    expect(out).toMatch(/^ {2}\d+ faults, \d+ after shrinking:$/m);
    expect(out).toMatch(/again: .* --first \d+ --seeds 1 --plant supervisor_ignores_intensity$/m);
    expect(out).toMatch(/supervisor_ignores_intensity found by restart_intensity$/m);
  });

  it("refuses an unknown defect by naming the known ones", async () => {
    expect(await campaignCommand.run(["--plant", "raft_typo"])).toBe(2);
    expect(complaints).toMatch(
      /no planted defect "raft_typo"; known: raft_small_quorum, .*registry_two_holders/,
    );
  });
});
