import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RAFT_DEFECTS } from "../../foundation/consensus/index.ts";
import { TWO_HOLDERS } from "../../foundation/process-registry/index.ts";
import { VARIABLE_DEFECTS } from "../../mabeam/variables/index.ts";
import { optionsFor } from "../../testkit/sim/open-run.ts";
import { DEFECTS, findDefect, type PlantedDefect } from "../defects.ts";
import { SCENARIOS } from "../scenarios/index.ts";
import { replaySeed, runSeed, type SeedOptions } from "./seed-run.ts";
import { shrink } from "./shrink.ts";

const SECOND = 1_000_000;
const SLICE = 12;

/** One seed with the phases the catalogue's seeds hold for, or with shorter ones. */
function seedOf(scenario: string, seed: number, more: Partial<SeedOptions> = {}): SeedOptions {
  const phases = { faultsUs: 8 * SECOND, healthyUs: 4 * SECOND, meanGapUs: SECOND / 4 };
  return { ...optionsFor(scenario, seed), defects: [], ...phases, ...more };
}

function defectNamed(id: string): PlantedDefect {
  const found = findDefect(id);
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

describe("sound code", () => {
  it.each(SCENARIOS.map(({ id }) => id))("%s survives a slice of the campaign", (id) => {
    for (let seed = 1; seed <= SLICE; seed++) {
      const { violation } = runSeed(seedOf(id, seed, { faultsUs: 3 * SECOND, healthyUs: 3 * SECOND }));
      expect({ seed, violation }).toEqual({ seed, violation: undefined });
    }
  });
});

describe("the catalogue of planted defects", () => {
  it("lists every defect of the rooms, once", () => {
    const ids = DEFECTS.map(({ id }) => id);
    const ofRooms = [...RAFT_DEFECTS, ...VARIABLE_DEFECTS, TWO_HOLDERS];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !id.startsWith("supervisor_")).sort()).toEqual([...ofRooms].sort());
  });

  it("names checkers and scenarios that exist", () => {
    for (const { scenario, checker } of DEFECTS) {
      const checkers = SCENARIOS.find(({ id }) => id === scenario)?.checkers.map(({ id }) => id);
      expect(checkers).toContain(checker);
    }
  });

  it("is the table of docs/defects.md", () => {
    const page = readFileSync(new URL("../../../docs/defects.md", import.meta.url), "utf8");
    for (const { id, invariant, checker, scenario, seed } of DEFECTS) {
      const row = page.split("\n").find((line) => line.startsWith(`| \`${id}\``));
      for (const text of [`| ${invariant} `, checker, scenario, `--first ${seed} --seeds 1`])
        expect({ id, row }).toEqual({ id, row: expect.stringContaining(text) });
    }
  });

  it("refuses a name it does not know, and says which it knows", () => {
    const found = findDefect("raft_small_quorums");
    expect(found.ok ? "" : found.error).toMatch(
      /no planted defect "raft_small_quorums"; known: raft_small_quorum,/,
    );
  });

  it.each(DEFECTS)("$id is found by $checker in $scenario, seed $seed", ({ id, checker, scenario, seed }) => {
    const { violation } = runSeed(seedOf(scenario, seed, { defects: [id] }));
    expect(violation?.checker).toBe(checker);
  });
});

describe("a seed", () => {
  const options = seedOf("supervision-basics", 3);

  it("gives the same run each time, and the same run again from the faults alone", () => {
    const first = runSeed(options);
    expect(first.faults.length).toBeGreaterThan(3);
    expect(runSeed(options)).toEqual(first);
    expect(replaySeed(options, first.faults)).toEqual(first);
  });

  it("of a cluster under directed faults is replayed from its faults to the same hash", () => {
    const { seed, scenario } = defectNamed("raft_vote_lost_on_restart");
    const cluster = seedOf(scenario, seed, { faultsUs: 4 * SECOND, healthyUs: SECOND });
    const first = runSeed(cluster);
    expect(first.faults.map(({ action }) => action.kind)).toContain("kill_process");
    expect(replaySeed(cluster, first.faults).hash).toBe(first.hash);
  });
});

describe("shrinking", () => {
  it("keeps the complaint and leaves out what it does not need", () => {
    const options = seedOf("supervision-basics", 0, { defects: ["supervisor_orphans_child"] });
    const { seed } = defectNamed("supervisor_orphans_child");
    const failing = runSeed({ ...options, seed });
    const small = shrink({ ...options, seed }, failing);
    expect(small.faults.length).toBeLessThan(failing.faults.length);
    expect(small.outcome.violation?.checker).toBe("no_orphan");
    expect(replaySeed({ ...options, seed }, small.faults).violation).toEqual(small.outcome.violation);
  });
});

describe("a canary that must fail", () => {
  it("workers nobody supervises are orphans", () => {
    const { parameters } = optionsFor("supervision-basics", 1, { bareWorkers: 3 });
    expect(runSeed(seedOf("supervision-basics", 1, { parameters })).violation?.checker).toBe("no_orphan");
  });
});
