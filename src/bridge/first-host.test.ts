// What a first visit sees before the whole host is there, and that nothing of it is lost or different afterwards.
import { expect, test } from "vitest";
import { openHost } from "../testkit/host-fixture.ts";
import { FirstHost } from "./first-host.ts";
import type { OpenRequest } from "./protocol.ts";
import { RunHost } from "./run-host.ts";

const VISIT: OpenRequest = {
  scenario: "learning-cluster",
  seed: 42,
  inputs: [],
  seekUs: 0,
  playing: true,
  speed: 1,
};

const open = async (request: OpenRequest) => {
  const page = openHost((options) => new FirstHost(options));
  await page.host.open(request);
  await page.host.mount({ view: "run", params: {} });
  return page;
};

/** The same run in a host that was whole from the beginning, at this moment. */
async function straightTo(nowUs: number) {
  const page = openHost((options) => new RunHost(options));
  await page.host.open({ ...VISIT, seekUs: nowUs, playing: false });
  await page.host.mount({ view: "run", params: {} });
  page.pass(2_000);
  return page.run();
}

test("the picture plays before anything else is there, and its checkers have watched it from its first event", async () => {
  const page = await open(VISIT);
  page.pass(900);
  expect(page.run()).toMatchObject({ invariants: {}, narration: [], playing: true });
  const seenUs = page.run().nowUs;
  expect(seenUs).toBeGreaterThan(800_000);
  expect(await page.host.transport({ kind: "pause" })).toMatchObject({ ok: true });
  page.pass(16);
  const { nowUs, hash, invariants, narration } = page.run();
  expect(nowUs).toBe(seenUs);
  expect(Object.values(invariants).some(({ checked }) => checked > 0)).toBe(true);
  expect(narration.length).toBeGreaterThan(0);
  expect(await straightTo(nowUs)).toMatchObject({ hash, invariants, narration });
});

test("one can go back to before the whole host was there", async () => {
  const page = await open(VISIT);
  page.pass(300);
  await page.host.transport({ kind: "seek", us: 100_000 });
  page.pass(200);
  expect(page.run()).toMatchObject({ nowUs: 100_000, hash: (await straightTo(100_000)).hash });
});

test("a picture that has come to its end rests there, also when the whole host takes over", async () => {
  const page = await open({ ...VISIT, speed: Number.POSITIVE_INFINITY, untilUs: 500_000 });
  page.pass(2_000);
  expect(page.run()).toMatchObject({ nowUs: 500_000, playing: false });
  await page.host.transport({ kind: "speed", speed: 1 });
  page.pass(2_000);
  expect(page.run()).toMatchObject({ nowUs: 500_000, playing: false, hashAtUs: 500_000 });
});

test("an action finds the whole host, and the run goes on playing", async () => {
  const page = await open(VISIT);
  page.pass(200);
  const { nowUs } = page.run();
  expect(await page.host.act({ kind: "crash_node", target: "n2" })).toMatchObject({
    ok: true,
    value: { atUs: nowUs + 1 },
  });
  page.pass(200);
  expect(page.run().inputs).toHaveLength(1);
  expect(page.run().nowUs).toBeGreaterThan(nowUs + 100_000);
});

test.each([
  ["another scenario", { scenario: "supervision-basics" }],
  ["a moment", { seekUs: 500_000, playing: false }],
  ["a planted defect", { defects: ["raft_small_quorum"] }],
])("%s needs the whole host at once", async (_, wanted) => {
  const page = await open({ ...VISIT, ...wanted });
  page.pass(1_000);
  expect(Object.keys(page.run().invariants).length).toBeGreaterThan(0);
});

test("what must be refused is refused in words", async () => {
  const { host } = openHost((options) => new FirstHost(options));
  expect(await host.open({ ...VISIT, seed: -3 })).toMatchObject({ ok: false });
  expect(await host.open({ ...VISIT, parameters: { salt: 1 } })).toMatchObject({ ok: false });
});

test("views that need more than a picture wait for the whole host, and no change is lost at the handover", async () => {
  const page = await open(VISIT);
  await page.host.mount({ view: "timeline", params: {} });
  await page.host.mount({ view: "variables", params: {} });
  for (let ms = 0; ms < 1_000; ms += 16) {
    page.pass(16);
    await Promise.resolve();
  }
  await page.host.transport({ kind: "pause" });
  page.pass(16);
  const straight = await straightTo(page.run().nowUs);
  expect(page.run()).toEqual({ ...straight, speed: page.run().speed });
  expect(straight.leader).not.toBeNull();
});
