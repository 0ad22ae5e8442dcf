import fc from "fast-check";
import { expect, test } from "vitest";
import { Pid } from "../kernel/index.ts";
import { EMPTY_TABLE, type PidTable, tableDelete, tableGet, tablePut, tableValues } from "./pid-table.ts";

const pids = Array.from({ length: 400 }, (_, index) => new Pid(index % 7 === 0 ? 1 : 0, index, index));

test("does what a sorted map does, whatever is put and deleted", () => {
  const step = fc.tuple(fc.integer({ min: 0, max: pids.length - 1 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 800 }), (steps) => {
      let table: PidTable<number> = EMPTY_TABLE;
      const model = new Map<Pid, number>();
      for (const [value, [index, isPut]] of steps.entries()) {
        const pid = pids[index] as Pid;
        table = isPut ? tablePut(table, pid, value) : tableDelete(table, pid);
        if (isPut) model.set(pid, value);
        else model.delete(pid);
        expect(tableGet(table, pid)).toBe(model.get(pid));
      }
      const rows = Array.from(model).sort(([a], [b]) => a.node - b.node || a.serial - b.serial);
      expect(table.size).toBe(model.size);
      expect(tableValues(table)).toEqual(rows.map(([, value]) => value));
    }),
    { numRuns: 40 },
  );
});

test("an older version of a table is untouched by later changes", () => {
  const one = tablePut(EMPTY_TABLE as PidTable<string>, pids[1] as Pid, "one");
  const two = tablePut(one, pids[2] as Pid, "two");
  tableDelete(two, pids[1] as Pid);
  expect(tableValues(one)).toEqual(["one"]);
  expect(tableValues(two)).toEqual(["one", "two"]);
});
