import { describe, expect, test } from "vitest";
import { openHost } from "../testkit/host-fixture.ts";
import { type OpenRequest, PROTOCOL_VERSION } from "./protocol.ts";
import { RunHost } from "./run-host.ts";

const BASICS: OpenRequest = {
  scenario: "supervision-basics",
  seed: 4,
  inputs: [],
  seekUs: 0,
  playing: true,
  speed: 1,
};

async function opened(request: OpenRequest = BASICS) {
  const page = openHost((options) => new RunHost(options));
  const reply = await page.host.open(request);
  expect(reply).toEqual({ ok: true, value: null });
  await page.host.mount({ view: "run", params: {} });
  page.pass(16);
  return page;
}

describe("run host", () => {
  test("agrees on the version, and refuses another in words", async () => {
    const { host } = openHost((options) => new RunHost(options));
    const hello = await host.hello(PROTOCOL_VERSION);
    expect(hello.ok && hello.value.scenarios.map(({ id }) => id)).toContain("learning-cluster");
    const other = await host.hello(99);
    expect(other.ok ? "" : other.error).toContain("speaks version");
  });

  test("plays at the chosen speed: half a wall second at speed 1 is half a virtual second", async () => {
    const page = await opened();
    page.pass(500);
    expect(page.run().nowUs).toBeGreaterThan(450_000);
    expect(page.run().nowUs).toBeLessThan(550_000);
  });

  test("sends at most one frame that the page has not acknowledged", async () => {
    const page = await opened();
    page.pass(300, false);
    const frames = page.messages.filter(({ kind }) => kind === "frame");
    const last = frames.at(-1);
    expect(frames.length).toBeLessThan(4);
    if (last?.kind === "frame") page.acknowledge(last.frameId);
    page.pass(16, false);
    expect(page.messages.filter(({ kind }) => kind === "frame").length).toBe(frames.length + 1);
  });

  test("pauses by itself at `until`, with the hash of that moment", async () => {
    const page = await opened({ ...BASICS, speed: Number.POSITIVE_INFINITY, untilUs: 2_000_000 });
    page.pass(3_000);
    expect(page.run()).toMatchObject({ playing: false, nowUs: 2_000_000, hashAtUs: 2_000_000 });
  });

  test("opens at a moment by replaying: inputs included, the same hash as playing there", async () => {
    const played = await opened({ ...BASICS, speed: Number.POSITIVE_INFINITY, untilUs: 1_000_000 });
    played.pass(1_000);
    const acted = await played.host.act({ kind: "pause_node", target: "n1" });
    if (!acted.ok) throw new Error(acted.error);
    await played.host.transport({ kind: "step_time", us: 500_000 });
    played.pass(16);
    const { nowUs, hash } = played.run();
    const replayed = await opened({ ...BASICS, inputs: [acted.value], seekUs: nowUs, playing: false });
    replayed.pass(2_000);
    expect(replayed.run()).toMatchObject({ nowUs, hash, playing: false });
  });

  test("an action while paused takes effect at once", async () => {
    const page = await opened({ ...BASICS, playing: false });
    await page.host.transport({ kind: "step_time", us: 300_000 });
    const reply = await page.host.act({ kind: "crash_node", target: "n1" });
    expect(reply.ok).toBe(true);
    page.pass(16);
    expect(page.run().inputs).toHaveLength(1);
    expect(page.run().nowUs).toBe(300_001);
  });

  test.each([
    [{ ...BASICS, scenario: "nowhere" }, "there is no scenario"],
    [{ ...BASICS, seed: -3 }, "a seed is a whole number"],
    [{ ...BASICS, inputs: [{ atUs: -1, action: {} }] as never }, "atUs must be a time"],
    [{ ...BASICS, parameters: { poisonPerMille: 5_000 } }, "must be at most 1000"],
    [{ ...BASICS, parameters: { salt: 1 } }, 'has no parameter "salt"'],
  ])("bad requests are refused in words (%#)", async (request, words) => {
    const reply = await openHost((options) => new RunHost(options)).host.open(request);
    expect(reply.ok ? "" : reply.error).toContain(words);
  });

  test("commands that make no sense are refused in words, and the run goes on", async () => {
    const page = await opened();
    for (const command of [{ kind: "speed", speed: 0 } as const, { kind: "run_until", us: 0 } as const]) {
      const reply = await page.host.transport(command);
      expect(reply.ok).toBe(false);
    }
    const action = await page.host.act({ kind: "explode", target: "n1" } as never);
    expect(action.ok ? "" : action.error).toContain('unknown action "explode"');
    page.pass(100);
    expect(page.run().playing).toBe(true);
  });
});
