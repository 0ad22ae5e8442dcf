import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { Action } from "./action.ts";
import type { ActionSpec, FieldSpec, FieldType, TargetKind } from "./action-spec.ts";
import { ACTION_SPECS, endOf } from "./action-specs.ts";
import { FAULTS, findFault, makeFault } from "./catalogue.ts";
import { parseAction } from "./parse-action.ts";
import { canLast, compilePlan, type FaultPlan, type PlannedFault, planOfInputs } from "./plan.ts";
import { readPlan, writePlan } from "./plan-text.ts";

const SECOND = 1_000_000;

const node = fc.integer({ min: 1, max: 5 }).map((n) => `n${n}`);
const link = fc
  .tuple(node, node, fc.constantFrom("-", ">"))
  .filter(([a, b]) => a !== b)
  .map(([a, b, way]) => `${a}${way}${b}`);
const process = fc.oneof(
  fc.tuple(node, fc.integer({ min: 1, max: 99 })).map(([n, serial]) => `<${n}.${serial}>`),
  node.map((n) => `${n}:consensus`),
);

const TARGETS: Readonly<Record<TargetKind, fc.Arbitrary<string>>> = {
  node,
  link,
  process,
  module: fc.oneof(process, fc.constant("job_worker"), fc.constant("n2/job_worker")),
  world: fc.constant("network"),
  variable: fc.oneof(fc.constant("learning_rate"), fc.string({ minLength: 1 })),
};

function fieldValue(type: FieldType): fc.Arbitrary<unknown> {
  switch (type.is) {
    case "number":
      return type.isWhole
        ? fc.integer({ min: type.min, max: type.max })
        : fc.double({ min: type.min, max: type.max, noNaN: true }).map((value) => (value === 0 ? 0 : value));
    case "choice":
      return fc.constantFrom(...type.of);
    case "reason":
      return fc.constantFrom("normal", "oops", "{shutdown, done}");
    case "nodes":
      return fc.uniqueArray(node, { minLength: 1 });
    case "groups":
      return fc.array(fc.uniqueArray(node, { minLength: 1 }), { minLength: 2, maxLength: 4 });
    case "links":
      return fc.array(link, { minLength: 1, maxLength: 6 });
    case "value":
      return fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
        fc.boolean(),
        fc.string(),
      );
  }
}

const fieldOf = ({ type, isOptional }: FieldSpec): fc.Arbitrary<unknown> =>
  isOptional ? fc.option(fieldValue(type), { nil: undefined }) : fieldValue(type);

function actionOf(spec: ActionSpec): fc.Arbitrary<Action> {
  const fields = Object.fromEntries(spec.fields.map((field) => [field.name, fieldOf(field)]));
  return fc
    .tuple(TARGETS[spec.target], fc.record(fields))
    .map(([target, values]) => parseAction({ kind: spec.kind, target, ...values }))
    .filter((parsed) => parsed.ok)
    .map((parsed) => (parsed as { readonly value: Action }).value);
}

function faultOf(spec: ActionSpec): fc.Arbitrary<PlannedFault> {
  return fc
    .tuple(
      fc.nat(600 * SECOND),
      fc.option(fc.integer({ min: 1, max: 60 * SECOND }), { nil: undefined }),
      actionOf(spec),
    )
    .map(([atUs, forUs, action]) =>
      forUs === undefined || !canLast(action) ? { atUs, action } : { atUs, forUs, action },
    );
}

describe("plans as text", () => {
  it.each(ACTION_SPECS)("$kind is read as it was written", (spec) => {
    fc.assert(
      fc.property(fc.array(faultOf(spec), { minLength: 1, maxLength: 3 }), (plan) => {
        const text = writePlan(plan);
        expect({ text, read: readPlan(text) }).toEqual({ text, read: { ok: true, value: plan } });
      }),
      { numRuns: 60 },
    );
  });

  it("are English sentences", () => {
    const plan: FaultPlan = [
      { atUs: 5 * SECOND, forUs: 3 * SECOND, action: { kind: "cut_link", target: "n1-n2" } },
      { atUs: 2 * SECOND, forUs: 800_000, action: { kind: "pause_node", target: "n3" } },
      { atUs: 4 * SECOND, action: { kind: "loss", target: "n1>n2", percent: 30 } },
      { atUs: 500, action: { kind: "link_quality", target: "n2-n3", delayMs: 50, lossPercent: 5, burst: 4 } },
      { atUs: 6 * SECOND, action: { kind: "crash_node", target: "n4", storage: "torn" } },
    ];
    expect(writePlan(plan).split("\n")).toEqual([
      "at 5 s: cut n1 - n2 for 3 s",
      "at 2 s: pause n3 for 800 ms",
      "at 4 s: n1 > n2 loses 30 %",
      "at 500 µs: disturb n2 - n3, delay 50 ms, loss 5 %, bursts of 4",
      "at 6 s: crash n4, disk torn",
      "",
    ]);
  });

  it("may be written as people write, with remarks and empty lines", () => {
    const read = readPlan("# a morning\n\n  at 5 s: cut n1 from n2 for 3 s\nat 0.5s: cut n1>n2\n");
    expect(read.ok && read.value).toEqual([
      { atUs: 5 * SECOND, forUs: 3 * SECOND, action: { kind: "cut_link", target: "n1-n2" } },
      { atUs: 500_000, action: { kind: "cut_link", target: "n1>n2" } },
    ]);
  });

  it.each([
    ["at 1 s: pause n1\nat noon: pause n2", 'line 2: "at noon: pause n2" is not a sentence'],
    ["at 1 s: explode n1", 'line 1: "explode n1" is not a fault'],
    [
      "\n\nat 1 s: pause the leader",
      'line 3: "pause the leader" cannot be read; it is written: pause {target}',
    ],
    ["at 1 s: n1 > n2 loses 300 %", "line 1: loss needs percent from 0 to 100"],
    ["at 1 s: kill n1:consensus for 2 s", "does not last; leave out"],
    ["at 1 s: disturb n1 - n2, delays 5 ms", '"delays 5 ms" does not belong to "disturb {target}"'],
    ["at 1 s: disturb n1 - n2", "link_quality needs at least one of"],
    ["at 0.0000001 s: pause n1", "not a whole number of microseconds"],
  ])("%j is refused with the line and the reason", (text, words) => {
    const read = readPlan(text);
    expect(read.ok ? "accepted" : read.error).toContain(words);
  });
});

describe("plans as inputs", () => {
  it("end what they begin, in order of time", () => {
    const plan: FaultPlan = [
      { atUs: 5, forUs: 10, action: { kind: "cut_link", target: "n1>n2" } },
      { atUs: 7, action: { kind: "pause_node", target: "n3" } },
    ];
    expect(compilePlan(plan)).toEqual([
      { atUs: 5, action: { kind: "cut_link", target: "n1>n2" } },
      { atUs: 7, action: { kind: "pause_node", target: "n3" } },
      { atUs: 15, action: { kind: "heal_link", target: "n1>n2" } },
    ]);
    expect(compilePlan(planOfInputs(compilePlan(plan)))).toEqual(compilePlan(plan));
  });

  it("give the hash of the same actions given by hand", () => {
    const text = [
      "at 1 s: cut off n1, n2 for 900 ms",
      "at 1.2 s: disturb n3 - n4, delay 20 ms, copies 30 %, reordering 15 ms for 1 s",
      "at 1.5 s: set the clock of n5, drift 200000 ppm",
      "at 1.7 s: disk of n3 is slow, sync 10 ms for 500 ms",
      "at 2 s: crash n2, disk torn for 300 ms",
      "at 2.1 s: clog n3 > n4 for 200 ms",
      "at 2.2 s: flap n4 - n5 every 100 ms, 3 times",
      "",
    ].join("\n");
    const plan = readPlan(text);
    if (!plan.ok) throw new Error(plan.error);
    const inputs = compilePlan(plan.value);
    const written = openRun("learning-cluster", 5, { inputs });
    written.advance(3 * SECOND, Number.POSITIVE_INFINITY);
    const painted = openRun("learning-cluster", 5);
    for (const { atUs, action } of inputs) {
      painted.advance(atUs - 1, Number.POSITIVE_INFINITY);
      expect(painted.world.apply(action)).toEqual({ ok: true, value: { atUs, action } });
    }
    painted.advance(3 * SECOND, Number.POSITIVE_INFINITY);
    expect(painted.world.hash()).toBe(written.world.hash());
    expect(written.world.network.duplicatedCount()).toBeGreaterThan(0);
  });
});

describe("the catalogue", () => {
  it("has a title, a sentence and sane parameters for every fault", () => {
    expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(FAULTS.length);
    for (const { title, what, parameters } of FAULTS) {
      expect(title).toMatch(/^[A-Z]/);
      expect(what).toMatch(/\.$/);
      for (const { type, initial } of parameters) {
        if (type.is !== "number") continue;
        expect(initial).toBeGreaterThanOrEqual(type.min);
        expect(initial).toBeLessThanOrEqual(type.max);
      }
    }
  });

  it("makes actions, and every lasting one has an end that is an action", () => {
    for (const spec of ACTION_SPECS) {
      const [made] = fc.sample(actionOf(spec), { numRuns: 1, seed: 1 });
      const end = made === undefined ? undefined : endOf(made);
      expect(end === undefined ? true : parseAction(end).ok).toBe(true);
    }
    const slow = findFault("slow_node");
    expect(slow && makeFault(slow, "n3")).toEqual({
      ok: true,
      value: { kind: "slow_node", target: "n3", factor: 10 },
    });
    expect(slow && makeFault(slow, "n3", { speed: 1 }).ok).toBe(false);
  });
});
