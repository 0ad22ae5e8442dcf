import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createLanes, createPrng, lanesToHex, mixNumber } from "../../base/index.ts";
import type { Dataset, Model } from "./index.ts";
import {
  averageWeights,
  DIGITS_SHAPE,
  decodeDigits,
  drawRows,
  evaluate,
  initModel,
  lossesOf,
  packModel,
  shard,
  splitDigits,
  startBatches,
  takeRows,
  trainOnRows,
  trainSteps,
  weightCount,
} from "./index.ts";

const REFERENCE = { learningRate: 0.05, momentum: 0.9, batchSize: 32 };

const { train, heldOut } = splitDigits(digits());

function digits(): Dataset {
  const file = readFileSync(new URL("./data/digits.bin", import.meta.url));
  const decoded = decodeDigits(new Uint8Array(file));
  if (!decoded.ok) throw new Error(decoded.error.kind);
  return decoded.value;
}

function trainFresh(seed: number, steps: number, dataset = train) {
  const prng = createPrng("training", seed);
  const model = initModel(DIGITS_SHAPE, prng);
  const cursor = startBatches(dataset.rows, prng);
  return trainSteps(model, dataset, { ...REFERENCE, steps, cursor }, prng);
}

describe("the digits network", () => {
  test("64-32-10 has 2,410 weights, starts with zero biases and He's variance", () => {
    const model = initModel(DIGITS_SHAPE, createPrng("init"));
    expect(model.weights).toHaveLength(2410);
    expect(weightCount(DIGITS_SHAPE)).toBe(2410);
    expect(model.weights.subarray(2048, 2080).every((bias) => bias === 0)).toBe(true);
    const squares = model.weights.subarray(0, 2048).reduce((sum, w) => sum + w * w, 0);
    expect(squares / 2048).toBeCloseTo(2 / 64, 2);
  });

  test.each([1, 2, 3])("learns 95 %% of the held-out digits in ten passes, seed %i", (seed) => {
    const training = trainFresh(seed, Math.round((10 * train.rows) / REFERENCE.batchSize));
    const { accuracy, loss } = evaluate(training.model, heldOut);
    expect(training.diverged).toBe(false);
    expect(accuracy).toBeGreaterThanOrEqual(0.95);
    expect(loss).toBeLessThan(0.25);
  });

  test("a fresh one guesses: one digit in ten, about ln 10 of loss", () => {
    const { accuracy, loss, rows, correct } = evaluate(initModel(DIGITS_SHAPE, createPrng("fresh")), heldOut);
    expect(accuracy).toBeLessThan(0.3);
    expect(loss).toBeGreaterThan(2);
    expect(accuracy).toBe(correct / rows);
  });
});

describe("gradients", () => {
  const shape = { inputs: 64, hidden: 10, outputs: 10 }; // not a multiple of eight: both paths of the hidden sums
  const rows = Uint32Array.of(3, 8, 21);
  const batch = takeRows(train, rows);
  const options = { learningRate: 1, momentum: 0, batchSize: 3 };
  const meanLoss = (model: Model): number => lossesOf(model, batch).reduce((sum, loss) => sum + loss, 0) / 3;

  test("agree with finite differences in every weight that matters", () => {
    const model = initModel(shape, createPrng("gradient"));
    const trained = trainOnRows(model, train, rows, options).model;
    const step = 1e-6;
    let compared = 0;
    for (let i = 0; i < model.weights.length; i++) {
      const at = (delta: number): Model => {
        const weights = model.weights.slice();
        weights[i] = (weights[i] as number) + delta;
        return { ...model, weights };
      };
      const numeric = (meanLoss(at(step)) - meanLoss(at(-step))) / (2 * step);
      const analytic = (model.weights[i] as number) - (trained.weights[i] as number);
      expect(Math.abs(numeric - analytic)).toBeLessThan(1e-7);
      if (analytic !== 0) compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });

  test("weight decay pulls towards zero by learningRate · weightDecay", () => {
    const model = initModel(shape, createPrng("decay"));
    const without = trainOnRows(model, train, rows, options).model;
    const decayed = trainOnRows(model, train, rows, { ...options, weightDecay: 0.1 }).model;
    model.weights.forEach((w, i) => {
      expect((without.weights[i] as number) - (decayed.weights[i] as number)).toBeCloseTo(0.1 * w, 12);
    });
  });

  test("momentum carries the last step on", () => {
    const model = initModel(shape, createPrng("momentum"));
    const once = trainOnRows(model, train, rows, { ...options, learningRate: 0.1 }).model;
    const coasting = trainOnRows(once, train, rows, { learningRate: 0, momentum: 0.5, batchSize: 3 }).model;
    model.weights.forEach((w, i) => {
      const travelled = (once.weights[i] as number) - w;
      expect(coasting.weights[i]).toBeCloseTo((once.weights[i] as number) + 0.5 * travelled, 12);
    });
  });
});

describe("determinism", () => {
  test("the same seed gives the same bytes, another seed others", () => {
    expect(trainFresh(7, 40)).toEqual(trainFresh(7, 40));
    expect(trainFresh(7, 40).model.weights).not.toEqual(trainFresh(8, 40).model.weights);
  });

  test("training in slices equals training in one go", () => {
    const slice = (steps: number, times: number): Model => {
      const prng = createPrng("slices");
      let model = initModel(DIGITS_SHAPE, prng);
      let cursor = startBatches(100, prng);
      for (let i = 0; i < times; i++) {
        const dataset = takeRows(
          train,
          Uint32Array.from({ length: 100 }, (_, row) => row),
        );
        ({ model, cursor } = trainSteps(model, dataset, { ...REFERENCE, steps, cursor }, prng));
      }
      return model;
    };
    expect(slice(2, 10)).toEqual(slice(20, 1));
  });

  test("every engine computes these weights", () => {
    let word = 1;
    const source = { nextUint32: () => (word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0) };
    const first = takeRows(
      digits(),
      Uint32Array.from({ length: 200 }, (_, row) => row),
    );
    const options = { ...REFERENCE, steps: 30, cursor: startBatches(200, source) };
    const { model } = trainSteps(initModel(DIGITS_SHAPE, source), first, options, source);
    const lanes = createLanes();
    for (const weight of model.weights) mixNumber(lanes, weight);
    expect(lanesToHex(lanes)).toBe("c93c14e4b5866eae");
  });

  test("nothing that was given is written", () => {
    const prng = createPrng("purity");
    const model = initModel(DIGITS_SHAPE, prng);
    const cursor = startBatches(train.rows, prng);
    const before = structuredClone({ model, cursor, train });
    const training = trainSteps(model, train, { ...REFERENCE, steps: 50, cursor }, prng);
    averageWeights(model, training.model.weights);
    expect({ model, cursor, train }).toEqual(before);
  });
});

describe("divergence is an answer", () => {
  const model = initModel(DIGITS_SHAPE, createPrng("diverging"));

  test.each([1e5, 1e150, 1e300])("learning rate %d: the model comes back as it was", (learningRate) => {
    const prng = createPrng("diverging", "rows");
    const options = { ...REFERENCE, learningRate, steps: 20, cursor: startBatches(train.rows, prng) };
    const training = trainSteps(model, train, options, prng);
    expect(training).toMatchObject({ diverged: true });
    expect(training.model).toBe(model);
    expect(training.flops).toBeGreaterThan(0);
  });

  test("a large but finite rate stays finite", () => {
    const prng = createPrng("large");
    const options = { ...REFERENCE, learningRate: 1, steps: 200, cursor: startBatches(train.rows, prng) };
    const training = trainSteps(model, train, options, prng);
    expect(training.model.weights.every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(evaluate(training.model, heldOut).loss)).toBe(true);
  });

  test("settings that make no sense are programmer errors", () => {
    const rows = Uint32Array.of(0, 1, 2, 3);
    const attempt = (options: object) => () =>
      trainOnRows(model, train, rows, { ...REFERENCE, batchSize: 4, ...options });
    expect(attempt({ learningRate: Number.NaN })).toThrow("learning rate");
    expect(attempt({ momentum: 1 })).toThrow("momentum");
    expect(attempt({ batchSize: 3 })).toThrow("whole batches");
    expect(attempt({ batchSize: 0 })).toThrow("batch size");
    expect(() => evaluate(initModel({ inputs: 3, hidden: 2, outputs: 10 }, createPrng(1)), heldOut)).toThrow(
      "one input",
    );
  });
});

describe("batches", () => {
  test("a pass shows every row once, then the next begins in another order", () => {
    const prng = createPrng("passes");
    const drawn = drawRows(startBatches(10, prng), 20, prng).rows;
    const sorted = (rows: Uint32Array): number[] => [...rows].sort((a, b) => a - b);
    expect(sorted(drawn.slice(0, 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(sorted(drawn.slice(10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(drawn.slice(0, 10)).not.toEqual(drawn.slice(10));
  });
});

describe("gossip averaging", () => {
  test("is the middle by default and reaches both ends", () => {
    const a = initModel(DIGITS_SHAPE, createPrng("a"));
    const b = initModel(DIGITS_SHAPE, createPrng("b"));
    expect(averageWeights(a, b.weights).weights[5]).toBe(
      0.5 * (a.weights[5] as number) + 0.5 * (b.weights[5] as number),
    );
    expect(averageWeights(a, b.weights, 0)).toEqual(a);
    expect(averageWeights(a, b.weights, 1).weights).toEqual(b.weights);
  });

  test("ten agents with a tenth of the data each know together what none finds alone", () => {
    const alone = accuracyOfAgents(false);
    const together = accuracyOfAgents(true);
    expect(together).toBeGreaterThan(0.94);
    expect(together).toBeGreaterThan(alone + 0.03);
  });
});

/** Mean held-out accuracy of ten agents after 200 tasks of 8 steps, with or without averaging with a random peer. */
function accuracyOfAgents(isAveraging: boolean): number {
  const count = 10;
  const prng = createPrng("gossip", 1);
  const initial = packModel(initModel(DIGITS_SHAPE, prng));
  const agents = Array.from({ length: count }, (_, index) => {
    const dataset = shard(train, index, count);
    return { dataset, model: initial, cursor: startBatches(dataset.rows, prng) };
  });
  for (let task = 0; task < 200; task++) {
    const agent = agents[task % count];
    const peer = agents[(task + 1 + prng.nextBelow(count - 1)) % count];
    if (agent === undefined || peer === undefined) throw new Error("no such agent");
    const options = { learningRate: 0.05, momentum: 0.9, batchSize: 16, steps: 8, cursor: agent.cursor };
    const training = trainSteps(agent.model, agent.dataset, options, prng);
    agent.cursor = training.cursor;
    agent.model = isAveraging ? averageWeights(training.model, peer.model.weights) : training.model;
    if (isAveraging) peer.model = agent.model;
  }
  return agents.reduce((sum, { model }) => sum + evaluate(model, heldOut).accuracy, 0) / count;
}
