import { expect, test } from "vitest";
import { formatTerm } from "../kernel/index.ts";
import { openRun } from "../testkit/sim/open-run.ts";
import { parseExitReason } from "./exit-reason.ts";
import { parseAction } from "./input.ts";
import { readTree } from "./readings/index.ts";

test.each(["normal", "shutdown", "{shutdown, done}", "oops_2", "{a, b, c}"])(
  "%s prints as written",
  (text) => {
    const reason = parseExitReason(text);
    expect(reason.ok && formatTerm(reason.value)).toBe(text);
  },
);

test.each(["", "Oops", "{shutdown", "{}", "two words", "kill", 7, undefined])(
  "%s is refused in words",
  (text) => {
    expect(parseExitReason(text)).toMatchObject({ ok: false });
    expect(parseAction({ kind: "exit_process", target: "<n1.5>", reason: text })).toMatchObject({
      ok: false,
    });
  },
);

test("a process ends with exactly the reason that was asked for", () => {
  const run = openRun("supervision-basics", 42, { parameters: { poisonPerMille: 0, bareWorkers: 0 } });
  run.advance(1_000_000, Number.POSITIVE_INFINITY);
  const row = () =>
    readTree(run.world.nodes[0] as never).rows.find(({ path }) => path === "n1/root/one_for_one/b");
  const target = String(row()?.process?.pid);
  expect(run.world.apply({ kind: "exit_process", target, reason: "{shutdown, done}" })).toMatchObject({
    ok: true,
  });
  run.advance(1_100_000, Number.POSITIVE_INFINITY);
  expect(row()?.child?.lastExit?.reason).toEqual(["shutdown", "done"]);
  expect(row()?.child?.restarts).toBe(1);
});

test("the journal replays it to the same hash", () => {
  const options = { parameters: { poisonPerMille: 0, bareWorkers: 0 } };
  const run = openRun("supervision-basics", 42, options);
  run.advance(1_000_000, Number.POSITIVE_INFINITY);
  run.world.apply({ kind: "exit_process", target: "<n1.5>", reason: "oops" });
  run.advance(2_000_000, Number.POSITIVE_INFINITY);
  const again = openRun("supervision-basics", 42, { ...options, inputs: run.world.givenInputs() });
  again.advance(2_000_000, Number.POSITIVE_INFINITY);
  expect(again.world.hash()).toBe(run.world.hash());
});
