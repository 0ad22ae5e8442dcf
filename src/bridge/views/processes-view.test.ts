// The table of processes at every size: what is asked for is what comes, whatever is going on meanwhile.
import { beforeAll, describe, expect, test } from "vitest";
import type { Run } from "../../sim/index.ts";
import { openRun, optionsFor } from "../../testkit/sim/open-run.ts";
import type { ProcessColumn, ProcessesAssigns, ProcessRow } from "../assigns.ts";
import { createProcessesView } from "./processes-view.ts";

const DRIVING = { playing: true, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };

function town(processes: number): Run {
  const run = openRun(
    "million",
    7,
    optionsFor("million", 7, { processes, churnPerMille: 20, rumourEveryS: 2 }),
  );
  run.advance(6_000_000, Number.POSITIVE_INFINITY);
  return run;
}

function table(run: Run, params: Readonly<Record<string, unknown>>): ProcessesAssigns {
  return createProcessesView().render(run, DRIVING, params);
}

function everybody(run: Run, params: Readonly<Record<string, unknown>>): ProcessRow[] {
  const { matching } = table(run, params);
  const rows: ProcessRow[] = [];
  for (let from = 0; from < matching; from += 200)
    rows.push(...table(run, { ...params, from, count: 200 }).rows);
  return rows;
}

const serialOf = ({ pid }: ProcessRow) => Number(pid.slice(4, -1));

describe("the table of a town of a thousand", () => {
  let run: Run;
  beforeAll(() => {
    run = town(1_000);
  });

  const columns: readonly [ProcessColumn, (row: ProcessRow) => string | number][] = [
    ["pid", serialOf],
    ["label", ({ label }) => label],
    ["status", ({ status }) => status],
    ["mailbox", ({ mailbox }) => mailbox],
    ["oldestAgeMs", ({ oldestAgeMs }) => oldestAgeMs ?? -1],
    ["handled", ({ handled }) => handled],
    ["restarts", ({ restarts }) => restarts],
  ];
  test.each(columns)("sorted by %s, its windows make one order, equal ones by pid", (sort, keyOf) => {
    for (const descending of [false, true]) {
      const rows = everybody(run, { sort, descending });
      expect(rows).toHaveLength(run.world.nodes[0]?.processCount ?? 0);
      const sorted = rows.toSorted((a, b) => {
        const [x, y] = [keyOf(a), keyOf(b)];
        const order = x < y ? -1 : x > y ? 1 : 0;
        return (descending ? -order : order) || serialOf(a) - serialOf(b);
      });
      expect(rows.map(({ pid }) => pid)).toEqual(sorted.map(({ pid }) => pid));
    }
  });

  test.each(["resident", "district 3", "<n1.12", "waiting", "n1 worker", "supervisor", "zz"])(
    "filtered by %s, holds just those whose line has it",
    (filter) => {
      const isWanted = ({ pid, label, node, kind, status }: ProcessRow) =>
        `${pid} ${label} ${node} ${kind} ${status}`.includes(filter);
      const wanted = everybody(run, {}).filter(isWanted);
      const found = everybody(run, { filter });
      expect(found.map(({ pid }) => pid)).toEqual(wanted.map(({ pid }) => pid));
      expect(table(run, { filter })).toMatchObject({ matching: wanted.length, filter });
    },
  );

  test("knows the place of the process that is followed, in every order", () => {
    const pid = everybody(run, { sort: "handled" })[400]?.pid ?? "";
    for (const params of [{ sort: "handled" }, { sort: "pid" }, { sort: "mailbox", descending: true }]) {
      const { followed } = table(run, { ...params, follow: pid });
      expect(followed?.pid).toBe(pid);
      expect(everybody(run, params)[followed?.index ?? -1]?.pid).toBe(pid);
    }
    expect(table(run, { filter: "zz", follow: pid }).followed).toBeNull();
    expect(table(run, { follow: "<n1.999999>" }).followed).toBeNull();
  });

  test("a window past the end is empty, and says what there is", () => {
    const { rows, total, matching } = table(run, { from: 5_000 });
    expect(rows).toEqual([]);
    expect(matching).toBe(total);
  });
});

describe("the table of a large town", () => {
  test("rests between two pictures while the run plays, shows the truth when it stands still", () => {
    const run = town(5_000);
    let nowMs = 0;
    let readings = 0;
    // A clock on which every picture takes 10 ms.
    const view = createProcessesView(() => {
      readings++;
      nowMs += 5;
      return nowMs;
    });
    const params = { sort: "handled", descending: true, count: 3 };
    const before = view.render(run, DRIVING, params);
    const target = before.rows[0]?.pid ?? "";
    run.world.apply({ kind: "kill_process", target, reason: "kill" });
    run.advance(run.world.nowUs + 10, 10);
    expect(view.render(run, DRIVING, params).total).toBe(before.total);
    expect(readings).toBeGreaterThan(0);
    const still = view.render(run, { ...DRIVING, playing: false }, params);
    expect(still.rows.map(({ pid }) => pid)).not.toContain(target);
    expect(still.total).toBe(run.world.nodes[0]?.processCount);
  });
});
