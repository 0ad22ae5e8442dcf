// Why-chains over runs whose traces have long lost the beginning: every chain ends in an input or a start, and its
// causes are those that a trace without an end would have held.
import { describe, expect, test } from "vitest";
import { type EventId, INPUT_NODE, type TraceRecord } from "../../kernel/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { Action } from "../input.ts";
import type { Run } from "../run.ts";
import { CauseFinder } from "./cause-finder.ts";
import { Timeline } from "./timeline.ts";

const ALL = Number.POSITIVE_INFINITY;
const S = 1_000_000;

/** Every record there has ever been. */
class WholeTrace {
  readonly #records = new Map<string, TraceRecord>();
  readonly #seen: number[] = [];

  readonly seqs: number[] = [];

  read(run: Run): void {
    for (const { index, trace } of run.world.nodes) {
      for (let seq = (this.#seen[index] ?? 0) + 1; seq <= trace.seq; seq++)
        this.#records.set(`${index}#${seq}`, trace.read(seq) as TraceRecord);
      this.#seen[index] = trace.seq;
      this.seqs[index] = trace.seq;
    }
  }

  chain(event: EventId): string[] {
    const ids: string[] = [];
    let next: EventId | undefined = event;
    while (next !== undefined && next.node !== INPUT_NODE) {
      ids.push(`${next.node}#${next.seq}`);
      next = this.#records.get(`${next.node}#${next.seq}`)?.cause;
    }
    return [...ids, next === undefined ? "start" : `input ${next.seq}`];
  }
}

function play(
  timeline: Timeline,
  untilUs: number,
  actions: readonly (readonly [number, Action])[],
): WholeTrace {
  const whole = new WholeTrace();
  const goals = [...actions.map(([atUs]) => atUs), untilUs];
  for (const [i, goalUs] of goals.entries()) {
    for (let us = timeline.run.world.nowUs; us < goalUs; us += S / 2) {
      timeline.advance(Math.min(goalUs, us + S / 2), ALL);
      whole.read(timeline.run);
    }
    const action = actions[i]?.[1];
    if (action !== undefined) expect(timeline.act(action).ok).toBe(true);
  }
  return whole;
}

function found(finder: CauseFinder, event: EventId): string[] {
  let chain = finder.chain(event);
  while (chain.origin.kind === "beyond" && chain.lost === undefined) {
    finder.work(3_000);
    chain = finder.chain(event);
  }
  const ids = chain.records.map(({ node, seq }) => `${node}#${seq}`);
  const { origin } = chain;
  return [...ids, origin.kind === "input" ? `input ${origin.number}` : (chain.lost ?? origin.kind)];
}

function sample(whole: WholeTrace, perNode: number): EventId[] {
  return whole.seqs.flatMap((last, node) =>
    Array.from({ length: perNode }, (_, i) => ({
      node,
      seq: Math.max(1, last - Math.floor((i * last) / perNode)),
    })),
  );
}

const CRASH: Action = { kind: "crash_node", target: "n1" };
const RESTART: Action = { kind: "restart_node", target: "n1" };

describe("every chain ends in an input or a start", () => {
  test.each([
    [
      "learning-cluster",
      [
        [2 * S, CRASH],
        [3 * S, RESTART],
      ],
      8,
    ],
    [
      "partition-3-2",
      [
        [7 * S, CRASH],
        [9 * S, RESTART],
      ],
      10,
    ],
    ["supervision-strategies", [], 12],
  ] as [string, [number, Action][], number][])(
    "%s, after having been gone back in",
    (id, actions, untilS) => {
      const timeline = new Timeline({ run: openRun(id, 4, { checks: false }), interval: 1_500 });
      const whole = play(timeline, untilS * S, actions);
      const fresh = new Timeline({ run: openRun(id, 4, { checks: false }) });
      expect(fresh.run.world.hash()).not.toBe("");
      // A world that has just been put to a checkpoint holds the newest few records only.
      const last = timeline.branch.checkpoints.last();
      if (last === undefined) throw new Error("no checkpoint was taken");
      fresh.run.restore(last.capture);
      const forgetful = {
        run: fresh.run,
        branch: timeline.branch,
        isPast: true,
        recording: () => timeline.recording(),
      };
      const finder = new CauseFinder(forgetful as unknown as Timeline);
      const hash = fresh.run.world.hash();
      const ends = new Set<string>();
      for (const event of sample(whole, 7)) {
        const chain = found(finder, event);
        expect(chain).toEqual(whole.chain(event));
        ends.add(chain.at(-1) as string);
      }
      expect([...ends].every((end) => /^(start|input \d+)$/.test(end))).toBe(true);
      expect(finder.searched).toBeGreaterThan(0);
      expect(fresh.run.world.hash()).toBe(hash);
    },
  );
});

test("a search comes in slices, and asking again does not search again", () => {
  const timeline = new Timeline({ run: openRun("learning-cluster", 4, { checks: false }), interval: 1_500 });
  play(timeline, 6 * S, []);
  timeline.seek({ kind: "time", us: 3 * S });
  const seq = (timeline.run.world.nodes[0]?.trace.seq ?? 0) + 300;
  const finder = new CauseFinder(timeline);
  expect(finder.chain({ node: 0, seq }).records).toEqual([]);
  expect(finder.isSearching).toBe(true);
  expect(finder.work(10)).toBe(true);
  expect(finder.searched).toBe(10);
  const chain = found(finder, { node: 0, seq });
  expect(chain.at(-1)).toBe("start");
  const { searched } = finder;
  expect(found(finder, { node: 0, seq })).toEqual(chain);
  expect(finder.searched).toBe(searched);
});

test("an event that the branch does not have is said not to have happened", () => {
  const timeline = new Timeline({ run: openRun("supervision-basics", 4), interval: 500 });
  timeline.advance(S, ALL);
  const finder = new CauseFinder(timeline);
  const later = { node: 0, seq: 1_000_000 };
  expect(found(finder, later)).toEqual(["This event has not happened in this branch."]);
  timeline.seek({ kind: "time", us: 0 });
  expect(found(finder, later)).toEqual(["This event has not happened in this branch."]);
});

test("another branch has other causes", () => {
  const timeline = new Timeline({ run: openRun("partition-3-2", 4, { checks: false }), interval: 1_500 });
  const whole = play(timeline, 4 * S, []);
  const event = { node: 1, seq: whole.seqs[1] ?? 0 };
  const finder = new CauseFinder(timeline);
  found(finder, event);
  const target = { kind: "time", us: 2 * S } as const;
  timeline.seek(target);
  while (!timeline.goTowards(target, 500));
  expect(timeline.act({ kind: "crash_node", target: "n2" }).ok).toBe(true);
  timeline.advance(4 * S, ALL);
  expect(found(finder, event)).toEqual(["This event has not happened in this branch."]);
  const last = { node: 1, seq: timeline.run.world.nodes[1]?.trace.seq ?? 0 };
  expect(found(finder, last).at(-1)).toBe("input 5");
});
