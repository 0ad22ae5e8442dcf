import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RunAssigns, ViewName } from "./assigns.ts";
import { applyPatch } from "./diff.ts";
import { type OpenRequest, type PortMessage, PROTOCOL_VERSION } from "./protocol.ts";
import { RunHost } from "./run-host.ts";

const DIGITS = new URL("../mabeam/learning/data/digits.bin", import.meta.url);

/** A host on a clock and a timer that only the test moves, and the page's end of its port. */
function openHost() {
  let nowMs = 0;
  const pending: { readonly callback: () => void; readonly atMs: number }[] = [];
  const host = new RunHost({
    clock: () => nowMs,
    loadResource: async () => new Uint8Array(readFileSync(DIGITS)),
    defer: (callback, delayMs) => void pending.push({ callback, atMs: nowMs + delayMs }),
  });
  const messages: PortMessage[] = [];
  let acknowledged = 0;
  const assigns = new Map<ViewName, unknown>();
  const port = {
    onmessage: undefined as ((event: { data: { ack: number } }) => void) | undefined,
    postMessage(message: PortMessage) {
      messages.push(message);
      if (message.kind !== "frame") return;
      for (const { view, patch } of message.patches) assigns.set(view, applyPatch(assigns.get(view), patch));
    },
  };
  void host.connect(port as unknown as MessagePort);
  return {
    host,
    messages,
    run: () => assigns.get("run") as RunAssigns,
    acknowledge: (frameId: number) => port.onmessage?.({ data: { ack: frameId } }),
    /** Lets wall time pass, with or without the page acknowledging frames. */
    pass(ms: number, acknowledging = true) {
      const endMs = nowMs + ms;
      for (;;) {
        const index = pending.findIndex(({ atMs }) => atMs <= endMs);
        if (index < 0) break;
        const [due] = pending.splice(index, 1);
        nowMs = Math.max(nowMs, due?.atMs ?? 0);
        due?.callback();
        const last = messages.at(-1);
        if (!acknowledging || last?.kind !== "frame" || last.frameId === acknowledged) continue;
        acknowledged = last.frameId;
        port.onmessage?.({ data: { ack: acknowledged } });
      }
      nowMs = endMs;
    },
  };
}

const BASICS: OpenRequest = {
  scenario: "supervision-basics",
  seed: 4,
  inputs: [],
  seekUs: 0,
  playing: true,
  speed: 1,
};

async function opened(request: OpenRequest = BASICS) {
  const page = openHost();
  const reply = await page.host.open(request);
  expect(reply).toEqual({ ok: true, value: null });
  await page.host.mount({ view: "run", params: {} });
  page.pass(16);
  return page;
}

describe("run host", () => {
  test("agrees on the version, and refuses another in words", async () => {
    const { host } = openHost();
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

  test("a first visit sees the run before its checkers are there, and they have watched it from its first event", async () => {
    const page = await opened({ ...BASICS, scenario: "learning-cluster", seed: 42 });
    page.pass(400);
    expect(page.run()).toMatchObject({ invariants: {}, playing: true });
    const seenUs = page.run().nowUs;
    await page.host.ping();
    const acted = await page.host.transport({ kind: "pause" });
    expect(acted.ok).toBe(true);
    page.pass(16);
    const { nowUs, hash, invariants } = page.run();
    expect(nowUs).toBe(seenUs);
    expect(Object.values(invariants).some(({ checked }) => checked > 0)).toBe(true);
    const straight = await opened({
      ...BASICS,
      scenario: "learning-cluster",
      seed: 42,
      seekUs: nowUs,
      playing: false,
    });
    straight.pass(2_000);
    expect(straight.run().hash).toBe(hash);
    await page.host.transport({ kind: "seek", us: 0 });
    page.pass(200);
    expect(page.run().nowUs).toBe(0);
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
    const reply = await openHost().host.open(request);
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
