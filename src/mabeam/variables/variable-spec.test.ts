import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Term } from "../../kernel/index.ts";
import { checkValue, parseSpec, type VariableSpec } from "./variable-spec.ts";

const learningRate: VariableSpec = {
  name: "learning_rate",
  type: "float",
  min: 1e-5,
  max: 1,
  scale: "log",
  initial: 0.002,
};

describe("checkValue", () => {
  const cases: readonly [spec: VariableSpec, value: Term, error: string][] = [
    [learningRate, 3, "learning_rate must be between 1e-5 and 1; 3 is above"],
    [learningRate, 0, "learning_rate must be between 1e-5 and 1; 0 is below"],
    [learningRate, "fast", 'learning_rate must be a number; got "fast"'],
    [learningRate, Number.NaN, "learning_rate must be a finite number; got NaN"],
    [learningRate, undefined, "learning_rate must be a number; got nothing"],
    [
      { name: "batch_size", type: "integer", min: 1, max: 64, initial: 16 },
      2.5,
      "batch_size must be a whole number; 2.5 is not",
    ],
    [
      { name: "optimiser", type: "categorical", choices: ["sgd", "adam"], initial: "sgd" },
      "rmsprop",
      'optimiser must be one of sgd, adam; "rmsprop" is not',
    ],
    [{ name: "shuffle", type: "boolean", initial: true }, 1, "shuffle must be true or false; got 1"],
  ];
  it.each(cases)("refuses for %o the value %o", (spec, value, error) => {
    expect(checkValue(spec, value)).toEqual({ ok: false, error });
  });

  it("takes values inside the bounds, bounds included", () => {
    for (const value of [1e-5, 0.03, 1]) expect(checkValue(learningRate, value)).toEqual({ ok: true, value });
  });
});

describe("parseSpec", () => {
  it("takes a good specification as it is", () => {
    expect(parseSpec(learningRate as unknown as Term)).toEqual({ ok: true, value: learningRate });
  });

  const broken: readonly [change: Readonly<Record<string, unknown>>, error: string][] = [
    [{ name: "Learning rate" }, "a variable needs a name of lower-case letters, digits and _"],
    [{ min: 2 }, "learning_rate: min must be below max, both finite"],
    [{ min: 0 }, "learning_rate: a log scale needs min above 0"],
    [{ type: "complex" }, "learning_rate: type is float, integer, categorical or boolean"],
    [{ initial: 7 }, "the initial value does not fit: learning_rate must be between 1e-5 and 1; 7 is above"],
    [{ type: "categorical", choices: ["a", "a"] }, "learning_rate: choices are 1 to 64 different texts"],
  ];
  it.each(broken)("refuses %o", (change, error) => {
    expect(parseSpec({ ...learningRate, ...change } as unknown as Term)).toEqual({ ok: false, error });
  });

  it("answers any term without raising", () => {
    fc.assert(
      fc.property(fc.anything(), (term) => {
        expect(typeof parseSpec(term as Term).ok).toBe("boolean");
      }),
    );
  });
});
