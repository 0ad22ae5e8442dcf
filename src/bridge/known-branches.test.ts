// Branches survive the worker: what the page knows of them is enough for another host to have them again.
import { describe, expect, test } from "vitest";
import { openHost } from "../testkit/host-fixture.ts";
import { timelineFixture } from "../testkit/timeline-fixture.ts";
import type { TimelineAssigns } from "./assigns.ts";
import { applyPatch } from "./diff.ts";
import { knownBranches } from "./known-branches.ts";
import type { OpenRequest, Transport } from "./protocol.ts";
import { RunHost } from "./run-host.ts";

const S = 1_000_000;
const OPEN: OpenRequest = {
  scenario: "learning-cluster",
  seed: 7,
  inputs: [],
  seekUs: 3 * S,
  playing: false,
};

async function opened(request: OpenRequest) {
  const page = openHost((options) => new RunHost(options));
  expect(await page.host.open(request)).toEqual({ ok: true, value: null });
  await page.host.mount({ view: "run", params: {} });
  await page.host.mount({ view: "timeline", params: {} });
  const settle = () => page.pass(2_000);
  const give = async (transport: Transport) => {
    const reply = await page.host.transport(transport);
    settle();
    return reply;
  };
  const timeline = () =>
    page.messages
      .flatMap((message) => (message.kind === "frame" ? message.patches : []))
      .filter(({ view }) => view === "timeline")
      .reduce<unknown>((held, { patch }) => applyPatch(held, patch), undefined) as TimelineAssigns;
  return { ...page, settle, give, timeline };
}

test("a host that opens what the page knows has the same branches at the same moment, with the same hashes", async () => {
  const first = await opened(OPEN);
  first.settle();
  await first.give({ kind: "seek", us: 2 * S });
  await first.host.act({ kind: "crash_node", target: "n4" });
  await first.give({ kind: "seek", us: 2_500_000 });
  await first.give({ kind: "fork", name: "what if" });
  await first.give({ kind: "step_time", us: 300_000 });
  await first.give({ kind: "branch", id: "b2" });
  await first.give({ kind: "seek", us: 2_400_000 });
  const known = first.timeline();
  const branches = knownBranches(known, known.inputs);
  expect(branches).toMatchObject({ open: "b2", plans: [{ id: "main" }, { id: "b2" }, { id: "b3" }] });
  if (branches === undefined) throw new Error("three branches");

  const again = await opened({ ...OPEN, inputs: known.inputs, seekUs: known.nowUs, branches });
  expect(await again.host.transport({ kind: "pause" })).toMatchObject({ ok: false });
  again.settle();
  const { recording: _now, ...facts } = again.timeline();
  expect({ ...facts, density: 0 }).toEqual({ ...known, recording: undefined, density: 0 });
  expect(again.run()).toMatchObject({ hash: first.run().hash, nowUs: 2_400_000, playing: false });
  expect(await again.give({ kind: "branch", id: "main" })).toMatchObject({ ok: true });
  expect(again.timeline().branch).toBe("main");
});

describe("what is known", () => {
  const recipe = { forkSteps: 9, inputs: [], left: { nowUs: 0, steps: 0 } };
  const timeline = { ...timelineFixture(4 * S), recipes: { main: recipe, b2: recipe } };

  test("is nothing beside inputs and moment where there is one branch, shown at its end", () => {
    const alone = { ...timeline, branchOrder: ["main"], branch: "main", nowUs: 12 * S };
    expect(knownBranches(alone, [])).toBeUndefined();
    expect(knownBranches({ ...alone, nowUs: S }, [])?.plans).toHaveLength(1);
    expect(knownBranches(undefined, [])).toBeUndefined();
  });

  test("holds an input accepted after the last frame", () => {
    const late = { atUs: 8 * S + 1, action: { kind: "crash_node", target: "n1" } } as const;
    const plans = knownBranches(timeline, [...timeline.inputs, late])?.plans;
    expect(plans?.map(({ inputs }) => inputs)).toEqual([[], [late]]);
  });

  test("ends at a moment where one is given, and what left the open branch later is left out", () => {
    expect(knownBranches(timeline, [], S)?.plans.map(({ frontierUs }) => frontierUs)).toEqual([12 * S, S]);
    // Without its branch, the inputs and the moment of main say all.
    expect(knownBranches({ ...timeline, branch: "main" }, [], S)).toBeUndefined();
  });
});
