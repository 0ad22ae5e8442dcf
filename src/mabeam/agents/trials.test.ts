import { describe, expect, it } from "vitest";
import type { Variable } from "../variables/index.ts";
import { candidateFor } from "./trials.ts";

const rate: Variable = {
  spec: { name: "learning_rate", type: "float", min: 1e-5, max: 1, scale: "log", initial: 0.002 },
  value: 0.002,
  version: 1,
  token: 1,
  history: [],
};

describe("a candidate", () => {
  it.each([
    [0.002, 3, 0.006],
    [0.006, 3, 0.018],
    [0.018, 1 / 3, 0.006],
    [0.054, 1.8, 0.097],
    [0.00002, 1 / 3, 0.00001],
  ])("of %d by the factor %d is %d: two digits, inside the bounds", (value, factor, candidate) => {
    expect(candidateFor(rate, value, factor)).toBe(candidate);
  });

  it("is none at a bound, or for a variable that is no float", () => {
    expect(candidateFor(rate, 1, 3)).toBeUndefined();
    const flag: Variable = { ...rate, spec: { name: "learning_rate", type: "boolean", initial: true } };
    expect(candidateFor(flag, 0.1, 3)).toBeUndefined();
  });
});
