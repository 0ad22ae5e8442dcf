import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Pid, Raise, type Term } from "../kernel/index.ts";
import { checkClauses } from "./match-check.ts";
import { type Bindings, holds, matchPattern, selectTerms } from "./match-spec.ts";
import { sameTerm } from "./same-term.ts";
import { compareTerms, termKey } from "./term-order.ts";

const pids = [new Pid(0, 1, 0), new Pid(0, 2, 1)];
const term: fc.Arbitrary<Term> = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Term>("a", "ab", "b", "", true, false, null, undefined, 0, 1, 2.5, ...pids),
    fc.array(tie("term"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("x", "y"), tie("term"), { maxKeys: 2 }) as fc.Arbitrary<Term>,
  ),
})).term;

describe("terms", () => {
  test("equal terms have equal keys, and different terms different ones", () => {
    fc.assert(fc.property(term, term, (a, b) => sameTerm(a, b) === (termKey(a) === termKey(b))));
  });

  test("the order is antisymmetric and agrees with a sort", () => {
    fc.assert(
      fc.property(term, term, (a, b) => Math.sign(compareTerms(a, b)) === -Math.sign(compareTerms(b, a))),
    );
    fc.assert(
      fc.property(term, term, term, (a, b, c) => {
        // In boxes: a sort of the language itself would put `undefined` last.
        const boxes = [[a], [b], [c]].sort(([left], [right]) => compareTerms(left, right));
        const [x, y, z] = boxes.flat() as [Term, Term, Term];
        return compareTerms(x, y) <= 0 && compareTerms(y, z) <= 0 && compareTerms(x, z) <= 0;
      }),
    );
  });

  test("numbers come before atoms, atoms before pids, pids before tuples", () => {
    expect([[], pids[0], "a", 1].sort(compareTerms as never)).toEqual([1, "a", pids[0], []]);
  });
});

describe("match specifications", () => {
  test("a variable that occurs twice stands for one term", () => {
    expect(matchPattern(["$1", "$1"], [1, 1], {})).toBe(true);
    expect(matchPattern(["$1", "$1"], [1, 2], {})).toBe(false);
  });

  test("a record matches one that has more fields", () => {
    const bindings: Bindings = {};
    expect(matchPattern({ role: "$1" }, { role: "coder", load: 3 }, bindings)).toBe(true);
    expect(bindings).toEqual({ $1: "coder" });
  });

  test("guards compare, test and combine", () => {
    const bindings = { $1: 5 };
    expect(holds([["andalso", [">", "$1", 1], ["is_integer", "$1"]]], bindings)).toBe(true);
    expect(holds([["orelse", ["<", "$1", 1], ["not", ["==", "$1", 5]]]], bindings)).toBe(false);
  });

  test("select answers with the body of the first clause that matches", () => {
    const clauses = [
      [["$1", "$2"], [[">", "$2", 1]], [[["$2", "$1"]]]],
      ["_", [], [["const", "other"]]],
    ] as never;
    expect(
      selectTerms(
        [
          ["a", 1],
          ["b", 2],
        ],
        clauses,
      ),
    ).toEqual(["other", [2, "b"]]);
  });

  test("a guard that fails does not hold, a body that fails answers EXIT", () => {
    const bindings = { $1: "a" };
    expect(holds([["or", true, ["+", "$1", 1]]], bindings)).toBe(false);
    expect(holds([["orelse", true, ["+", "$1", 1]]], bindings)).toBe(true);
    expect(holds([["and", true, 1]], bindings)).toBe(false);
    expect(selectTerms(["a", 1], [["$1", [], [["+", "$1", 1]]]])).toEqual(["EXIT", 2]);
  });

  test.each([
    ["an unbound variable", [["$1", "_"], [[">", "$2", 1]], ["$1"]]],
    ["an unbound variable in the body", ["_", [], ["$1"]]],
    ["a function that does not exist", ["$1", [["sometimes", "$1"]], ["$1"]]],
    ["too few operands", ["$1", [[">", "$1"]], ["$1"]]],
    ["no body", ["$1", [], []]],
  ] as const)("%s makes a specification none", (_what, clause) => {
    expect(() => checkClauses([clause])).toThrow(Raise);
  });

  test("variables anywhere in the pattern may be used anywhere", () => {
    const clause = [[{ role: "$1" }, "$2"], [["==", "$1", "$2"]], [[["$1", { of: "$2" }, ["const", "$9"]]]]];
    expect(() => checkClauses([clause as never])).not.toThrow();
  });

  test("a guard that is none raises badarg", () => {
    expect(() => holds([["sometimes", 1]], {})).toThrow(Raise);
  });
});
