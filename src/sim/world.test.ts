import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openRun, optionsFor } from "../testkit/sim/open-run.ts";
import type { Action } from "./input.ts";
import { journalOf, parseJournal } from "./journal.ts";
import { World } from "./world.ts";

const ALL = Number.POSITIVE_INFINITY;

function runTo(world: World, untilUs: number): string {
  world.runUntil(untilUs, ALL);
  return world.hash();
}

describe("one seed, one story", () => {
  test("the same seed gives the same hash, another seed another", () => {
    const hashes = [1, 1, 2].map((seed) => runTo(new World(optionsFor("learning-cluster", seed)), 2_000_000));
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  test("the sizes of the slices in which a world is run do not matter", () => {
    const straight = runTo(new World(optionsFor("supervision-basics", 5)), 3_000_000);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 400_000 }), fc.integer({ min: 1, max: 60 }))),
        (slices) => {
          const world = new World(optionsFor("supervision-basics", 5));
          let untilUs = 0;
          for (const [us, events] of slices) {
            untilUs = Math.min(untilUs + us, 3_000_000);
            world.runUntil(untilUs, events);
          }
          expect(runTo(world, 3_000_000)).toBe(straight);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("observers, checkers and recordings change nothing", () => {
    const bare = new World(optionsFor("learning-cluster", 3));
    for (const node of bare.nodes) node.trace.recording = false;
    const observed = openRun("learning-cluster", 3);
    observed.world.flights.recording = true;
    observed.advance(2_500_000, ALL);
    expect(runTo(bare, 2_500_000)).toBe(observed.world.hash());
  });
});

describe("snapshots of a world", () => {
  test("restore and run gives the hash of the straight run, from any moment, also into another world", () => {
    const endUs = 3_000_000;
    const straight = runTo(new World(optionsFor("learning-cluster", 11)), endUs);
    for (const cutUs of [1, 450_000, 700_123, 1_500_000, 2_999_999]) {
      const world = new World(optionsFor("learning-cluster", 11));
      world.runUntil(cutUs, ALL);
      const snapshot = world.snapshot();
      const other = new World(optionsFor("learning-cluster", 11));
      other.restore(snapshot);
      expect(other.hash()).toBe(world.hash());
      expect(runTo(other, endUs)).toBe(straight);
      world.runUntil(endUs, ALL);
      world.restore(snapshot);
      expect(runTo(world, endUs)).toBe(straight);
    }
  });
});

describe("inputs", () => {
  const act = (world: World, action: Action): void => {
    const reply = world.apply(action);
    expect(reply.ok ? "" : reply.error).toBe("");
  };

  test("a journal replays interventions, whenever they were given, to the same hash", () => {
    const played = openRun("learning-cluster", 21);
    const { world } = played;
    played.advance(900_000, ALL);
    act(world, { kind: "partition", target: "network", group: ["n1", "n2"] });
    played.advance(1_300_000, 37);
    act(world, { kind: "crash_node", target: "n4" });
    act(world, { kind: "pause_node", target: "n5" });
    played.advance(2_000_000, ALL);
    act(world, { kind: "resume_node", target: "n5" });
    act(world, { kind: "restart_node", target: "n4" });
    act(world, { kind: "heal_all", target: "network" });
    const victim = world.nodes[2]?.processes().find((process) => process.name === "agent_03");
    act(world, { kind: "kill_process", target: String(victim?.pid), reason: "kill" });
    played.advance(3_000_000, ALL);
    const journal = parseJournal(JSON.stringify(journalOf(world)));
    if (!journal.ok) throw new Error(journal.error);
    const replayed = openRun("learning-cluster", 21, { inputs: journal.value.inputs });
    replayed.advance(journal.value.untilUs, ALL);
    expect(replayed.world.hash()).toBe(journal.value.hash);
    expect(replayed.world.events).toBe(world.events);
  });

  test("a journal written in the middle of an instant replays to that very event", () => {
    const played = openRun("learning-cluster", 9);
    played.advance(800_000, ALL);
    for (let i = 0; i < 40; i++) {
      played.stepEvent();
      const { untilUs, events, hash } = journalOf(played.world);
      const replayed = i % 8 === 0 ? openRun("learning-cluster", 9) : undefined;
      replayed?.advanceTo(untilUs, events ?? 0);
      if (replayed !== undefined) expect(replayed.world.hash()).toBe(hash);
    }
  });

  test.each([
    [{ kind: "crash_node", target: "n9" }, 'there is no node "n9"; nodes are n1 to n5'],
    [{ kind: "restart_node", target: "n1" }, "n1 is up; crash it first"],
    [{ kind: "kill_process", target: "<n1.9999>", reason: "kill" }, "is not alive"],
    [{ kind: "cut_link", target: "n1-n1" }, "is not a link"],
    [
      { kind: "partition", target: "network", group: ["n1", "n2", "n3", "n4", "n5"] },
      "needs at least one node",
    ],
    [{ kind: "resume_node", target: "n2" }, "n2 is not paused"],
  ] as const)("%o is refused with a sentence that says why", (action, words) => {
    const world = new World(optionsFor("learning-cluster", 1));
    const reply = world.apply(action);
    expect(reply.ok ? "accepted" : reply.error).toContain(words);
    expect(world.inputs).toEqual([]);
  });

  test("a crashed node loses its processes and keeps its disk; restarted, it comes back with new pids", () => {
    const { world } = openRun("learning-cluster", 4);
    world.runUntil(2_000_000, ALL);
    const node = world.nodes[1];
    const serial = node?.serial ?? 0;
    const files = node?.disk.files.size ?? 0;
    act(world, { kind: "crash_node", target: "n2" });
    world.runUntil(2_100_000, ALL);
    expect(node?.processCount).toBe(0);
    expect(node?.disk.files.size).toBe(files);
    expect(files).toBeGreaterThan(0);
    act(world, { kind: "restart_node", target: "n2" });
    world.runUntil(3_000_000, ALL);
    expect(node?.processCount).toBeGreaterThan(10);
    expect(Math.min(...(node?.processes() ?? []).map(({ pid }) => pid.serial))).toBeGreaterThan(serial);
  });

  test("messages are conserved: what was sent between nodes was lost, has arrived, or is under way", () => {
    const { world } = openRun("learning-cluster", 6);
    world.flights.recording = true;
    world.runUntil(1_000_000, ALL);
    act(world, { kind: "loss", target: "n1-n2", percent: 30 });
    act(world, { kind: "cut_link", target: "n3-n4" });
    world.runUntil(2_000_000, ALL);
    let sent = 0;
    let lost = 0;
    for (const from of world.nodes) {
      for (const to of world.nodes) {
        const link = world.network.link(from.index, to.index);
        sent += link.sent;
        lost += link.lost;
        if (from.index !== to.index) expect(link.lost).toBeLessThanOrEqual(link.sent);
      }
    }
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(sent);
  });
});

describe("journals from outside", () => {
  const good = journalOf(new World(optionsFor("supervision-basics", 1)));

  test.each([
    ["not json", "the file is not JSON"],
    [JSON.stringify([]), "version undefined cannot be read"],
    [JSON.stringify({ ...good, journal: 99 }), "this program reads 1"],
    [JSON.stringify({ ...good, seed: -1 }), "a seed is a whole number from 0 to 4294967295"],
    [JSON.stringify({ ...good, inputs: "none" }), "journal.inputs must be a list"],
    [JSON.stringify({ ...good, inputs: [{ atUs: 1.5, action: {} }] }), "journal.inputs[0].atUs"],
    [
      JSON.stringify({ ...good, inputs: [{ atUs: 5, action: { kind: "explode", target: "n1" } }] }),
      'unknown action "explode"',
    ],
    [JSON.stringify({ ...good, untilUs: "later" }), "journal.untilUs must be a time"],
  ])("%s is refused with the part that is wrong", (text, words) => {
    const parsed = parseJournal(text);
    expect(parsed.ok ? "accepted" : parsed.error).toContain(words);
  });

  test("text that is not a journal is refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJournal(text).ok).toBe(false);
      }),
    );
  });
});
