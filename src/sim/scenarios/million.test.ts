// A town that grows to its size, in which people die and are replaced, rumours run, and nobody is lost.
import { describe, expect, test } from "vitest";
import { serverStateOf } from "../../otp/index.ts";
import { openRun, optionsFor } from "../../testkit/sim/open-run.ts";
import type { Run } from "../run.ts";
import { narrate } from "../story/index.ts";
import { nobodyLost } from "./million-checker.ts";
import { farFriendOf, housesOf, nextDoor, planTown } from "./million-streets.ts";
import type { KeeperState } from "./million-town.ts";

function town(more: Readonly<Record<string, number>> = {}, seed = 3): Run {
  const given = { processes: 1_000, churnPerMille: 20, rumourEveryS: 2, ...more };
  return openRun("million", seed, optionsFor("million", seed, given));
}

function advance(run: Run, untilUs: number): void {
  run.advance(untilUs, Number.POSITIVE_INFINITY);
}

const nodeOf = (run: Run) => run.world.nodes[0] as (typeof run.world.nodes)[number];
const residentsOf = (run: Run) => nodeOf(run).slots.filter((process) => process?.label === "resident");

function keeper(run: Run, district: number): KeeperState {
  const pid = nodeOf(run).names.get(`district ${district}`);
  const process = pid === undefined ? undefined : nodeOf(run).find(pid);
  return (process === undefined ? undefined : serverStateOf(process)?.state) as unknown as KeeperState;
}

test.each([
  [1_000, 16, 63],
  [10_000, 40, 255],
  [100_000, 25, 4_095],
  [1_000_000, 245, 4_095],
])("a town of %i has %i districts of %i houses, and every house is in one", (residents, districts, size) => {
  const plan = planTown(residents, 0, 0);
  expect(plan).toMatchObject({ districts, size });
  let houses = 0;
  for (let district = 1; district <= districts; district++) houses += housesOf(plan, district);
  expect(houses).toBe(residents);
  expect(housesOf(plan, districts + 1)).toBe(0);
  for (const house of [0, 1, residents - 1]) {
    const known = [nextDoor(plan, house, 1), nextDoor(plan, house, -1), farFriendOf(plan, house) ?? 0];
    for (const other of known) expect(other >= 0 && other < residents).toBe(true);
  }
});

test("it grows to its size within five seconds, and stays at it", () => {
  const run = town();
  advance(run, 2_500_000);
  expect(residentsOf(run).length).toBeGreaterThan(300);
  expect(residentsOf(run).length).toBeLessThan(700);
  for (const untilUs of [5_000_000, 9_300_000]) {
    advance(run, untilUs);
    expect(residentsOf(run)).toHaveLength(1_000);
  }
});

test("it says when it is built, and when a rumour starts", () => {
  const run = town();
  advance(run, 6_000_000);
  const told = run.domain.since(0).flatMap((event) => narrate(event, (pid) => pid.toString())?.text ?? []);
  expect(told).toContain("The town on n1 is built: 16 districts, 1\u00a0000 residents.");
  expect(told).toContain("On n1, rumour 1 starts in 4 houses.");
});

test("some leave and some crash; their houses are given to others, and the keepers know", () => {
  const run = town();
  advance(run, 12_000_000);
  let died = 0;
  const reasons = new Set<string>();
  for (let district = 1; district <= 16; district++) {
    const state = keeper(run, district);
    expect(state.born - state.died).toBe(housesOf(state.plan, district));
    died += state.died;
    for (const reason of Object.keys(state.reasons)) reasons.add(reason);
  }
  expect(died).toBeGreaterThan(50);
  expect(reasons).toEqual(new Set(["normal", "bad_news"]));
  expect(run.checks.firstViolation).toBeUndefined();
});

test("a rumour reaches nearly everybody", () => {
  const run = town({ churnPerMille: 0, rumourEveryS: 20 });
  advance(run, 40_000_000);
  const heard = residentsOf(run).filter((process) => process?.state === 2);
  expect(heard.length).toBeGreaterThan(950);
});

test("nobody who is silent costs an event", () => {
  const run = town({ churnPerMille: 0, rumourEveryS: 0 });
  advance(run, 8_000_000);
  const { events } = run.world;
  advance(run, 60_000_000);
  // One round a second in each of sixteen districts: a timer and its message.
  expect(run.world.events - events).toBe(52 * 16 * 2);
});

describe("a district whose keeper is killed", () => {
  test("dies with it, is settled anew, and the neighbours live on", () => {
    const run = town({ churnPerMille: 0 });
    advance(run, 6_000_000);
    const target = nodeOf(run).names.get("district 8")?.toString() ?? "";
    const others = new Set(residentsOf(run).filter((process) => process?.parent?.toString() !== target));
    run.world.apply({ kind: "kill_process", target, reason: "kill" });
    advance(run, 6_000_100);
    expect(others.size).toBe(1_000 - 63);
    expect(residentsOf(run).filter((process) => others.has(process))).toHaveLength(others.size);
    expect(residentsOf(run).length).toBeLessThan(1_000 - 50);
    advance(run, 7_000_000);
    expect(residentsOf(run).length).toBeLessThan(1_000 - 20);
    advance(run, 9_000_000);
    expect(residentsOf(run)).toHaveLength(1_000);
    expect(run.checks.firstViolation).toBeUndefined();
    expect(run.checks.states()[0]?.checked).toBeGreaterThan(10);
  });
});

test("the checker finds one who lives without any keeper's knowledge", () => {
  const run = town({ churnPerMille: 0, rumourEveryS: 0 });
  advance(run, 6_000_000);
  const node = nodeOf(run);
  const checking = nobodyLost.create(run.world);
  checking.afterEvent(node);
  expect(checking.violation).toBeUndefined();
  const crowded = Object.create(node, {
    processCount: { value: node.processCount + 1 },
    nowUs: { value: node.nowUs + 1_000_000 },
  }) as typeof node;
  checking.afterEvent(crowded);
  expect(checking.violation?.text).toMatch(/1023 processes are alive on n1, but the keepers count 1022/);
});
