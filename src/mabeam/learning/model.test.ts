import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPrng } from "../../base/index.ts";
import type { Dataset, Model, PackedModel } from "./index.ts";
import {
  areWeightsOf,
  averageWeights,
  compareValues,
  evaluate,
  initModel,
  lossesOf,
  packModel,
  startBatches,
  trainOnRows,
  trainSteps,
  unpackModel,
  WEIGHT_MAX,
  weightCount,
} from "./index.ts";

/** Not a multiple of eight, so that every path of the hidden sums is taken. */
const SHAPE = { inputs: 7, hidden: 11, outputs: 3 };
const LENGTH = weightCount(SHAPE);
const OPTIONS = { learningRate: 0.1, momentum: 0.9, batchSize: 5 };

/** Rows of small numbers, half of them zero, and a class that depends on them. */
function examples(rows: number, { inputs, outputs } = SHAPE): Dataset {
  const prng = createPrng("examples", rows);
  const features = Float32Array.from(
    { length: rows * inputs },
    () => Math.max(0, prng.nextBelow(17) - 8) / 8,
  );
  const labels = Uint8Array.from({ length: rows }, (_, row) => (features[row * inputs] === 0 ? 0 : 1));
  return { rows, featureCount: inputs, classCount: outputs, features, labels };
}

/** A model that has been trained for a while, so that its momentum is not zero. */
function trainedModel(seed: string, steps = 12): Model {
  const prng = createPrng(seed);
  const cursor = startBatches(40, prng);
  return trainSteps(initModel(SHAPE, prng), examples(40), { ...OPTIONS, steps, cursor }, prng).model;
}

const numbers = fc.array(fc.double({ min: -WEIGHT_MAX, max: WEIGHT_MAX, noNaN: true }), {
  minLength: LENGTH,
  maxLength: LENGTH,
});

describe("a packed model", () => {
  test("takes half of the bytes and is at most half a step of single precision away", () => {
    const model = trainedModel("packed");
    const packed = packModel(model);
    expect(2 * packed.weights.byteLength).toBe(model.weights.byteLength);
    expect(2 * packed.velocity.byteLength).toBe(model.velocity.byteLength);
    for (const [i, w] of model.weights.entries())
      expect(Math.abs((packed.weights[i] as number) - w)).toBeLessThanOrEqual(Math.abs(w) * 2 ** -24);
  });

  test("is what it was after unpacking and packing, whatever it holds", () => {
    fc.assert(
      fc.property(numbers, numbers, (weights, velocity) => {
        const model = {
          shape: SHAPE,
          weights: Float64Array.from(weights),
          velocity: Float64Array.from(velocity),
        };
        const packed = packModel(model);
        expect(packModel(unpackModel(packed))).toEqual(packed);
        expect(areWeightsOf(SHAPE, packed.weights)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("does not change when the model it was made of does, nor the other way round", () => {
    const model = trainedModel("apart");
    const packed = packModel(model);
    const unpacked = unpackModel(packed);
    model.weights.fill(7);
    unpacked.velocity.fill(7);
    expect(packed.weights).not.toContain(7);
    expect(packed.velocity).not.toContain(7);
  });
});

describe("work on a packed model", () => {
  const packed = packModel(trainedModel("at rest"));
  const dataset = examples(40);
  const rows = Uint32Array.from({ length: 20 }, (_, i) => (i * 7) % 40);

  test("is work on the same model in double precision, rounded once at the end", () => {
    const fromPacked = trainOnRows(packed, dataset, rows, OPTIONS);
    const fromUnpacked = trainOnRows(unpackModel(packed), dataset, rows, OPTIONS);
    expect(fromPacked.model.weights).toBeInstanceOf(Float32Array);
    expect(fromPacked).toEqual({ ...fromUnpacked, model: packModel(fromUnpacked.model) });
    expect(fromPacked.model).not.toEqual(packed);
  });

  test("measures the same as in double precision", () => {
    expect(evaluate(packed, dataset)).toEqual(evaluate(unpackModel(packed), dataset));
    expect(lossesOf(packed, dataset)).toEqual(lossesOf(unpackModel(packed), dataset));
    const prng = createPrng("comparison");
    const proposed = { ...OPTIONS, learningRate: 0.3 };
    const options = {
      dataset,
      cursor: startBatches(40, prng),
      heldOut: dataset,
      current: OPTIONS,
      proposed,
      examples: 20,
    };
    const compared = [packed, unpackModel(packed)].map((model) =>
      compareValues({ ...options, model }, createPrng("same stream")),
    );
    expect(compared[0]).toEqual(compared[1]);
  });

  test("goes on from a restored copy of any moment as if there had been no restore", () => {
    const run = (model: PackedModel, tasks: number, isRestored: boolean): PackedModel => {
      let now = model;
      for (let task = 0; task < tasks; task++) {
        const held = isRestored ? structuredClone(now) : now;
        now = trainOnRows(held, dataset, rows, OPTIONS).model;
      }
      return now;
    };
    expect(run(packed, 6, true)).toEqual(run(packed, 6, false));
  });

  test("comes back as the same object when it diverges", () => {
    const training = trainOnRows(packed, dataset, rows, { ...OPTIONS, learningRate: 1e300 });
    expect(training.diverged).toBe(true);
    expect(training.model).toBe(packed);
  });
});

describe("one task", () => {
  const model = trainedModel("alone");
  const dataset = examples(40);
  const rows = Uint32Array.from({ length: 20 }, (_, i) => i);

  test("leaves nothing behind for the next, whatever it was", () => {
    const other = { inputs: 4, hidden: 3, outputs: 2 };
    const alone = trainOnRows(model, dataset, rows, OPTIONS);
    const before: Record<string, () => unknown> = {
      "a diverged one": () => trainOnRows(model, dataset, rows, { ...OPTIONS, learningRate: 1e300 }),
      "one of larger batches": () => trainOnRows(model, dataset, rows, { ...OPTIONS, batchSize: 20 }),
      "one of smaller batches": () => trainOnRows(model, dataset, rows, { ...OPTIONS, batchSize: 1 }),
      "one on another model": () => trainOnRows(trainedModel("other"), dataset, rows, OPTIONS),
      "one of another shape": () => evaluate(initModel(other, createPrng("small")), examples(9, other)),
      "a measurement": () => lossesOf(trainedModel("measured"), dataset),
    };
    for (const [name, task] of Object.entries(before)) {
      task();
      expect(trainOnRows(model, dataset, rows, OPTIONS), name).toEqual(alone);
    }
  });

  test("refuses a model whose arrays do not fit its shape", () => {
    expect(() => evaluate({ ...model, weights: model.weights.slice(1) }, dataset)).toThrow("length");
  });
});

describe("gossip averaging of packed models", () => {
  const [mine, theirs] = [packModel(trainedModel("mine")), packModel(trainedModel("theirs"))];

  test("gives the middle, rounded to single precision, and shares the momentum", () => {
    const { weights, velocity } = averageWeights(mine, theirs.weights);
    const middle = 0.5 * (mine.weights[9] as number) + 0.5 * (theirs.weights[9] as number);
    expect(weights).toBeInstanceOf(Float32Array);
    expect(weights[9]).toBe(Math.fround(middle));
    expect(velocity).toBe(mine.velocity);
  });

  test("takes only what can be weights of the shape", () => {
    expect(areWeightsOf(SHAPE, theirs.weights)).toBe(true);
    expect(areWeightsOf(SHAPE, theirs.weights.slice(1))).toBe(false);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, -2 * WEIGHT_MAX]) {
      const weights = theirs.weights.slice();
      weights[3] = wrong;
      expect(areWeightsOf(SHAPE, weights)).toBe(false);
    }
  });
});
