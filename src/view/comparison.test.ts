import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CompareClient, CompareFacts, RunSpec } from "../bridge/index.ts";
import { runFixture } from "../testkit/assigns-fixture.ts";
import { followSight } from "./compare-sight.ts";
import { createCompareStore, runWith } from "./compare-store.ts";
import { specDifferences } from "./compare-words.ts";
import { createComparison } from "./comparison.ts";
import { createRunStore } from "./run-store.ts";
import { createUiStore, setLens } from "./ui-store.ts";

const A: RunSpec = {
  scenario: "learning-cluster",
  seed: 42,
  inputs: [
    { atUs: 1_000_000, action: { kind: "crash_node", target: "n1" } },
    { atUs: 2_000_000, action: { kind: "restart_node", target: "n1" } },
  ],
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function comparisonOf(overrides: Partial<CompareClient> = {}) {
  const store = createCompareStore();
  const runStore = createRunStore();
  const calls: (readonly unknown[])[] = [];
  let atUs = 0;
  const progress = () => ({ atUs, content: null, course: null });
  const client: CompareClient = {
    variations: async () => ({ ok: true, value: { parameters: [], defects: [] } }),
    open: async (a, b) => {
      calls.push(["open", a, b]);
      atUs = 0;
      return { ok: true, value: null };
    },
    advance: async (untilUs) => {
      calls.push(["advance", untilUs]);
      atUs = Math.min(untilUs, atUs + 2_000_000);
      return { ok: true, value: progress() };
    },
    facts: async () => ({ ok: true, value: { ...progress(), rows: [] } as unknown as CompareFacts }),
    look: async ({ atUs: goalUs }) => ({ ok: true, value: { atUs: goalUs, assigns: {} as never } }),
    end: () => void calls.push(["end"]),
    ...overrides,
  };
  let a = A;
  const setRun = (fields: Partial<ReturnType<typeof runFixture>>) =>
    runStore.setState({ assigns: { run: { ...runFixture(), scenario: "learning-cluster", ...fields } } });
  setRun({ nowUs: 5_000_000, seed: 42, events: 100 });
  const comparison = createComparison({ store, runStore, readRun: () => a, loadClient: async () => client });
  const setA = (next: RunSpec): void => {
    a = next;
  };
  return { store, runStore, calls, comparison, setRun, setA };
}

describe("a comparison", () => {
  test("runs both to where the screen is and follows it", async () => {
    const { store, calls, comparison, setRun } = comparisonOf();
    await comparison.start({ kind: "seed", seed: 43 });
    expect(calls[0]).toEqual(["open", A, { ...A, seed: 43 }]);
    expect(store.getState()).toMatchObject({ stage: { kind: "ready" }, facts: { atUs: 5_000_000 } });
    setRun({ nowUs: 6_000_000, seed: 42, events: 120 });
    expect(calls.at(-1)).toEqual(["advance", 5_000_000]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.getState().facts?.atUs).toBe(6_000_000);
  });

  test("starts anew with the same variation when the run is another, and ends with its scenario", async () => {
    const { store, calls, comparison, setRun, setA } = comparisonOf();
    await comparison.start({ kind: "without_input", index: 0 });
    setA({ ...A, seed: 7 });
    setRun({ nowUs: 1_000, seed: 7, events: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls.filter(([name]) => name === "open").at(-1)).toEqual([
      "open",
      { ...A, seed: 7 },
      { ...A, seed: 7, inputs: A.inputs.slice(1) },
    ]);
    setRun({ nowUs: 1_000, seed: 7, events: 1, scenario: "partition-3-2" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.getState()).toMatchObject({ variation: null, facts: null, stage: { kind: "idle" } });
    expect(calls.at(-1)).toEqual(["end"]);
  });

  test("says a refusal as it is, and lets go of its worker", async () => {
    const { store, calls, comparison } = comparisonOf({
      open: async () => ({ ok: false, error: "learningRate must be at most 1; got 2" }),
    });
    await comparison.start({ kind: "parameter", name: "learningRate", value: 2 });
    await vi.advanceTimersByTimeAsync(1);
    expect(store.getState().stage).toEqual({
      kind: "problem",
      text: "learningRate must be at most 1; got 2",
    });
    expect(calls).toEqual([["end"]]);
  });
});

describe("B side by side", () => {
  test("is asked for at the moment shown, again only when something has changed, and not for a B that is gone", async () => {
    const asked: number[] = [];
    const { store, runStore, comparison, setRun } = comparisonOf({
      look: async ({ atUs }) => {
        asked.push(atUs);
        return {
          ok: true,
          value: { atUs, assigns: atUs === 6_000_000 && asked.length < 4 ? null : ({} as never) },
        };
      },
    });
    const uiStore = createUiStore();
    const end = followSight({ store, runStore, uiStore, look: comparison.look });
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([]);
    await comparison.start({ kind: "branch", id: "b2", name: "what if", inputs: [] });
    expect(store.getState().b?.inputs).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([5_000_000]);
    expect(store.getState().sight).toMatchObject({ lens: "stage", atUs: 5_000_000 });
    setRun({ nowUs: 6_000_000, seed: 42, events: 120 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([5_000_000, 6_000_000, 6_000_000, 6_000_000]);
    setLens(uiStore, "variables");
    await vi.advanceTimersByTimeAsync(1);
    expect(store.getState().sight?.lens).toBe("variables");
    end();
    setRun({ nowUs: 7_000_000, seed: 42, events: 130 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(5);
  });
});

describe("what differs, in words", () => {
  const choices = {
    parameters: [{ name: "learningRate", title: "Learning rate at the start", initial: 0.002 }],
    defects: [{ id: "vote_counted_twice", description: "A vote is counted twice." }],
  };
  test("is one line per difference, with the scenario's own value where none was given", () => {
    const b = runWith(A, { kind: "parameter", name: "learningRate", value: 0.02 });
    expect(specDifferences(A, b, choices)).toEqual([
      { title: "Learning rate at the start", a: "0.002", b: "0.02" },
    ]);
  });
  test("names interventions and defects", () => {
    const without = runWith(A, { kind: "without_input", index: 0 });
    const defective = runWith(without, { kind: "defect", id: "vote_counted_twice" });
    expect(specDifferences(A, defective, choices).map(({ title, b }) => `${title} ${b}`)).toEqual([
      "t 1 s: crash node n1 is left out",
      "Defect: A vote is counted twice. planted",
    ]);
    expect(specDifferences(A, A, choices)).toEqual([]);
  });
});
