// What the worker tells the lenses about a run: identities, counts and states that the page relies on.
import { describe, expect, test } from "vitest";
import type { Run } from "../../sim/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { AssignsByView, ViewName } from "../assigns.ts";
import { createView, loadView } from "./index.ts";

const DRIVING = { playing: true, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };

await Promise.all(
  (["run", "supervision", "variables", "processes", "events", "telemetry", "inspector"] as const).map(
    loadView,
  ),
);

function assigns<V extends ViewName>(run: Run, view: V, params = {}): AssignsByView[V] {
  return createView(view)?.render(run, DRIVING, params) as AssignsByView[V];
}

function basics(): Run {
  const run = openRun("supervision-basics", 42);
  run.advance(1_000_000, 1_000_000);
  return run;
}

describe("a world of one node without consensus", () => {
  const run = basics();
  test("has its own headline, and no role, term or variables to speak of", () => {
    expect(assigns(run, "run").headline).toBe(run.world.scenario.summary);
    expect(assigns(run, "stage").hasConsensus).toBe(false);
    expect(assigns(run, "variables")).toMatchObject({ hasConsensus: false, order: [] });
  });
  test("shows each process under its supervisor, a restarted one in its old place", () => {
    const processes = assigns(run, "stage").nodes["n1"]?.processes ?? [];
    const labelOf = (pid: string | null) => processes.find((process) => process.pid === pid)?.label ?? null;
    const family = processes.map(({ label, supervisor }) => `${labelOf(supervisor)}/${label}`);
    expect(family.slice(0, 9)).toEqual([
      "null/root",
      "root/one_for_one",
      "one_for_one/a",
      "one_for_one/b",
      "one_for_one/c",
      "root/one_for_all",
      "one_for_all/a",
      "one_for_all/b",
      "one_for_all/c",
    ]);
    expect(processes.some(({ restarts }) => restarts > 0)).toBe(true);
  });
  test("sorts pids as numbers", () => {
    const serials = assigns(run, "processes", { sort: "pid" }).rows.map(({ pid }) =>
      Number(pid.slice(4, -1)),
    );
    expect(serials).toEqual([...serials].sort((a, b) => a - b));
  });
});

describe("the events", () => {
  const run = basics();
  const { rows, kinds, kept, nodes, total } = assigns(run, "events");
  test("are counted per kind over all that is kept, whatever the filter", () => {
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(kept);
    expect(kept).toBe(total);
    expect(nodes).toEqual(["n1"]);
    expect(assigns(run, "events", { kinds: ["exit"], filter: "shutdown" }).kinds).toEqual(kinds);
  });
  test("tell why: the asked event first, what began it all last", () => {
    const asked = rows[0]?.id;
    const why = assigns(run, "events", { select: asked }).why;
    expect(why?.steps[0]).toMatchObject({ id: asked });
    expect(why?.end).toBe("start");
    expect(why?.steps.at(-1)).toMatchObject({
      kind: "start",
      cause: null,
      text: "Supervision basics starts",
    });
  });
});

describe("an intervention", () => {
  test("suspending shows in the tree, until it is resumed", () => {
    const run = basics();
    const row = () => assigns(run, "supervision").rows["n1/root/one_for_one/b"];
    const target = row()?.pid ?? "";
    run.world.apply({ kind: "suspend_process", target });
    run.advance(1_001_000, 1_000);
    expect(row()?.state).toBe("suspended");
    run.world.apply({ kind: "resume_process", target });
    run.advance(1_002_000, 1_000);
    expect(row()?.state).toBe("running");
  });
  test("killing leads the inspector from the dead process to the one in its place", () => {
    const run = basics();
    const row = () => assigns(run, "supervision").rows["n1/root/one_for_one/b"];
    const target = row()?.pid ?? "";
    run.world.apply({ kind: "kill_process", target, reason: "kill" });
    run.advance(1_010_000, 1_000);
    const { gone, facts, why } = assigns(run, "inspector", { target });
    expect(gone).toContain("under a new pid");
    expect(facts[0]).toMatchObject({ name: "Restarted as", target: row()?.pid });
    expect(why).toMatchObject({ end: "input", endText: `You killed b ${target}` });
  });
});
