import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, Operation } from "./operation.ts";
import { readHistory, writeHistory, writeOperation } from "./operation-lines.ts";

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const operations: fc.Arbitrary<Operation> = fc
  .record({
    client: fc.string(),
    op: fc.string(),
    key: fc.string(),
    value: json,
    result: json,
    call: fc.nat(),
    took: fc.option(fc.nat(), { nil: undefined }),
  })
  .map(({ took, ...operation }) =>
    took === undefined ? operation : { ...operation, return: operation.call + took },
  );

const LINE = { client: "c1", op: "read", key: "x", value: null, result: 1, call: 5, return: 9 };

describe("histories as lines", () => {
  it("come back as they were written", () => {
    fc.assert(
      fc.property(fc.array(operations), (history) => {
        expect(readHistory(writeHistory(history))).toEqual({ ok: true, value: history });
      }),
    );
  });

  it("have the documented fields in the documented order, without a return where the outcome is unknown", () => {
    expect(writeOperation(LINE)).toBe(
      '{"client":"c1","op":"read","key":"x","value":null,"result":1,"call":5,"return":9}',
    );
    const { return: _, ...open } = LINE;
    expect(writeOperation(open)).toBe(
      '{"client":"c1","op":"read","key":"x","value":null,"result":1,"call":5}',
    );
  });

  it("pass over empty lines", () => {
    expect(readHistory(`\n${JSON.stringify(LINE)}\n\n`)).toMatchObject({ ok: true, value: [LINE] });
  });

  it.each([
    ["{", "this is not JSON"],
    ["[1]", "an operation is an object with client, op, key, value, result, call, return"],
    [{ ...LINE, client: 1 }, "client must be a text; got 1"],
    [{ ...LINE, op: undefined }, "op must be a text; got nothing"],
    [{ ...LINE, key: null }, "key must be a text; got null"],
    [{ ...LINE, call: -1 }, "call must be a whole number of µs from 0; got -1"],
    [{ ...LINE, return: 0.5 }, "return must be a whole number of µs from 0; got 0.5"],
    [{ ...LINE, return: 4 }, "return (4) is before call (5)"],
    [{ ...LINE, ret: 4 }, 'there is no field "ret"; known: client, op, key, value, result, call, return'],
  ])("are refused with the number of the line: %j", (line, problem) => {
    const text = typeof line === "string" ? line : JSON.stringify(line);
    expect(readHistory(`${JSON.stringify(LINE)}\n\n${text}\n`)).toEqual({
      ok: false,
      error: `line 3: ${problem}`,
    });
  });
});
