import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createPrng } from "../../base/index.ts";
import type { ComparisonOptions, Model } from "./index.ts";
import {
  compareValues,
  DIGITS_SHAPE,
  decodeDigits,
  flopsOfForward,
  flopsOfStep,
  initModel,
  SCORE_MAX,
  shard,
  splitDigits,
  startBatches,
  trainSteps,
  verdictOf,
  virtualDurationUs,
} from "./index.ts";

const AGENTS = 10;

const decoded = decodeDigits(new Uint8Array(readFileSync(new URL("./data/digits.bin", import.meta.url))));
if (!decoded.ok) throw new Error(decoded.error.kind);
const { train, heldOut } = splitDigits(decoded.value);

const withRate = (learningRate: number) => ({ learningRate, momentum: 0.9, batchSize: 16 });

/** What an agent with one tenth of the rows compares after `steps` steps at the current rate. */
function situation(agent: number, steps: number, current: number, proposed: number): ComparisonOptions {
  const dataset = shard(train, agent, AGENTS);
  const prng = createPrng("situation", agent);
  let model: Model = initModel(DIGITS_SHAPE, createPrng("situation"));
  let cursor = startBatches(dataset.rows, prng);
  if (steps > 0)
    ({ model, cursor } = trainSteps(model, dataset, { ...withRate(current), steps, cursor }, prng));
  return { model, dataset, cursor, heldOut, current: withRate(current), proposed: withRate(proposed) };
}

/** How many of ten agents find the proposal better. */
function supporters(steps: number, current: number, proposed: number): number {
  let count = 0;
  for (let agent = 0; agent < AGENTS; agent++) {
    const comparison = compareValues(situation(agent, steps, current, proposed), createPrng("vote", agent));
    if (verdictOf(comparison) === "better") count++;
  }
  return count;
}

describe("agents judge a learning rate by trying it", () => {
  test.each([
    [0, 0.002, 0.006],
    [16, 0.006, 0.018],
    [48, 0.006, 0.018],
  ])(
    "after %i steps, from %d to three times as much: at least nine of ten agree",
    (steps, current, proposed) => {
      expect(supporters(steps, current, proposed)).toBeGreaterThanOrEqual(9);
      expect(supporters(steps, current, current / 3)).toBe(0);
    },
  );

  test.each([
    [48, 0.162, 0.486],
    [0, 0.486, 1.458],
  ])("after %i steps, from %d to three times as much: hardly any", (steps, current, proposed) => {
    expect(supporters(steps, current, proposed)).toBeLessThanOrEqual(1);
  });
});

describe("a comparison", () => {
  test("is integers only, and the same for the same arguments", () => {
    const options = situation(3, 16, 0.01, 0.03);
    const comparison = compareValues(options, createPrng("same"));
    expect(compareValues(options, createPrng("same"))).toEqual(comparison);
    expect(comparison).toMatchObject({ kind: "scored" });
    for (const value of Object.values(comparison)) if (typeof value === "number") expect(value % 1).toBe(0);
  });

  test("of a value with itself is exactly zero, which is no difference", () => {
    const comparison = compareValues(situation(1, 8, 0.05, 0.05), createPrng("zero"));
    expect(comparison).toMatchObject({ kind: "scored", score: 0, margin: 0 });
    expect(verdictOf(comparison)).toBe("no_difference");
  });

  test("exchanging the two values changes the sign and nothing else", () => {
    const forth = compareValues(situation(1, 0, 0.01, 0.03), createPrng("swap"));
    const back = compareValues(situation(1, 0, 0.03, 0.01), createPrng("swap"));
    if (forth.kind !== "scored") throw new Error("expected a score");
    expect(back).toEqual({ ...forth, score: -forth.score });
  });

  test("a value that diverges loses by the largest score; when both do, the agent abstains", () => {
    const score = (current: number, proposed: number) =>
      compareValues(situation(0, 0, current, proposed), createPrng("diverge"));
    expect(score(0.01, 1e9)).toMatchObject({ kind: "scored", score: -SCORE_MAX });
    expect(score(1e9, 0.01)).toMatchObject({ kind: "scored", score: SCORE_MAX });
    expect(score(1e9, 1e300)).toMatchObject({ kind: "abstained", reason: "both_diverged" });
    expect(verdictOf(score(1e9, 1e300))).toBe("unknown");
  });

  test("batch sizes are compared on the same examples", () => {
    const options = situation(2, 8, 0.03, 0.03);
    const comparison = compareValues(
      { ...options, proposed: { ...options.proposed, batchSize: 48 } },
      createPrng("b"),
    );
    const expected = 16 * flopsOfStep(DIGITS_SHAPE, 16) + 5 * flopsOfStep(DIGITS_SHAPE, 48);
    expect(comparison.flops).toBe(expected + flopsOfForward(DIGITS_SHAPE, 400));
  });
});

describe("the cost of learning", () => {
  test("a step of 16 on 64-32-10 is counted by hand", () => {
    expect(flopsOfForward(DIGITS_SHAPE, 1)).toBe(2 * (64 * 32 + 32 * 10));
    expect(flopsOfStep(DIGITS_SHAPE, 16)).toBe(3 * 2 * 2368 * 16 + 4 * 2410);
  });

  test("durations are whole microseconds, rounded up, at least one", () => {
    expect(virtualDurationUs(1_000_001, 1_000_000)).toBe(1_000_001);
    expect(virtualDurationUs(1_500, 1_000_000_000)).toBe(2);
    expect(virtualDurationUs(0, 1)).toBe(1);
    expect(() => virtualDurationUs(10, 0)).toThrow("positive");
  });
});
