// The space-time view over real runs: messages arrive after they are sent, clocks agree with the why-chains, and
// looking at the run does not change it.
import { describe, expect, test } from "vitest";
import { parseEventId, type Run, whyChain } from "../../sim/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import { spacetimeFixture } from "../../testkit/spacetime-fixture.ts";
import {
  SPACETIME_CHUNK,
  SPACETIME_FACT,
  SPACETIME_FACTS,
  SPACETIME_MARK,
  type SpacetimeAssigns,
} from "../spacetime-assigns.ts";
import { createSpacetimeView } from "./spacetime-view.ts";

const DRIVING = { playing: true, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };
const START_US = 1_000_000;

function advanced(id: string, untilUs: number, seed = 42): Run {
  const run = openRun(id, seed);
  run.world.flights.recording = true;
  run.advance(untilUs, Number.POSITIVE_INFINITY);
  return run;
}

function look(run: Run, params = {}): SpacetimeAssigns {
  return createSpacetimeView().render(run, DRIVING, params);
}

type Fact = keyof typeof SPACETIME_FACT;

function reader({ chunks }: SpacetimeAssigns) {
  const chunk = (at: number) => chunks[Math.floor(at / SPACETIME_CHUNK)];
  return {
    timeOf: (at: number) => chunk(at)?.timeUs[at % SPACETIME_CHUNK] ?? Number.NaN,
    fact: (at: number, name: Fact) =>
      chunk(at)?.facts[(at % SPACETIME_CHUNK) * SPACETIME_FACTS + SPACETIME_FACT[name]] ?? Number.NaN,
  };
}

function ordinals({ from, to }: SpacetimeAssigns): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

const idAt = (assigns: SpacetimeAssigns, at: number) => {
  const { fact } = reader(assigns);
  return `n${fact(at, "node") + 1}#${fact(at, "seq")}`;
};

/** Just after the network was split, so that messages get lost. */
const split = advanced("partition-3-2", 6_400_000);

describe.each(["nodes", "processes"] as const)("a cluster on lines of %s", (mode) => {
  const run = split;
  const assigns = look(run, { mode, limit: 4_000 });
  const { timeOf, fact } = reader(assigns);

  test("has the newest events in the order of time, each node's own in its order", () => {
    expect(assigns.to - assigns.from).toBe(4_000);
    const seqs = new Map<number, number>();
    for (const at of ordinals(assigns)) {
      if (at > assigns.from) expect(timeOf(at)).toBeGreaterThanOrEqual(timeOf(at - 1));
      const node = fact(at, "node");
      expect(fact(at, "seq")).toBe((seqs.get(node) ?? fact(at, "seq") - 1) + 1);
      seqs.set(node, fact(at, "seq"));
    }
    for (const [node, seq] of seqs) expect(seq).toBe(run.world.nodes[node]?.trace.seq);
  });

  test("has no message that is received before it is sent", () => {
    let messages = 0;
    for (const at of ordinals(assigns)) {
      const cause = fact(at, "cause");
      if (cause < 0 || fact(cause, "line") === fact(at, "line")) continue;
      expect(cause).toBeLessThan(at);
      if (fact(cause, "node") === fact(at, "node")) expect(timeOf(cause)).toBeLessThanOrEqual(timeOf(at));
      else expect(timeOf(cause)).toBeLessThan(timeOf(at));
      messages++;
    }
    expect(messages).toBeGreaterThan(100);
  });

  test("has clocks that hold everything on the why-chain", () => {
    const ordinalOf = new Map(ordinals(assigns).map((at) => [idAt(assigns, at), at]));
    const view = createSpacetimeView();
    let links = 0;
    for (const [id, at] of ordinalOf) {
      const event = parseEventId(id);
      if (at % 97 !== 0 || event === undefined) continue;
      const { focus } = view.render(run, DRIVING, { mode, limit: 4_000, select: id }).answers;
      for (const { node, seq } of whyChain(run.world.nodes, event).records) {
        const cause = ordinalOf.get(`n${node + 1}#${seq}`);
        if (cause === undefined) continue;
        expect(focus?.clock[fact(cause, "line")]).toBeGreaterThanOrEqual(seq);
        links++;
      }
    }
    expect(links).toBeGreaterThan(100);
  });

  test("draws a lost message as lost, and no lost message arrives", () => {
    const lost = ordinals(assigns).filter((at) => fact(at, "lost") === 1);
    expect(lost.length).toBeGreaterThan(0);
    const received = new Set<number>();
    for (const at of ordinals(assigns)) {
      const cause = fact(at, "cause");
      if (cause >= 0 && fact(cause, "node") !== fact(at, "node")) received.add(cause);
    }
    expect(received.size).toBeGreaterThan(0);
    for (const at of lost) {
      expect(fact(at, "mark")).toBe(SPACETIME_MARK.send);
      expect(fact(at, "toLine")).toBeGreaterThanOrEqual(0);
      expect(received.has(at)).toBe(false);
    }
  });
});

describe("lines of processes", () => {
  const run = advanced("learning-cluster", 3_000_000);
  test("are as many as there is room for, each node's own line first", () => {
    const { lines } = look(run, { mode: "processes", room: 14 });
    expect(lines).toHaveLength(14);
    expect(lines.filter(({ isNode }) => isNode).map(({ id }) => id)).toEqual(["n1", "n2", "n3", "n4", "n5"]);
    const nodes = lines.map(({ node }) => node);
    expect(nodes).toEqual([...nodes].sort());
    for (const { id, isNode, node } of lines) expect(id.startsWith(isNode ? node : `<${node}.`)).toBe(true);
  });
  test("hold the process that is asked for", () => {
    const { lines } = look(run, { mode: "processes", room: 8, with: "<n2.3>" });
    const init = look(run, { mode: "processes", room: 8 }).lines;
    expect(init.some(({ id }) => id === "<n2.3>")).toBe(false);
    const took = run.world.nodes[1]?.trace;
    const acts = Array.from({ length: took?.seq ?? 0 }, (_, i) => took?.read(i + 1)?.actor).includes(3);
    expect(lines.some(({ id }) => id === "<n2.3>")).toBe(acts);
  });
});

describe("a run that goes on", () => {
  const params = { limit: 2_000 };
  test("sends only chunks that have changed, and agrees with a view that has just been opened", () => {
    const run = advanced("learning-cluster", 2_000_000);
    const view = createSpacetimeView(() => 0);
    const first = view.render(run, DRIVING, params);
    run.advance(2_050_000, Number.POSITIVE_INFINITY);
    const second = view.render(run, DRIVING, params);
    expect(second.to).toBeGreaterThan(first.to);
    const kept = Object.keys(second.chunks).filter((key) => second.chunks[key] === first.chunks[key]);
    expect(kept.length).toBeGreaterThan(0);
    const fresh = look(run, params);
    const ids = (assigns: SpacetimeAssigns) => ordinals(assigns).map((at) => idAt(assigns, at));
    expect(ids(second)).toEqual(ids(fresh));
    expect([...second.folded]).toEqual([...fresh.folded]);
    expect([...second.layers]).toEqual([...fresh.layers]);
    expect(view.render(run, DRIVING, params)).toBe(second);
  });

  test("is not followed while it is held, until its events are no longer those of the run", () => {
    const run = advanced("supervision-basics", 1_000_000);
    const view = createSpacetimeView(() => 0);
    const held = { ...params, hold: true };
    const before = view.render(run, DRIVING, held);
    run.advance(1_500_000, Number.POSITIVE_INFINITY);
    const after = view.render(run, DRIVING, held);
    expect([after.from, after.to]).toEqual([before.from, before.to]);
    expect(after.newer).toBe((run.world.nodes[0]?.trace.seq ?? 0) - before.to);
    const other = advanced("supervision-basics", 700_000, 7);
    const anew = view.render(other, DRIVING, held);
    expect(idAt(anew, anew.to - 1)).toBe(`n1#${other.world.nodes[0]?.trace.seq}`);
    expect(anew.from).toBeGreaterThanOrEqual(before.to);
  });

  test("has the same hash with and without the view", () => {
    const hashOf = (isWatched: boolean) => {
      const run = openRun("partition-3-2", 3);
      run.world.flights.recording = isWatched;
      const view = createSpacetimeView();
      for (let us = 100_000; us <= 3_000_000; us += 100_000) {
        run.advance(us, Number.POSITIVE_INFINITY);
        if (isWatched) view.render(run, DRIVING, { mode: "processes", table: true, select: "n1#40" });
      }
      return run.world.hash();
    };
    expect(hashOf(true)).toBe(hashOf(false));
  });
});

describe("two events", () => {
  const look2 = (select: string, other: string) =>
    spacetimeFixture(START_US + 20_000, { mode: "nodes", select, other }).answers;

  test("one before the other: by which messages", () => {
    const { other } = look2("n1#3", "n1#7");
    expect(other).toMatchObject({ relation: "before", messages: 0 });
    const across = look2("n1#2", "n2#4").other;
    expect(across).toMatchObject({ relation: "before", messages: 1 });
    expect(across?.path.map(({ id }) => id)).toEqual(["n1#2", "n1#5", "n2#3", "n2#4"]);
  });
  test("one after the other: the path still leads from the earlier to the later", () => {
    const { other } = look2("n1#7", "n2#1");
    expect(other).toMatchObject({ relation: "after", messages: 1 });
    expect(other?.path.map(({ id }) => id)).toEqual(["n2#1", "n2#4", "n1#7"]);
  });
  test("neither", () => {
    expect(look2("n2#3", "n3#5").other).toMatchObject({ relation: "concurrent", path: [], messages: 0 });
  });
  test("a selected event has its cones counted, and everything is in one of them", () => {
    const { focus } = look2("n2#3", "");
    expect(focus).toMatchObject({ before: 7, after: 3, concurrent: 8, clock: [5, 3, 0] });
  });
  test("an event that is not kept is named as missing", () => {
    expect(look2("n1#99", "")).toMatchObject({ focus: null, other: null, missing: "n1#99" });
    expect(look2("n1", "")).toMatchObject({ focus: null, missing: null });
  });
  test("the list says what each event is to the selected one", () => {
    const params = { mode: "nodes", select: "n2#3", table: true, tableFrom: 0, tableCount: 4 };
    const { table } = spacetimeFixture(START_US + 20_000, params).answers;
    expect(table?.rows.map(({ id, relation }) => `${id} ${relation}`)).toEqual([
      "n1#1 before",
      "n2#1 before",
      "n3#1 concurrent",
      "n1#2 before",
    ]);
    expect(table?.rows[3]).toMatchObject({ line: "n1", kind: "spawn", clock: "n1 2" });
  });
});
