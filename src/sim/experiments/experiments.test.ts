// Experiments as plain orders: what one seed measures, what many say, which seed answers a hunt, what a script needs.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { optionsFor } from "../../testkit/sim/open-run.ts";
import { findDefect } from "../defects.ts";
import type { InputRecord } from "../input.ts";
import { Run } from "../run.ts";
import { FIGURES } from "./figure-list.ts";
import { huntSeed } from "./hunt.ts";
import { HuntOrder } from "./hunt-order.ts";
import { medianInterval } from "./median.ts";
import type { FoundViolation, SeedResult, TrialOrder, TrialOutcome } from "./order.ts";
import { settleShrink, shrinkCandidates, shrinkHorizonUs, startShrink } from "./shrink-steps.ts";
import { summarise } from "./summary.ts";
import { openTrial } from "./trial.ts";

const SECOND = 1_000_000;

function runTrial(order: Partial<TrialOrder> & Pick<TrialOrder, "scenario" | "seed">): TrialOutcome {
  const { resources } = optionsFor(order.scenario, 1);
  const empty = { kind: "trial", parameters: {}, defects: [], inputs: [], untilUs: 3 * SECOND } as const;
  const opened = openTrial({ ...empty, ...order }, resources);
  if (!opened.ok) throw new Error(opened.error);
  while (opened.value.advance());
  return opened.value.outcome();
}

describe("a trial", () => {
  const parameters = { agentsPerNode: 1, taskEveryMs: 2000 };

  it("is the same run as one without anybody who measures", () => {
    const run = new Run(optionsFor("learning-cluster", 5, parameters));
    run.advance(3 * SECOND, Number.POSITIVE_INFINITY);
    const { hash, events, reachedUs } = runTrial({ scenario: "learning-cluster", seed: 5, parameters });
    expect({ hash, events, reachedUs }).toEqual({
      hash: run.world.hash(),
      events: run.world.events,
      reachedUs: 3 * SECOND,
    });
  });

  it("has every figure of a cluster, and of a scenario without a log only what there is", () => {
    const cluster = runTrial({
      scenario: "learning-cluster",
      seed: 5,
      parameters: { agentsPerNode: 1 },
      untilUs: 8 * SECOND,
    }).figures;
    expect(FIGURES.filter(({ id }) => cluster[id] === null)).toEqual([]);
    expect(cluster.first_leader).toBeGreaterThan(0);
    expect(cluster.leaders).toBeLessThanOrEqual(cluster.elections as number);
    const basics = runTrial({ scenario: "supervision-basics", seed: 5 }).figures;
    expect(basics).toMatchObject({ elections: null, accuracy: null, sent: null });
    expect(basics.processes).toBeGreaterThan(0);
  });

  it("stops where an invariant breaks and says which", () => {
    const defects = ["raft_commit_without_quorum"];
    const { violation, reachedUs } = runTrial({ scenario: "learning-cluster", seed: 1, parameters, defects });
    expect(violation?.checker).toBe("raft_commit_durable");
    expect(reachedUs).toBe(violation?.atUs);
  });

  it("refuses what there is not, with the names of what there is", () => {
    const order: TrialOrder = {
      kind: "trial",
      scenario: "nowhere",
      seed: 1,
      parameters: {},
      defects: [],
      inputs: [],
      untilUs: 1,
    };
    expect(openTrial(order, {})).toMatchObject({
      ok: false,
      error: expect.stringContaining("learning-cluster"),
    });
    const planted = { ...order, scenario: "supervision-basics", defects: ["none_such"] };
    expect(openTrial(planted, {})).toMatchObject({ ok: false, error: expect.stringContaining("none_such") });
  });
});

describe("the interval of a median", () => {
  // Ranks from the table of the sign test (two-sided 5 %): n = 6 → 1, 10 → 2, 30 → 10, 100 → 40.
  it.each([
    [6, 1],
    [10, 2],
    [30, 10],
    [100, 40],
  ])("of %i values lies between the %i-th from either end", (count, rank) => {
    const values = Array.from({ length: count }, (_, i) => i + 1).reverse();
    expect(medianInterval(values)).toMatchObject({ low: rank, high: count + 1 - rank });
  });

  it("is not given for fewer than six values", () => {
    expect(medianInterval([3, 1, 2, 5, 4])).toEqual({ count: 5, median: 3, low: null, high: null });
  });

  it("holds the median", () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 200 });
    fc.assert(
      fc.property(values, (list) => {
        const { low, median, high } = medianInterval(list);
        expect(low as number).toBeLessThanOrEqual(median);
        expect(high as number).toBeGreaterThanOrEqual(median);
      }),
    );
  });
});

describe("a summary", () => {
  it("does not depend on which seed came back first, and leaves broken runs out", () => {
    const seeds = [1, 2, 3, 4].map((seed) =>
      runTrial({ scenario: "supervision-basics", seed, untilUs: SECOND }),
    );
    const violation = { checker: "no_orphan", atUs: 5, text: "" };
    const outcomes = [...seeds, { ...(seeds[0] as TrialOutcome), seed: 5, violation }];
    const summary = summarise("events", outcomes);
    expect(summarise("events", outcomes.toReversed())).toEqual(summary);
    expect(summary.values.map(({ seed }) => seed)).toEqual([1, 2, 3, 4]);
    expect(summary.missing).toBe(1);
  });
});

function resultOf(seed: number, checker: string | null): SeedResult {
  const violation = checker === null ? null : { checker, atUs: 7, text: "" };
  const rest = { parameters: {}, faults: [], inputs: [], before: null };
  return { kind: "seed", seed, events: seed, violation, ...rest };
}

describe("the order of a hunt", () => {
  it("answers with the lowest failing seed, whoever comes back first", () => {
    const broken = new Map([
      [7, "other"],
      [11, "wanted"],
      [13, "wanted"],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.nat(99)), (width, picks) => {
        const hunt = new HuntOrder({ first: 3, count: 40, checker: "wanted" });
        const out: number[] = [];
        const refill = () => {
          for (let seed = 0; out.length < width && seed !== undefined; ) {
            const next = hunt.hand();
            if (next === undefined) return;
            out.push(next);
            seed = next;
          }
        };
        for (refill(); out.length > 0; refill()) {
          const [seed] = out.splice((picks.next().value as number) % out.length, 1);
          hunt.take(resultOf(seed as number, broken.get(seed as number) ?? null));
        }
        const { found, seeds, events, others, isOver } = hunt;
        expect({ seed: found?.seed, seeds, events, others, isOver }).toEqual({
          seed: 11,
          seeds: 9,
          events: 63,
          others: 1,
          isOver: true,
        });
      }),
    );
  });

  it("without a failing seed ends with all of them", () => {
    const hunt = new HuntOrder({ first: 1, count: 2, checker: null });
    for (let seed = hunt.hand(); seed !== undefined; seed = hunt.hand()) hunt.take(resultOf(seed, null));
    expect([hunt.isOver, hunt.found, hunt.seeds]).toEqual([true, null, 2]);
  });
});

/** Shrinks with a made-up world: it breaks when all `needed` inputs are there. */
function shrinkBy(needed: readonly number[], count: number, width: number) {
  const inputs = Array.from(
    { length: count },
    (_, i): InputRecord => ({ atUs: i, action: { kind: "crash_node", target: "n1" } }),
  );
  const violation: FoundViolation = { checker: "c", atUs: count, text: "" };
  let state = startShrink(inputs, violation);
  while (!state.isDone) {
    const candidates = shrinkCandidates(state, width);
    const holds = (list: readonly InputRecord[]) =>
      needed.every((at) => list.some(({ atUs }) => atUs === at));
    const found = candidates.map((list) => (holds(list) ? violation : null));
    state = settleShrink(state, candidates, found);
  }
  return state;
}

describe("shrinking in steps", () => {
  it("leaves exactly what is needed, and the same however many scripts are tried at once", () => {
    const needed = fc.uniqueArray(fc.nat(39), { maxLength: 6 });
    fc.assert(
      fc.property(needed, fc.integer({ min: 2, max: 5 }), (list, width) => {
        const alone = shrinkBy(list, 40, 1);
        expect(alone.inputs.map(({ atUs }) => atUs)).toEqual(list.toSorted((a, b) => a - b));
        expect(shrinkBy(list, 40, width)).toEqual(alone);
      }),
    );
  });

  it("does not take another invariant for the same", () => {
    const violation: FoundViolation = { checker: "c", atUs: 9, text: "" };
    const state = startShrink([{ atUs: 1, action: { kind: "crash_node", target: "n1" } }], violation);
    const candidates = shrinkCandidates(state, 1);
    expect(settleShrink(state, candidates, [{ ...violation, checker: "d" }]).inputs).toHaveLength(1);
  });

  it.each(["supervisor_orphans_child", "supervisor_forgets_sibling", "raft_no_consistency_check"])(
    "a run with %s needs at most ten inputs",
    (id) => {
      const defect = findDefect(id);
      if (!defect.ok) throw new Error(defect.error);
      const { scenario, seed, checker } = defect.value;
      const { resources } = optionsFor(scenario, seed);
      const run = { scenario, seed, parameters: {}, defects: [id] };
      const hunted = huntSeed({ kind: "seed", ...run }, resources);
      if (!hunted.ok || hunted.value.violation === null) throw new Error("not found");
      const { parameters, inputs, violation, before } = hunted.value;
      expect(violation.checker).toBe(checker);
      expect(before?.atUs).toBe(violation.atUs - 1);
      let state = startShrink(inputs, violation);
      while (!state.isDone) {
        const candidates = shrinkCandidates(state, 2);
        const untilUs = shrinkHorizonUs(state);
        const tried = candidates.map(
          (list) => runTrial({ ...run, parameters, inputs: list, untilUs }).violation,
        );
        state = settleShrink(state, candidates, tried);
      }
      expect(state.inputs.length).toBeLessThanOrEqual(10);
      const again = runTrial({ ...run, parameters, inputs: state.inputs, untilUs: shrinkHorizonUs(state) });
      expect(again.violation).toEqual(state.violation);
    },
  );
});
