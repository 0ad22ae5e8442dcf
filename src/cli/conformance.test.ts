import { expect, test } from "vitest";
import { conformance } from "./conformance.ts";

test("answers each scenario on a line of its own, and what it cannot run with an error", () => {
  const scenario = {
    actors: ["a", "b"],
    steps: [
      {
        p: "a",
        ops: [
          { op: "send", to: "b", msg: { t: ["x", 1] } },
          { op: "link", to: "b" },
        ],
      },
      { p: "b", ops: [{ op: "flush" }, { op: "exit", reason: "boom" }] },
    ],
  };
  const lines = [
    JSON.stringify({ id: "one", suite: "processes", scenario }),
    "",
    JSON.stringify({ id: "two" }),
    "{",
  ];
  expect(Array.from(conformance(lines), (line) => JSON.parse(line))).toEqual([
    {
      id: "one",
      trace: {
        steps: [
          {
            p: {
              a: [
                ["send", "ok"],
                ["link", true],
              ],
            },
          },
          {
            p: {
              b: [
                ["flush", [{ t: ["x", 1] }]],
                ["exit", "boom"],
              ],
              a: [["exit", "boom"]],
            },
          },
        ],
      },
    },
    { id: "two", error: "the line has no scenario" },
    { id: null, error: expect.stringContaining("JSON") },
  ]);
});
