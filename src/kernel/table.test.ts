import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Table } from "./table.ts";
import { Pid, type Term } from "./term.ts";
import type { TableKey } from "./tuple-keys.ts";

const owner = new Pid(0, 1, 0);
const table = () => new Table({ name: "t", owner, access: "public", rows: new Map() });

describe("keys of a table", () => {
  test("equal tuples are one key, tuples of other lengths or order are not", () => {
    const rows = table();
    rows.put(["user", 1], "a");
    expect(rows.get(["user", 1])).toBe("a");
    expect(rows.get(["user"])).toBeUndefined();
    expect(rows.get([1, "user"])).toBeUndefined();
    expect(rows.get(["user", "1"])).toBeUndefined();
    rows.put(["user", 1], "b");
    expect(rows.rows.size).toBe(1);
    expect(rows.delete(["user", 1])).toBe(true);
    expect(rows.has(["user", 1])).toBe(false);
  });

  test("a tuple may hold pids and other tuples", () => {
    const rows = table();
    rows.put([owner, ["a", 2]], 7);
    expect(rows.get([owner, ["a", 2]])).toBe(7);
    expect(rows.get([owner, ["a", 3]])).toBeUndefined();
    expect(rows.get(["a", 2])).toBeUndefined();
  });

  test("a table made from a snapshot finds its tuples, and the snapshot does not see later writes", () => {
    const rows = table();
    rows.put(["k", 1], "old");
    const snapshot = rows.snapshot();
    rows.put(["k", 1], "new");
    rows.delete(["k", 1]);
    const copy = new Table(snapshot, true);
    expect(copy.get(["k", 1])).toBe("old");
    copy.put(["k", 2], "more");
    expect(new Table(snapshot, true).has(["k", 2])).toBe(false);
  });
});

type Step = { readonly kind: "put" | "delete" | "snapshot"; readonly key: TableKey };
const scalar = fc.oneof(fc.constantFrom("a", "b"), fc.nat(2));
const key: fc.Arbitrary<TableKey> = fc.oneof(
  scalar,
  fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
);
const steps = fc.array(
  fc.record({ kind: fc.constantFrom("put", "delete", "snapshot"), key }) as fc.Arbitrary<Step>,
);

test("a table behaves as a map of texts of its keys, whatever is done to it", () => {
  fc.assert(
    fc.property(steps, (script) => {
      let rows = table();
      const model = new Map<string, Term>();
      script.forEach(({ kind, key: at }, i) => {
        const text = JSON.stringify(at);
        expect(rows.has(at)).toBe(model.has(text));
        if (kind === "put") {
          rows.put(at, i);
          model.set(text, i);
        } else if (kind === "delete") expect(rows.delete(at)).toBe(model.delete(text));
        else rows = new Table(rows.snapshot(), true);
        expect(rows.get(at)).toBe(model.get(text));
      });
      expect(Array.from(rows.rows, ([k, v]) => [JSON.stringify(k), v])).toEqual(Array.from(model));
    }),
    { numRuns: 300 },
  );
});
