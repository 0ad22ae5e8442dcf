// What the consensus lens is told: lanes, sides and reasons, terms, ballots and entries, of real runs.
import { describe, expect, test } from "vitest";
import type { Run } from "../../sim/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { ConsensusAssigns } from "../consensus-assigns.ts";
import { diff } from "../diff.ts";
import { createConsensusView } from "./consensus-view.ts";

const DRIVING = { playing: true, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };
const MANY = 10_000_000;

const looked = (run: Run, params = {}): ConsensusAssigns =>
  createConsensusView().render(run, DRIVING, params);

function cluster(untilUs: number): Run {
  const run = openRun("learning-cluster", 42);
  run.advance(untilUs, MANY);
  return run;
}

describe("a scenario without consensus", () => {
  test("says so, once there was time to tell", () => {
    const run = openRun("supervision-basics", 42);
    expect(looked(run).hasConsensus).toBe(true);
    run.advance(1_000_000, MANY);
    expect(looked(run)).toMatchObject({ hasConsensus: false, order: [] });
  });
});

describe("five servers at rest", () => {
  const run = cluster(6_000_000);
  const assigns = looked(run, { count: 8 });

  test("have one leader, and followers of whom it knows how far they are", () => {
    const roles = assigns.order.map((id) => assigns.servers[id]?.role);
    expect(roles.filter((role) => role === "leader")).toHaveLength(1);
    expect(roles.filter((role) => role === "follower")).toHaveLength(4);
    for (const id of assigns.order) {
      const { progress, lastIndex } = assigns.servers[id] ?? { progress: null, lastIndex: 0 };
      if (id === assigns.leader) expect(progress).toBeNull();
      else expect(progress?.match).toBeLessThanOrEqual(lastIndex);
    }
  });

  test("show the newest entries, in cells of kind and term, in chunks", () => {
    const { window, servers, leader } = assigns;
    expect(window.to).toBe(window.last);
    expect(window.to - window.from).toBe(7);
    const chunks = Object.values(servers[leader ?? ""]?.cells ?? {});
    for (const chunk of chunks) expect(chunk.split(",")).toHaveLength(16);
    expect(chunks.join(",")).toMatch(/c1,c1/);
    expect(looked(run, { from: 1, count: 8 }).servers[leader ?? ""]?.cells["0"]).toMatch(/^n1,/);
  });

  test("may decide, all together, and nothing stands in the way", () => {
    expect(assigns.why).toBeNull();
    expect(assigns.sides).toMatchObject([{ hasQuorum: true, title: "All connected" }]);
    expect(assigns.configuration?.text).toContain("3 of 5 voters decide");
  });

  test("tell how the leader was elected: who asked, and every answer", () => {
    const { election, terms, leader } = assigns;
    expect(terms).toMatchObject([{ term: 1, leader, untilUs: null }]);
    expect(election?.winner).toBe(leader);
    expect(election?.rounds.map(({ kind }) => kind)).toEqual(["pre_vote", "vote"]);
    const ballots = election?.rounds.at(-1)?.ballots ?? [];
    expect(ballots).toHaveLength(5);
    expect(ballots.filter(({ answer }) => answer === "granted").length).toBeGreaterThanOrEqual(3);
  });

  test("say of an entry what it says, who has it and when it was committed", () => {
    const { entry } = looked(run, { entry: "1.1" });
    expect(entry).toMatchObject({ index: 1, term: 1, kind: "noop", isCommitted: true });
    expect(entry?.holders).toEqual(assigns.order);
    expect(entry?.committedUs).toBeGreaterThan(0);
    const { rows, window } = looked(run, { table: true, count: 8 });
    expect(rows?.map(({ index }) => index)).toEqual(Array.from({ length: 8 }, (_, i) => window.to - i));
    expect(looked(run, { entry: "1.99" }).entry).toBeNull();
    expect(looked(run, { entry: "nonsense" }).entry).toBeNull();
  });

  test("send little when a heartbeat later nothing is new but timers", () => {
    const view = createConsensusView();
    const before = view.render(run, DRIVING, {});
    run.advance(run.world.nowUs + 20_000, MANY);
    const patch = diff(before, view.render(run, DRIVING, {}));
    expect(JSON.stringify(patch ?? null).length).toBeLessThan(6_000);
  });
});

describe("a leader that is cut off", () => {
  const run = cluster(3_000_000);
  const first = looked(run).leader ?? "";
  run.world.apply({ kind: "partition", target: "network", group: [first] });
  run.advance(run.world.nowUs + 10_000, MANY);
  const cut = looked(run);
  run.advance(run.world.nowUs + 3_000_000, MANY);
  const after = looked(run);

  test("is said to lead without a quorum, and the others to be about to elect", () => {
    expect(cut.why).toMatch(new RegExp(`^${first} leads term 1 but no longer reaches a quorum`));
    const minority = cut.sides.find(({ nodes }) => nodes.includes(first));
    expect(minority).toMatchObject({ hasQuorum: false, title: "Minority side", nodes: [first] });
    expect(minority?.text).toContain("still believes that it leads term 1");
    expect(cut.cuts).toHaveLength(4);
    expect(cut.news?.text).toContain(first);
  });

  test("is followed by another, whose election had no answer from it", () => {
    expect(after.why).toBeNull();
    expect(after.leader).not.toBe(first);
    expect(after.terms.map(({ leader }) => leader)).toContain(first);
    expect(after.terms.find(({ leader }) => leader === first)?.untilUs).toBeGreaterThan(0);
    const ballot = after.election?.rounds.at(-1)?.ballots.find(({ from }) => from === first);
    expect(ballot).toMatchObject({ answer: "none", why: "the link is cut" });
    expect(after.terms.at(-1)?.startedUs).toBe(after.election?.startedUs);
  });
});

describe("a majority that is down", () => {
  const run = cluster(2_000_000);
  for (const target of ["n1", "n2", "n3"]) run.world.apply({ kind: "crash_node", target });
  run.advance(run.world.nowUs + 10_000, MANY);
  const assigns = looked(run);

  test("leaves nobody who could commit, and the reason names the servers", () => {
    expect(assigns.why).toMatch(/^Nothing can be committed: 3 of the 5 voters must agree/);
    expect(assigns.why).toContain("n1, n2 and n3 are down");
    expect(assigns.sides.every(({ hasQuorum }) => !hasQuorum)).toBe(true);
  });

  test("is still shown, as its disks have it", () => {
    const down = assigns.servers["n1"];
    expect(down).toMatchObject({ status: "down", role: "unknown", isFromDisk: true, dueUs: null });
    expect(down?.lastIndex).toBeGreaterThan(0);
    expect(Object.keys(down?.cells ?? {}).length).toBeGreaterThan(0);
  });
});
