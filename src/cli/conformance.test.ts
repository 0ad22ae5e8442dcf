import { expect, test } from "vitest";
import { answerLine, conformance } from "./conformance.ts";

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

test.each([
  ["[]", "the line is no JSON object"],
  ['{"scenario":3}', "the scenario is no JSON object"],
  ['{"scenario":{"steps":[]}}', "the scenario has no list of actors"],
  ['{"scenario":{"actors":["a"]}}', "the scenario has no list of steps"],
  ['{"scenario":{"actors":[{}],"steps":[]}}', "actor 0 has no name"],
  ['{"scenario":{"actors":["a"],"steps":[{"advance":-1}]}}', "step 0 advances by -1, which is no time in ms"],
  ['{"scenario":{"actors":["a"],"steps":[{"p":"a"}]}}', "step 0 has no list of operations"],
  [
    '{"scenario":{"actors":["a"],"steps":[{"advance":1},{"ops":[]}]}}',
    "step 1 neither advances nor names a process",
  ],
  [
    '{"scenario":{"actors":["a"],"steps":[{"p":"a","ops":[{}]}]}}',
    "step 0 has an operation without a name, number 0",
  ],
  ['{"scenario":{"actors":["a"],"steps":[{"p":"a","ops":[{"op":"fly"}]}]}}', 'no operation "fly"'],
])("%s is refused with the reason", (line, reason) => {
  expect(answerLine(line)?.failure).toBe(reason);
});

test("a scenario that never comes to rest is an error, not a hang", () => {
  const again = '{"id":"again","ret":{"k":"noreply","then":{"timeout":0}}}';
  const start = `{"op":"gs.start","as":"s","init":{"ret":{"ok":{"timeout":0}}},"on_timeout":${again}}`;
  const line = `{"id":"x","scenario":{"actors":["a"],"steps":[{"p":"a","ops":[${start}]}]}}`;
  expect(answerLine(line)?.failure).toBe("the scenario does not come to rest");
});

test("a scenario of thousands of steps is answered step by step", () => {
  const steps = Array.from({ length: 5000 }, () => ({ p: "a", ops: [{ op: "self" }] }));
  const line = JSON.stringify({ id: "long", scenario: { actors: ["a"], steps } });
  const answer = JSON.parse(answerLine(line)?.line ?? "{}") as { trace: { steps: unknown[] } };
  expect(answer.trace.steps).toHaveLength(5000);
});
