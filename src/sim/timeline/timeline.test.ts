// Time travel: whatever moves are made, a moment of a branch is the same moment.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { Action } from "../input.ts";
import { journalOf } from "../journal.ts";
import { isBefore, momentOf } from "./checkpoint.ts";
import type { Target } from "./target.ts";
import { Timeline } from "./timeline.ts";

const ALL = Number.POSITIVE_INFINITY;
const S = 1_000_000;

function open(scenario = "supervision-basics", seed = 5, interval = 300, budgetBytes?: number): Timeline {
  const run = openRun(scenario, seed);
  run.world.flights.recording = true;
  return new Timeline({ run, interval, ...(budgetBytes === undefined ? {} : { budgetBytes }) });
}

function go(timeline: Timeline, target: Target): void {
  timeline.seek(target);
  arriveAt(timeline, target);
}

function arriveAt(timeline: Timeline, target: Target): void {
  while (!timeline.goTowards(target, 500))
    if (timeline.run.stopped) throw new Error("an invariant was broken");
}

const toTime = (us: number): Target => ({ kind: "time", us });

/** All that a person could see of a moment. */
function sight({ run, branch }: Timeline) {
  const { world, domain, samples, notes, checks, scoreboard } = run;
  return {
    hash: world.hash(),
    nowUs: world.nowUs,
    steps: world.steps,
    events: world.events,
    domain: [domain.count, domain.since(0)],
    samples,
    notes,
    checks: checks.states(),
    accuracy: scoreboard.accuracy(),
    shownHash: [run.hash, run.hashAtUs],
    inputs: branch.given,
    newest: world.nodes.map((node) => node.trace.read(node.trace.seq)),
  };
}

describe("seeking", () => {
  test.each(["learning-cluster", "partition-3-2", "supervision-strategies"])(
    "a moment of %s is the same from before and from behind",
    (scenario) => {
      const straight = open(scenario);
      const travelled = open(scenario);
      travelled.advance(4 * S, ALL);
      for (const us of [3 * S, 1_234_567, 1, 3_999_999, 2 * S, 4 * S]) {
        go(travelled, toTime(us));
        const fresh = us < straight.run.world.nowUs ? open(scenario) : straight;
        fresh.advance(us, ALL);
        expect(sight(travelled)).toEqual(sight(fresh));
      }
    },
  );

  test("to an event leads to just after it, and its record is there with those before it", () => {
    const timeline = open();
    timeline.advance(8 * S, ALL);
    const [node] = timeline.run.world.nodes;
    const seq = Math.floor((node?.trace.seq ?? 0) / 2);
    const record = node?.trace.read(seq);
    go(timeline, { kind: "event", node: 0, seq });
    expect(node?.trace.seq).toBe(seq);
    expect(node?.trace.read(seq)).toEqual(record);
    go(timeline, toTime(8 * S));
    go(timeline, { kind: "event", node: 0, seq });
    for (let back = 0; back < 40; back++) expect(node?.trace.read(seq - back)?.seq).toBe(seq - back);
  });

  test("beyond the frontier runs on", () => {
    const timeline = open();
    timeline.advance(S, ALL);
    go(timeline, toTime(3 * S));
    expect(timeline.branch.frontier.nowUs).toBe(3 * S);
    expect(timeline.isPast).toBe(false);
  });
});

describe("one event back", () => {
  test("and on again is the same moment, for every event of a stretch", () => {
    const timeline = open();
    timeline.advance(2_300_000, ALL);
    timeline.stepEvent();
    const seen: ReturnType<typeof sight>[] = [];
    for (let i = 0; i < 150; i++) {
      seen.push(sight(timeline));
      const before = momentOf(timeline.run);
      expect(timeline.stepBack()).toBe(true);
      expect(isBefore(momentOf(timeline.run), before)).toBe(true);
    }
    while (seen.length > 0) {
      timeline.stepEvent();
      expect(sight(timeline)).toEqual(seen.pop());
    }
  });

  test("stops where the run begins", () => {
    const timeline = open();
    for (let i = 0; i < 3; i++) timeline.stepEvent();
    for (let i = 0; i < 3; i++) expect(timeline.stepBack()).toBe(true);
    expect(timeline.stepBack()).toBe(false);
    expect(timeline.run.world.steps).toBe(0);
  });
});

const KILL: Action = { kind: "crash_node", target: "n3" };

describe("branches", () => {
  test("acting at the frontier goes on in the same branch, acting in the past opens one and keeps the old future", () => {
    const timeline = open("learning-cluster");
    timeline.advance(S, ALL);
    timeline.act({ kind: "pause_node", target: "n2" });
    timeline.advance(3 * S, ALL);
    expect(timeline.branches).toHaveLength(1);
    const future = sight(timeline);
    go(timeline, toTime(2 * S));
    timeline.act(KILL);
    timeline.advance(3 * S, ALL);
    expect(timeline.branches.map(({ name }) => name)).toEqual(["main", "crash node n3 at 2 s"]);
    const other = sight(timeline);
    expect(other.hash).not.toBe(future.hash);
    const [main, second] = timeline.branches;
    if (main === undefined || second === undefined) throw new Error("two branches");
    const toMain = timeline.open(main, 3 * S);
    arriveAt(timeline, toMain);
    expect(sight(timeline)).toEqual(future);
    const toSecond = timeline.open(second);
    arriveAt(timeline, toSecond);
    expect(sight(timeline)).toEqual(other);
  });

  test("a branch is the run that its journal gives from the start", () => {
    const timeline = open("learning-cluster");
    timeline.advance(3 * S, ALL);
    go(timeline, toTime(1_500_000));
    timeline.act(KILL);
    timeline.advance(2 * S, ALL);
    timeline.act({ kind: "restart_node", target: "n3" });
    timeline.advance(3 * S, ALL);
    go(timeline, toTime(1_700_000));
    timeline.act({ kind: "partition", target: "network", group: ["n1", "n2"] });
    timeline.advance(4 * S, ALL);
    const { inputs, hash, untilUs } = journalOf(timeline.run.world);
    const again = openRun("learning-cluster", 5, { inputs });
    again.advance(untilUs, ALL);
    expect(again.world.hash()).toBe(hash);
  });

  test("an input given before others that are to come takes its place among them", () => {
    const inputs = [
      { atUs: 2 * S, action: KILL },
      { atUs: 2_500_000, action: { kind: "restart_node", target: "n3" } as const },
    ];
    const timeline = new Timeline({ run: openRun("learning-cluster", 5, { inputs }) });
    timeline.advance(S, ALL);
    timeline.act({ kind: "pause_node", target: "n1" });
    timeline.advance(4 * S, ALL);
    const journal = journalOf(timeline.run.world);
    expect(journal.inputs.map(({ atUs }) => atUs)).toEqual([S + 1, 2 * S, 2_500_000]);
    const again = openRun("learning-cluster", 5, { inputs: journal.inputs });
    again.advance(4 * S, ALL);
    expect(again.world.hash()).toBe(timeline.run.world.hash());
  });

  test("the trace never shows events of another branch", () => {
    const timeline = open("learning-cluster", 5, 200);
    timeline.advance(3 * S, ALL);
    go(timeline, toTime(S));
    timeline.act(KILL);
    timeline.advance(3 * S, ALL);
    const [main, second] = timeline.branches;
    for (const [branch, us] of [
      [main, 2_200_000],
      [second, 2_400_000],
      [main, 1_300_000],
      [second, 1_100_000],
      [main, 3 * S],
    ] as const) {
      if (branch === undefined) throw new Error("two branches");
      const target = timeline.open(branch, us);
      arriveAt(timeline, target);
      const alone = openRun("learning-cluster", 5, { inputs: branch.given });
      alone.advance(us, ALL);
      for (const [i, node] of timeline.run.world.nodes.entries()) {
        const truth = alone.world.nodes[i];
        for (let seq = node.trace.oldest(); seq <= node.trace.seq; seq++) {
          const record = node.trace.read(seq);
          if (record !== undefined) expect(record).toEqual(truth?.trace.read(seq));
        }
      }
    }
  });
});

describe("undo", () => {
  test("takes the last intervention back to just before it, and redo brings it back", () => {
    const timeline = open("learning-cluster");
    timeline.advance(S, ALL);
    timeline.act(KILL);
    timeline.advance(2 * S, ALL);
    const done = sight(timeline);
    arrive(timeline, timeline.undo());
    expect(timeline.run.world.nowUs).toBe(S);
    expect(timeline.branch.name).toBe("without crash node n3");
    expect(timeline.undoable()).toBeUndefined();
    arrive(timeline, timeline.redo());
    expect(sight(timeline)).toEqual(done);
  });

  test("of an intervention that opened a branch returns to the branch it left", () => {
    const timeline = open("learning-cluster");
    timeline.advance(3 * S, ALL);
    go(timeline, toTime(S));
    timeline.act(KILL);
    timeline.advance(2 * S, ALL);
    arrive(timeline, timeline.undo());
    expect(timeline.branch.name).toBe("main");
    expect(timeline.run.world.nowUs).toBe(S);
    expect(timeline.branches).toHaveLength(2);
  });

  function arrive(timeline: Timeline, move: ReturnType<Timeline["undo"]>): void {
    if (move === undefined) throw new Error("nothing to undo or redo");
    arriveAt(timeline, move.target);
    move.onArrival?.();
  }
});

describe("checkpoints", () => {
  test("stay within the budget, and what was given up is counted", () => {
    const timeline = open("learning-cluster", 5, 100, 1_500_000);
    timeline.advance(6 * S, ALL);
    const { bytes, thinned, checkpoints } = timeline.recording();
    expect(bytes).toBeLessThanOrEqual(1_500_000);
    expect(thinned).toBeGreaterThan(0);
    expect(checkpoints).toBeGreaterThan(1);
    go(timeline, toTime(S));
    const fresh = open("learning-cluster");
    fresh.advance(S, ALL);
    expect(sight(timeline)).toEqual(sight(fresh));
  });
});

describe("the density of events", () => {
  test("adds up to the events of the branch, after any forks and seeks", () => {
    const timeline = open();
    timeline.advance(4 * S, ALL);
    go(timeline, toTime(1_250_000));
    timeline.fork("again");
    timeline.advance(2 * S, ALL);
    go(timeline, toTime(S));
    timeline.advance(3 * S, ALL);
    const { density, frontier } = timeline.branch;
    expect(density.counts.reduce((sum, count) => sum + count, 0)).toBe(frontier.events);
  });
});

describe("random moves", () => {
  type MoveMade =
    | { readonly kind: "seek"; readonly us: number }
    | { readonly kind: "back" | "on"; readonly count: number };
  const moveMade: fc.Arbitrary<MoveMade> = fc.oneof(
    fc.record({ kind: fc.constant("seek" as const), us: fc.integer({ min: 0, max: 6 * S }) }),
    fc.record({
      kind: fc.constantFrom("back" as const, "on" as const),
      count: fc.integer({ min: 1, max: 12 }),
    }),
  );

  test("end in the moment one would have come to straight", () => {
    const straight = open();
    straight.advance(6 * S, ALL);
    const end = sight(straight);
    fc.assert(
      fc.property(fc.array(moveMade, { maxLength: 30 }), (moves) => {
        const timeline = open();
        timeline.advance(3 * S, ALL);
        for (const move of moves) {
          if (move.kind === "seek") go(timeline, toTime(move.us));
          else
            for (let i = 0; i < move.count; i++)
              move.kind === "back" ? timeline.stepBack() : timeline.stepEvent();
        }
        go(timeline, toTime(6 * S));
        expect(sight(timeline)).toEqual(end);
      }),
      { numRuns: 25 },
    );
  });
});
