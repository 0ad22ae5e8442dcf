// What the supervision lens is told: forecasts, incarnations, stories and budgets of real runs.
import { beforeAll, describe, expect, test } from "vitest";
import type { Run } from "../../sim/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { SupervisionAssigns } from "../assigns.ts";
import { createView, loadView } from "./index.ts";

const DRIVING = { playing: true, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };
const S = 1_000_000;

beforeAll(() => loadView("supervision"));

/** A run with the lens open on it: looked at every tenth of a second, as frames do. */
function watched(seconds: number, id = "supervision-strategies") {
  const run = openRun(id, 42);
  const view = createView("supervision");
  const look = (params = {}) => view?.render(run, DRIVING, params) as SupervisionAssigns;
  const advance = (untilS: number) => {
    for (let us = run.world.nowUs; us < untilS * S; ) {
      us = Math.min(untilS * S, us + 100_000);
      run.advance(us, Number.POSITIVE_INFINITY);
      look();
    }
  };
  advance(seconds);
  return { run, look, advance };
}

function kill(run: Run, assigns: SupervisionAssigns, row: string): void {
  run.world.apply({ kind: "kill_process", target: assigns.rows[row]?.pid ?? "", reason: "kill" });
  run.advance(run.world.nowUs + 50_000, Number.POSITIVE_INFINITY);
}

describe("the rows", () => {
  test("of one specification are told apart, and keep their place across restarts", () => {
    const { run, look } = watched(1);
    const pool = "n1/root/simple_one_for_one/pool";
    const ids = () => look().order.filter((id) => id.startsWith(`${pool}/`));
    expect(ids()).toEqual([1, 2, 3].map((n) => `${pool}/connection ${n}`));
    const before = look().rows[`${pool}/connection 2`]?.pid;
    kill(run, look(), `${pool}/connection 2`);
    expect([...ids()].sort()).toEqual([1, 2, 3].map((n) => `${pool}/connection ${n}`));
    expect(look().rows[`${pool}/connection 2`]).toMatchObject({ lives: 2, rings: "o" });
    expect(look().rows[`${pool}/connection 2`]?.pid).not.toBe(before);
  });
  test("say what matters about automatic shutdown", () => {
    const { rows } = watched(1).look();
    expect(rows["n1/root/job"]).toMatchObject({ autoShutdown: "any_significant", restart: "transient" });
    expect(rows["n1/root/job/task"]?.significant).toBe(true);
    expect(rows["n1/root"]?.autoShutdown).toBeNull();
  });
  test("count restarts as OTP does: by whole seconds", () => {
    const { run, look, advance } = watched(1.9);
    kill(run, look(), "n1/root/one_for_one/b");
    const used = () => look().rows["n1/root/one_for_one"]?.budget?.used;
    advance(11.99);
    expect(used()).toBe(1);
    advance(12);
    expect(used()).toBe(0);
    expect(look().rows["n1/root/one_for_one"]?.budget?.restartsUs).toHaveLength(1);
  });
});

describe("growth rings", () => {
  test("tell an end of one's own from being taken along", () => {
    const { run, look } = watched(1);
    kill(run, look(), "n1/root/one_for_all/b");
    const { rows } = look();
    expect(["a", "b", "c"].map((id) => rows[`n1/root/one_for_all/${id}`]?.rings)).toEqual(["a", "o", "a"]);
  });
  test("go on when the supervisor itself was restarted", () => {
    const { look } = watched(6);
    const id = "n1/root/escalation/fragile/crash_loop";
    expect(look().rows[id]).toMatchObject({ lives: 4, rings: "ooo", restarts: 0 });
    const { incarnations } = look({ at: id }).focus ?? { incarnations: [] };
    expect(incarnations.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(incarnations[1]).toMatchObject({ reason: "{no_connection, $stack}", ended: "itself" });
    expect(incarnations[1]?.explanation).toContain("raised the error no_connection");
    expect(incarnations[0]).toMatchObject({ diedUs: null, reason: null });
  });
  test("of children whose supervisor was killed under them: the trace knows the reason", () => {
    const { run, look } = watched(1);
    kill(run, look(), "n1/root/one_for_one");
    const { incarnations } = look({ at: "n1/root/one_for_one/a" }).focus ?? { incarnations: [] };
    expect(incarnations.map(({ ended, reason }) => [ended, reason])).toEqual([
      [null, null],
      ["supervisor", "killed"],
    ]);
    expect(incarnations[1]?.explanation).toContain("cannot be trapped");
  });
  test("of a node that crashed and came back", () => {
    const { run, look } = watched(1);
    run.world.apply({ kind: "crash_node", target: "n1" });
    run.advance(1.5 * S, Number.POSITIVE_INFINITY);
    look();
    run.world.apply({ kind: "restart_node", target: "n1" });
    run.advance(2 * S, Number.POSITIVE_INFINITY);
    const assigns = look({ at: "n1/root/one_for_one/a" });
    expect(assigns.focus?.incarnations.map(({ ended }) => ended)).toEqual([null, "node"]);
    expect(assigns.rows["n1"]?.lives).toBe(2);
  });
});

describe("what would follow", () => {
  test("from killing b: who stops, who starts, what it costs", () => {
    const { preview } = watched(1).look({ at: "n1/root/one_for_all/b" });
    expect(preview).toMatchObject({ reason: "killed", orderly: false });
    expect(preview?.lines).toEqual([
      "one_for_all restarts b: a permanent child is always restarted. one_for_all: c and a are stopped first, then a, b and c are started. Budget: restart 1 in 10 s, 4 allowed.",
    ]);
    expect(preview?.marks).toEqual({
      "n1/root/one_for_all/a": "restarts",
      "n1/root/one_for_all/b": "restarts",
      "n1/root/one_for_all/c": "restarts",
    });
  });
  test("from another reason, as the person writes it", () => {
    const { look } = watched(1);
    const at = "n1/root/restart_types/transient";
    expect(look({ at, reason: "{shutdown, done}" }).preview).toMatchObject({
      reason: "{shutdown, done}",
      orderly: true,
    });
    expect(look({ at, reason: "{shutdown, done}" }).preview?.marks).toEqual({ [at]: "ends" });
    expect(look({ at, reason: "not a reason" }).preview?.reason).toBe("killed");
  });
  test("follows the hovered row, while the details stay with the focused one", () => {
    const at = "n1/root/one_for_all/b";
    const assigns = watched(1).look({ at, hover: "n1/root/rest_for_one/b" });
    expect(assigns.preview?.row).toBe("n1/root/rest_for_one/b");
    expect(assigns.focus?.row).toBe(at);
  });
  test("goes up the tree when the budget is spent", () => {
    const { preview } = watched(5).look({ at: "n1/root/escalation/fragile/crash_loop" });
    expect(preview?.lines).toEqual([
      "fragile gives up: this would be restart 3 in 5 s, 2 allowed. It stops bystander and exits with reason shutdown.",
      "escalation restarts fragile: a permanent child is always restarted. Budget: restart 1 in 60 s, 3 allowed.",
    ]);
    expect(preview?.marks).toMatchObject({
      "n1/root/escalation/fragile": "gives_up_restarts",
      "n1/root/escalation/fragile/bystander": "restarts",
    });
  });
  test("is nothing for a row without a process, and for unknown rows", () => {
    const { look } = watched(7);
    expect(look({ at: "n1/root/job" }).preview).toBeNull();
    expect(look({ at: "n1/nobody" })).toMatchObject({ preview: null, focus: null });
  });
});

describe("what happened last", () => {
  test("after a kill: who died of what, what the supervisor got, decided and did", () => {
    const { run, look } = watched(1);
    const target = look().rows["n1/root/rest_for_one/b"]?.pid ?? "";
    kill(run, look(), "n1/root/rest_for_one/b");
    const { last } = look({ at: "n1/root/rest_for_one/c" }).focus ?? { last: [] };
    expect(last.map(({ text }) => text)).toEqual([
      `b ${target} exited with reason killed`,
      `rest_for_one <n1.11> got {'EXIT', ${target}, killed}`,
      "rest_for_one decided: a permanent child is always restarted",
      "c was stopped",
      "b and c were started",
    ]);
    expect(last[0]?.detail).toMatch(/^You: kill .* cannot be trapped/);
    expect(last[2]?.detail).toBe("Restart 1 in 10 s, 4 allowed.");
    for (const { event } of last) expect(event).toMatch(/^n1#\d+$/);
  });
  test("when a supervisor gave up: from the child's crash to the restart by the one above", () => {
    const { look } = watched(6);
    const { last, giveUps } = look({ at: "n1/root/escalation/fragile" }).focus ?? { last: [], giveUps: [] };
    const texts = last.map(({ text }) => text.replace(/<n1\.\d+>/g, "<pid>"));
    expect(texts).toEqual([
      "crash_loop <pid> exited with reason {no_connection, $stack}",
      "fragile <pid> got {'EXIT', <pid>, {no_connection, $stack}}",
      "fragile decided: a permanent child is always restarted, but not that often",
      "fragile reached its restart intensity and gave up: it exits with reason shutdown",
      "bystander was stopped",
      "fragile <pid> exited with reason shutdown",
      "escalation <pid> got {'EXIT', <pid>, shutdown}",
      "escalation decided: a permanent child is always restarted",
      "fragile was started",
    ]);
    expect(giveUps).toMatchObject([
      {
        text: "gave up at restart 3 in 5 s, 2 allowed, with reason shutdown",
        event: expect.stringMatching(/#/),
      },
    ]);
  });
  test("when the fifth kill of a person was one too many", () => {
    const { run, look } = watched(1);
    for (let kills = 0; kills < 5; kills++) kill(run, look(), "n1/root/one_for_one/b");
    const { last, giveUps } = look({ at: "n1/root/one_for_one/b" }).focus ?? { last: [], giveUps: [] };
    expect(last.map(({ text }) => text)).toContain(
      "one_for_one reached its restart intensity and gave up: it exits with reason shutdown",
    );
    expect(last.at(-1)?.text).toBe("one_for_one was started");
    expect(giveUps).toHaveLength(1);
  });
  test("the end of a supervisor stands with its children too", () => {
    const { focus } = watched(6).look({ at: "n1/root/escalation/fragile/bystander" });
    expect(focus?.giveUps).toHaveLength(1);
  });
  test("is told alike by a lens that is opened only afterwards", () => {
    const row = "n1/root/escalation/fragile";
    const textsOf = (assigns: SupervisionAssigns) => assigns.focus?.last.map(({ text }) => text);
    const run = openRun("supervision-strategies", 42);
    run.advance(6 * S, Number.POSITIVE_INFINITY);
    const late = createView("supervision")?.render(run, DRIVING, { at: row }) as SupervisionAssigns;
    expect(textsOf(late)).toEqual(textsOf(watched(6).look({ at: row })));
    expect(late.rows[row]).toEqual(watched(6).look().rows[row]);
  });
  test("after an automatic shutdown", () => {
    const { look } = watched(7);
    const { last } = look({ at: "n1/root/job" }).focus ?? { last: [] };
    expect(last.map(({ text }) => text).slice(2, 5)).toEqual([
      "job decided: a transient child is not restarted after an orderly normal, but it was significant",
      "job shuts down automatically: it exits with reason shutdown",
      "helper was stopped",
    ]);
    expect(last.at(-1)?.text).toBe(
      "root decided: a transient child is not restarted after an orderly shutdown",
    );
  });
});

test("looking changes nothing: the same hash with and without the lens", () => {
  const { run } = watched(8);
  const alone = openRun("supervision-strategies", 42);
  alone.advance(8 * S, Number.POSITIVE_INFINITY);
  expect(run.world.hash()).toBe(alone.world.hash());
});
