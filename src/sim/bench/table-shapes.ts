/**
 * Shapes of kernel tables by the kind of key. All work of a shape is done in one turn of one process.
 *
 * Keys of a lookup are other objects than those that were put: tuples must be found by what is in them.
 */

import { type Context, enterLoop, type Module, type TableKey, type Term } from "../../kernel/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const ROWS = 100_000;

type KeyKind = "integer" | "string" | "tuple";

/** `count` keys of a kind, each a value of its own. */
function makeKeys(kind: KeyKind, count: number): readonly TableKey[] {
  const make: Record<KeyKind, (i: number) => Term> = {
    integer: (i) => i,
    string: (i) => `name-${i}`,
    tuple: (i) => ["user", i],
  };
  return Array.from({ length: count }, (_, i) => make[kind](i) as TableKey);
}

/** A stride that visits all rows in an order unlike that in which they were put. */
function shuffled(keys: readonly TableKey[]): readonly TableKey[] {
  return keys.map((_, i) => keys[(i * 7919) % keys.length] as TableKey);
}

/** The keys are handed over as an argument; what they are like does not matter to the process. */
const clerk: Module = {
  name: "table_clerk",
  functions: {
    [MAIN]: (ctx: Context, task: string, count: number, [put, read]: readonly (readonly TableKey[])[]) => {
      ctx.tableNew("rows");
      if (task !== "insert") for (const key of put ?? []) ctx.tablePut("rows", key, 0);
      return enterLoop(`table_${task}`, [count, (task === "look_up" ? read : put) ?? []]);
    },
  },
};

type Work = readonly [count: number, keys: readonly TableKey[]];

const lookUp: Module = {
  name: "table_look_up",
  loop: {
    name: "table_look_up",
    handle(ctx: Context, [count, keys]: Work): Term {
      let sum = 0;
      const { length } = keys;
      for (let done = 0; done < count; )
        for (let i = 0; i < length && done < count; i++, done++)
          sum += ctx.tableGet("rows", keys[i] as TableKey) as number;
      return sum;
    },
  },
};

const write = (name: string): Module => ({
  name,
  loop: {
    name,
    handle(ctx: Context, [count, keys]: Work): Term {
      const { length } = keys;
      for (let done = 0; done < count; )
        for (let i = 0; i < length && done < count; i++, done++)
          ctx.tablePut("rows", keys[i] as TableKey, done);
      return ctx.tableSize("rows");
    },
  },
});

const MODULES: readonly Module[] = [clerk, lookUp, write("table_insert"), write("table_overwrite")];

function tableWorld(task: string, kind: KeyKind, count: number, rows: number): PreparedShape {
  const read = makeKeys(kind, rows);
  const lists: Term = [makeKeys(kind, rows), kind === "integer" ? shuffled(read) : read];
  return preparedWorld({ modules: MODULES, args: [task, count, lists], operations: count });
}

function lookUpShape(id: string, kind: KeyKind, title: string): BenchShape {
  return {
    id,
    title,
    unit: "lookups",
    size: 1_000_000,
    quickSize: 100_000,
    prepare: (size) => tableWorld("look_up", kind, size, ROWS),
    population: { of: "rows", prepare: (rows) => tableWorld("look_up", kind, 1_000_000, rows) },
  };
}

export const tableLookup = lookUpShape("table_lookup", "integer", "Table lookup by an integer key, shuffled");
export const tableLookupString = lookUpShape("table_lookup_string", "string", "Table lookup by a string key");
export const tableLookupTuple = lookUpShape(
  "table_lookup_tuple",
  "tuple",
  "Table lookup by the key {user, I}",
);

export const tableInsert: BenchShape = {
  id: "table_insert",
  title: "Insert new rows by an integer key",
  unit: "rows",
  size: 100_000,
  quickSize: 20_000,
  prepare: (size) => tableWorld("insert", "integer", size, size),
};

export const tableOverwrite: BenchShape = {
  id: "table_overwrite",
  title: "Overwrite rows by an integer key",
  unit: "rows",
  size: 500_000,
  quickSize: 50_000,
  prepare: (size) => tableWorld("overwrite", "integer", size, ROWS),
};

export const tableInsertTuple: BenchShape = {
  ...tableInsert,
  id: "table_insert_tuple",
  title: "Insert new rows by the key {user, I}",
  prepare: (size) => tableWorld("insert", "tuple", size, size),
};
