import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPatch, diff } from "./diff.ts";

const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.integer()));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.dictionary(fc.string(), tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe("difference of assigns", () => {
  test("applying the patch to the old value gives the new one, and equal values have no patch", () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const patch = diff(before, after);
        if (patch === undefined) expect(before).toEqual(after);
        else expect(applyPatch(before, structuredClone(patch))).toEqual(after);
        expect(diff(after, structuredClone(after))).toBeUndefined();
      }),
    );
  });

  test("only what changed is in the patch, and the rest is shared", () => {
    const before = { rows: { a: { n: 1 }, b: { n: 2 } }, title: "x" };
    const patch = diff(before, { rows: { a: { n: 1 }, b: { n: 3 } }, title: "x" });
    expect(JSON.stringify(patch)).not.toContain("title");
    const after = applyPatch(before, patch ?? { kind: "set", value: null }) as typeof before;
    expect(after.rows.a).toBe(before.rows.a);
    expect(after.rows.b.n).toBe(3);
  });

  test("a typed array is replaced whole", () => {
    const patch = diff({ flights: new Float64Array([1]) }, { flights: new Float64Array([1, 2]) });
    expect(applyPatch({}, patch ?? { kind: "set", value: null })).toEqual({
      flights: new Float64Array([1, 2]),
    });
  });
});
