import { describe, expect, it, test } from "vitest";
import { openRun, optionsFor } from "../testkit/sim/open-run.ts";
import type { Action, InputRecord } from "./input.ts";
import { readLeader } from "./readings/cluster.ts";
import { readTraffic } from "./traffic.ts";
import { World } from "./world.ts";

const ALL = Number.POSITIVE_INFINITY;
const SECOND = 1_000_000;

function act(world: World, ...actions: readonly Action[]): void {
  for (const action of actions) {
    const reply = world.apply(action);
    expect(reply.ok ? "" : reply.error).toBe("");
  }
  world.runUntil(world.nowUs + 1, ALL);
}

function worldAt(untilUs: number, seed = 3): World {
  const world = new World(optionsFor("learning-cluster", seed));
  world.runUntil(untilUs, ALL);
  return world;
}

/** Signals that were sent and lost from one node to another from now on. */
function counted(world: World, from: number, to: number, forUs: number) {
  const link = world.network.link(from, to);
  const before = { sent: link.sent, lost: link.lost, duplicated: link.duplicated };
  world.runUntil(world.nowUs + forUs, ALL);
  return {
    sent: link.sent - before.sent,
    lost: link.lost - before.lost,
    duplicated: link.duplicated - before.duplicated,
  };
}

/** The node that leads and one that does not. */
function pairOf(world: World): readonly [leader: number, other: number] {
  const leader = readLeader(world.nodes)?.node ?? 0;
  return [leader, (leader + 1) % 5];
}

describe("a link", () => {
  it("cut one way carries what goes the other way", () => {
    const world = worldAt(2 * SECOND);
    const [a, b] = pairOf(world);
    // It goes on hearing its leader, and nobody hears its answers.
    act(world, { kind: "cut_link", target: `n${b + 1}>n${a + 1}` });
    const back = world.network.link(b, a);
    const arrivedBefore = back.sent - back.lost;
    const there = counted(world, a, b, SECOND / 2);
    expect(there.sent).toBeGreaterThan(0);
    expect(there.lost).toBe(0);
    expect(back.lost).toBeGreaterThan(0);
    expect(back.sent - back.lost).toBe(arrivedBefore);
  });

  it("that is disturbed doubles, loses in bursts and reorders; calmed, it does nothing of it", () => {
    const world = worldAt(2 * SECOND);
    const [a, b] = pairOf(world);
    const target = `n${a + 1}>n${b + 1}`;
    act(world, {
      kind: "link_quality",
      target,
      delayMs: 5,
      tailMs: 5,
      lossPercent: 30,
      burst: 3,
      duplicatePercent: 50,
      replayMs: 100,
      reorderMs: 40,
    });
    const bad = counted(world, a, b, 5 * SECOND);
    expect(bad.duplicated).toBeGreaterThan(0);
    expect(bad.lost / bad.sent).toBeGreaterThan(0.1);
    expect(bad.lost / bad.sent).toBeLessThan(0.6);
    act(world, { kind: "calm_link", target });
    expect(counted(world, a, b, SECOND)).toMatchObject({ lost: 0, duplicated: 0 });
  });

  it("that was disturbed and calmed draws the latencies it would have drawn", () => {
    const states = [true, false].map((isDisturbed) => {
      const world = worldAt(2 * SECOND);
      if (isDisturbed) act(world, { kind: "link_quality", target: "n1-n2", duplicatePercent: 0, delayMs: 0 });
      world.runUntil(3 * SECOND, ALL);
      return Array.from(world.network.link(0, 1).stream.state());
    });
    expect(states[0]).toEqual(states[1]);
  });

  it("that is clogged holds everything, and lets it go in order when it is unclogged", () => {
    const world = worldAt(2 * SECOND);
    const [a, b] = pairOf(world);
    const target = `n${a + 1}>n${b + 1}`;
    act(world, { kind: "clog_link", target });
    world.runUntil(world.nowUs + 300_000, ALL);
    const held = world.network.link(a, b).clog?.held.length ?? 0;
    expect(held).toBeGreaterThan(0);
    expect(readTraffic(world).underWay).toBeGreaterThanOrEqual(held);
    const before = world.nodes[b]?.delivered ?? 0;
    act(world, { kind: "unclog_link", target });
    world.runUntil(world.nowUs + 100_000, ALL);
    expect(world.network.link(a, b).clog).toBeUndefined();
    expect((world.nodes[b]?.delivered ?? 0) - before).toBeGreaterThanOrEqual(held);
  });

  it("with a full clog loses what comes", () => {
    const world = worldAt(2 * SECOND);
    const [a, b] = pairOf(world);
    act(world, { kind: "clog_link", target: `n${a + 1}>n${b + 1}`, capacity: 1 });
    const { sent, lost } = counted(world, a, b, SECOND / 2);
    expect(lost).toBe(sent - 1);
  });

  it("that flaps ends healed", () => {
    const world = worldAt(2 * SECOND);
    act(world, { kind: "flap_link", target: "n1-n2", periodMs: 100, count: 4 });
    const seen = Array.from({ length: 8 }, (_, i) => {
      world.runUntil(2 * SECOND + 25_000 + i * 50_000, ALL);
      return world.network.isCut(0, 1);
    });
    expect(seen).toEqual([true, false, true, false, true, false, true, false]);
    world.runUntil(3 * SECOND, ALL);
    expect(world.network.isCut(0, 1)).toBe(false);
  });
});

describe("groups", () => {
  it("of a split reach nobody outside, and everybody inside", () => {
    const world = worldAt(SECOND);
    act(world, { kind: "split", target: "network", groups: [["n1", "n2"], ["n3"], ["n4", "n5"]] });
    const cuts = [0, 1, 2, 3, 4].map((a) =>
      [0, 1, 2, 3, 4].filter((b) => a !== b && world.network.isCut(a, b)),
    );
    expect(cuts).toEqual([
      [2, 3, 4],
      [2, 3, 4],
      [0, 1, 3, 4],
      [0, 1, 2],
      [0, 1, 2],
    ]);
    act(world, { kind: "rejoin", target: "network", groups: [["n1", "n2"], ["n3"], ["n4", "n5"]] });
    expect(world.network.islands(() => true)).toEqual([0, 0, 0, 0, 0]);
  });
});

/** One of everything that can happen to a network and its nodes. */
const STORM: readonly InputRecord[] = [
  {
    atUs: 1_000_000,
    action: { kind: "link_quality", target: "n1-n2", duplicatePercent: 40, reorderMs: 20, replayMs: 300 },
  },
  { atUs: 1_100_000, action: { kind: "clog_link", target: "n2>n3", capacity: 5 } },
  { atUs: 1_200_000, action: { kind: "storage", target: "n4", state: "slow", syncMs: 7 } },
  { atUs: 1_300_000, action: { kind: "clock", target: "n5", driftPpm: -200_000, offsetMs: 700 } },
  { atUs: 1_400_000, action: { kind: "slow_node", target: "n3", factor: 20 } },
  { atUs: 1_500_000, action: { kind: "flood_process", target: "n1:consensus", count: 50 } },
  { atUs: 1_600_000, action: { kind: "hang_process", target: "n2:variables" } },
  { atUs: 1_650_000, action: { kind: "double_messages", target: "n1:consensus", count: 5 } },
  { atUs: 1_700_000, action: { kind: "crash_node", target: "n4" } },
  { atUs: 1_800_000, action: { kind: "unclog_link", target: "n2>n3" } },
  { atUs: 1_900_000, action: { kind: "restart_node", target: "n4", storage: "torn" } },
  { atUs: 2_000_000, action: { kind: "fail_next", target: "n3/consensus", where: "handler", count: 2 } },
  { atUs: 2_100_000, action: { kind: "storage", target: "n5", state: "stuck" } },
  { atUs: 2_200_000, action: { kind: "flap_link", target: "n1-n5", periodMs: 80, count: 3 } },
  { atUs: 2_300_000, action: { kind: "burst", target: "learning_rate", value: 0.01, count: 5, overMs: 200 } },
  { atUs: 2_400_000, action: { kind: "herd", target: "learning_rate", value: 0.02, count: 2 } },
  { atUs: 2_500_000, action: { kind: "storage", target: "n5", state: "ok" } },
];

describe("under everything at once", () => {
  test("signals are conserved at every moment (Z4)", () => {
    const { world } = openRun("learning-cluster", 8, { inputs: STORM });
    for (let untilUs = 900_000; untilUs <= 3_000_000; untilUs += 50_000) {
      world.runUntil(untilUs, ALL);
      const { sent, duplicated, delivered, lost, underWay } = readTraffic(world);
      expect({ untilUs, all: sent + duplicated }).toEqual({ untilUs, all: delivered + lost + underWay });
    }
    expect(readTraffic(world).duplicated).toBeGreaterThan(0);
  });

  test("a snapshot of any moment leads to the same end, also in another world", () => {
    const endUs = 3_000_000;
    const straight = openRun("learning-cluster", 8, { inputs: STORM }).world;
    straight.runUntil(endUs, ALL);
    for (const cutUs of [1_150_000, 1_655_000, 1_850_000, 2_050_000, 2_210_000, 2_350_000]) {
      const world = openRun("learning-cluster", 8, { inputs: STORM }).world;
      world.runUntil(cutUs, ALL);
      const other = new World(optionsFor("learning-cluster", 8));
      other.restore(world.snapshot());
      expect(other.hash()).toBe(world.hash());
      other.runUntil(endUs, ALL);
      expect({ cutUs, hash: other.hash() }).toEqual({ cutUs, hash: straight.hash() });
    }
  });
});
