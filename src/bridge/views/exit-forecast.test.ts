// A forecast is right when the run then does just that.

import { describe, expect, test } from "vitest";
import { type Run, readTree, type Term, type Tree } from "../../sim/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import { forecastExit } from "./exit-forecast.ts";
import { Family } from "./family.ts";

const ALL = Number.POSITIVE_INFINITY;
const tree = (run: Run): Tree => readTree(run.world.nodes[0] as never);

function at(seconds: number): Run {
  const run = openRun("supervision-strategies", 42);
  run.advance(seconds * 1_000_000, ALL);
  return run;
}

function ask(run: Run, path: string, reason: Term = "killed") {
  const now = tree(run);
  const row = now.rows.find((one) => one.path === path);
  if (row === undefined) throw new Error(`no ${path}`);
  const forecast = forecastExit(new Family(now), row, reason, run.world.nowUs);
  return {
    endsTop: forecast.endsTop,
    decisions: forecast.steps.map(({ decision }) => decision),
    started: forecast.steps.at(-1)?.started.map(({ label }) => label) ?? [],
    stopped: forecast.steps[0]?.stopped.map(({ label }) => label) ?? [],
    pid: String(row.process?.pid),
  };
}

/** Ids of the children that were started within a tenth of a second after `path` was ended. */
function startedBy(run: Run, path: string, reason = "oops"): Term[] {
  const { pid } = ask(run, path);
  const from = run.domain.count;
  run.world.apply({ kind: "exit_process", target: pid, reason });
  run.advance(run.world.nowUs + 100_000, ALL);
  return run.domain
    .since(from)
    .flatMap(({ name, data }) => (name === "otp.child_restarted" ? [(data as { id: Term }).id] : []));
}

describe("which children a strategy takes along", () => {
  test.each([
    ["one_for_one", ["b"]],
    ["one_for_all", ["a", "b", "c"]],
    ["rest_for_one", ["b", "c"]],
  ])("%s", (strategy, expected) => {
    const run = at(1);
    const path = `n1/root/${strategy}/b`;
    expect(ask(run, path)).toMatchObject({ decisions: ["restart"], started: expected });
    expect(startedBy(run, path)).toEqual(expected);
  });
  test("simple_one_for_one: the child alone", () => {
    const run = at(1);
    const path = "n1/root/simple_one_for_one/pool/connection";
    expect(ask(run, path)).toMatchObject({ decisions: ["restart"], started: ["connection"], stopped: [] });
    expect(startedBy(run, path)).toEqual(["connection"]);
  });
  test("siblings are stopped last started first", () => {
    expect(ask(at(1), "n1/root/one_for_all/b").stopped).toEqual(["c", "a"]);
  });
});

describe("which reasons a restart type answers to", () => {
  test.each([
    ["permanent", "normal", "restart"],
    ["transient", "normal", "let_go"],
    ["transient", "shutdown", "let_go"],
    ["transient", "oops", "restart"],
    ["temporary", "oops", "let_go"],
  ])("%s × %s", (type, reason, decision) => {
    const run = at(1);
    const path = `n1/root/restart_types/${type}`;
    expect(ask(run, path, reason).decisions).toEqual([decision]);
    expect(startedBy(run, path, reason)).toEqual(decision === "restart" ? [type] : []);
  });
});

describe("when it goes up the tree", () => {
  test("a supervisor without budget gives up, and its own restarts it", () => {
    const run = at(5);
    expect(ask(run, "n1/root/escalation/fragile/crash_loop")).toMatchObject({
      decisions: ["give_up", "restart"],
      stopped: ["bystander"],
      started: ["fragile"],
    });
    run.advance(5_450_000, ALL);
    expect(run.domain.since(0).some(({ name }) => name === "otp.supervisor_gave_up")).toBe(true);
  });
  test("the end of a significant child ends its supervisor, which may then stay away", () => {
    expect(ask(at(1), "n1/root/job/task", "normal")).toMatchObject({
      decisions: ["auto_shutdown", "let_go"],
      stopped: ["helper"],
    });
  });
  test("all_significant waits for the last one", () => {
    const run = at(1);
    expect(ask(run, "n1/root/crew/left", "normal").decisions).toEqual(["let_go"]);
    startedBy(run, "n1/root/crew/left", "normal");
    expect(ask(run, "n1/root/crew/right", "normal").decisions).toEqual(["auto_shutdown", "let_go"]);
  });
  test("above the root there is nobody", () => {
    expect(ask(at(1), "n1/root")).toMatchObject({ decisions: [], endsTop: true });
  });
});
