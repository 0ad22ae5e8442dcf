import { describe, expect, test } from "vitest";
import { SCENARIOS } from "../../sim/index.ts";
import { readResources } from "../resources.ts";
import { parseOptions } from "../subcommand.ts";
import { compare, type EngineOutcome, renderComparison } from "./comparison.ts";
import { planOf } from "./engines.ts";
import { perform, type RunAnswer } from "./perform.ts";
import { ENGINE_NAMES } from "./places.ts";
import { type EngineRun, RUNS, runList, scenarioNamed, WAYS } from "./run-list.ts";

const runs = runList();
const runAt = (number: number): EngineRun => {
  const run = runs.find((one) => one.number === number);
  if (run === undefined) throw new Error(`there is no run ${number}`);
  return run;
};
const answer = (changes: Partial<RunAnswer> = {}): RunAnswer => ({
  hashes: ["aa", "bb"],
  events: 7,
  notes: [],
  problems: [],
  ...changes,
});
const outcome = (
  name: EngineOutcome["name"],
  answers: readonly (RunAnswer | undefined)[],
  changes: Partial<EngineOutcome> = {},
): EngineOutcome => ({
  name,
  title: `${name} 1`,
  answers: new Map(answers.flatMap((one, i) => (one === undefined ? [] : [[i + 1, one] as const]))),
  wallMs: 1_000,
  ...changes,
});

describe("the list of runs", () => {
  test("has every scenario in every way, and no two runs alike", () => {
    const pairs = new Set(runs.map(({ scenario, way }) => `${scenario} ${way}`));
    for (const { id } of SCENARIOS) for (const way of WAYS) expect(pairs).toContain(`${id} ${way}`);
    expect(runs).toHaveLength(RUNS);
    expect(new Set(runs.map(({ number, ...rest }) => JSON.stringify(rest))).size).toBe(RUNS);
  });

  test("begins the same however long it is, is plain data, and has every way early", () => {
    expect(runList(12)).toEqual(runs.slice(0, 12));
    expect(JSON.parse(JSON.stringify(runs))).toEqual(runs);
    expect(new Set(runList(12).map(({ way }) => way))).toEqual(new Set(WAYS));
  });
});

describe("a run", () => {
  test.each(WAYS)("in the way %s gives the same answer twice, and nothing is wrong with it", (way) => {
    const run = runs.find((one) => one.way === way && one.scenario !== "learning-cluster") as EngineRun;
    const resources = readResources(scenarioNamed(run.scenario));
    const first = perform(run, resources);
    expect(first.problems).toEqual([]);
    expect(first.events).toBeGreaterThan(100);
    expect(perform(run, resources)).toEqual(first);
  });

  test("taken back in time looks at several moments, and comes back to the same ones", () => {
    const { hashes } = perform(runAt(6), {});
    expect(hashes.length).toBeGreaterThan(7);
    expect(new Set(hashes).size).toBeGreaterThan(3);
    expect(hashes[2]).toBe(hashes[0]);
    expect(hashes.at(-1)).toBe(hashes[1]);
  });

  test("depends on its seed", () => {
    const run = runAt(3);
    expect(perform({ ...run, seed: run.seed + 1 }, {}).hashes).not.toEqual(perform(run, {}).hashes);
  });
});

describe("comparing engines", () => {
  const two = runList(2);

  test("counts what is equal and names the engines", () => {
    const found = compare(
      two,
      [outcome("node", [answer(), answer()]), outcome("firefox", [answer(), answer()])],
      [],
    );
    expect(found.differing).toEqual([]);
    expect(renderComparison(found)).toContain("2 of 2 equal: node 1, firefox 1");
  });

  test.each([
    ["another hash at the end", answer({ hashes: ["aa", "cc"] })],
    ["another hash on the way", answer({ hashes: ["cc", "bb"] })],
    ["another number of events", answer({ events: 8 })],
    ["other faults", answer({ notes: ["x"] })],
    ["no answer", undefined],
  ])("finds %s, and tells the command that shows it again", (_what, other) => {
    const found = compare(
      two,
      [outcome("node", [answer(), answer()]), outcome("webkit", [answer(), other])],
      [],
    );
    expect(found.differing).toEqual([two[1]]);
    const text = renderComparison(found);
    expect(text).toContain("1 of 2 equal");
    expect(text).toContain("again: npm run -s cli -- engines --only 2 --engine node,webkit");
  });

  test("calls a run that no engine has answered different", () => {
    expect(compare(two, [outcome("node", []), outcome("firefox", [])], []).differing).toEqual(two);
  });

  test("says what is missing, what is wrong, and that one engine alone proves nothing", () => {
    const one = compare(two, [outcome("node", [answer(), answer({ problems: ["it broke"] })])], ["firefox"]);
    expect(one.wrong).toEqual([two[1]]);
    const text = renderComparison(one);
    expect(text).toContain("firefox was not found: install firefox or firefox-esr, or set FIREFOX_PATH");
    expect(text).toContain("run 2 in node 1: it broke");
    expect(text).toContain("nothing to compare with");
  });
});

describe("the options", () => {
  const plan = (...args: string[]) => {
    const parsed = parseOptions(args, { values: ["runs", "only", "engine"], flags: ["json"] });
    return parsed.ok ? planOf(parsed.value) : parsed;
  };

  test("choose runs and engines", () => {
    expect(plan()).toMatchObject({ ok: true, value: { runs, engines: ENGINE_NAMES, needed: [] } });
    const some = plan("--only", "3,60", "--engine", "firefox,node");
    expect(some).toMatchObject({
      ok: true,
      value: { engines: ["node", "firefox"], needed: ["node", "firefox"] },
    });
    const both = plan("--engine", "chromium,all");
    expect(both).toMatchObject({ ok: true, value: { engines: ENGINE_NAMES, needed: ["chromium"] } });
    expect(some.ok && some.value.runs.map(({ number }) => number)).toEqual([3, 60]);
  });

  test.each([
    ["--runs", "0"],
    ["--only", "x"],
    ["--only", "9", "--runs", "3"],
    ["--engine", "opera"],
    ["node"],
  ])("are refused: %s %s", (...args) => {
    expect(plan(...args.filter((one) => one !== undefined)).ok).toBe(false);
  });
});
