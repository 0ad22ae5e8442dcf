import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CompareHost } from "./compare-host.ts";
import type { RunSpec } from "./compare-protocol.ts";

const A: RunSpec = { scenario: "partition-3-2", seed: 42, inputs: [] };
const DIGITS = new URL("../mabeam/learning/data/digits.bin", import.meta.url);

function host(): CompareHost {
  let nowMs = 0;
  // Every look at the clock costs a third of a piece, so that many pieces are asked for.
  const clock = () => {
    nowMs += 34;
    return nowMs;
  };
  return new CompareHost({ clock, loadResource: async () => new Uint8Array(readFileSync(DIGITS)) });
}

async function compared(a: RunSpec, b: RunSpec, untilUs: number) {
  const compare = host();
  expect(await compare.open(a, b)).toEqual({ ok: true, value: null });
  let pieces = 0;
  for (let atUs = 0; atUs < untilUs; pieces++) {
    const reply = await compare.advance(untilUs);
    if (!reply.ok) throw new Error(reply.error);
    atUs = reply.value.atUs;
  }
  const facts = await compare.facts();
  if (!facts.ok) throw new Error(facts.error);
  return { ...facts.value, pieces };
}

test("works in pieces and says in words where two seeds part, with the curves the lenses draw", async () => {
  const { content, rows, a, b, atUs, pieces } = await compared(A, { ...A, seed: 43 }, 2_000_000);
  expect(pieces).toBeGreaterThan(1);
  expect(atUs).toBe(2_000_000);
  expect((content?.a ?? content?.b)?.text).not.toBe("");
  expect(rows.find(({ id }) => id === "kernel.events")?.a).toBeGreaterThan(0);
  expect(a.telemetry.timeS).toEqual([0, 1, 2]);
  expect(Object.keys(b.telemetry.series)).toEqual(Object.keys(a.telemetry.series));
});

test("a planted defect makes the difference, and its first violation is a figure", async () => {
  const b = { ...A, defects: ["raft_commit_without_quorum"] };
  const { course, rows } = await compared(A, b, 2_000_000);
  expect(course?.atUs).toBeGreaterThan(0);
  expect(rows.every((row) => row.a !== null || row.b !== null)).toBe(true);
});

test("shows B as a lens does at any moment, forwards and backwards, as a run of its own would be", async () => {
  const compare = host();
  await compare.open(A, { ...A, seed: 43 });
  const lookAt = async (atUs: number) => {
    for (;;) {
      const reply = await compare.look({ view: "telemetry", params: {}, atUs });
      if (!reply.ok) throw new Error(reply.error);
      if (reply.value.assigns !== null) return reply.value;
    }
  };
  const first = await lookAt(1_000_000);
  expect(first.atUs).toBe(1_000_000);
  const later = await lookAt(2_000_000);
  expect(later.assigns).not.toEqual(first.assigns);
  expect(await lookAt(1_000_000)).toEqual(first);
  for (let atUs = 0; atUs < 2_000_000; ) {
    const reply = await compare.advance(2_000_000);
    if (!reply.ok) throw new Error(reply.error);
    atUs = reply.value.atUs;
  }
  const facts = await compare.facts();
  expect(facts.ok && later.assigns).toMatchObject(facts.ok ? facts.value.b.telemetry : {});
});

test("refuses what it does not know with a sentence", async () => {
  const compare = host();
  expect(await compare.advance(1)).toMatchObject({
    ok: false,
    error: expect.stringMatching(/Nothing is being compared/),
  });
  expect(await compare.open(A, { ...A, parameters: { speed: 1 } })).toMatchObject({ ok: false });
  expect(await compare.open(A, { ...A, defects: ["no_such"] })).toMatchObject({ ok: false });
  expect(await compare.open({ ...A, scenario: "nowhere" }, A)).toMatchObject({ ok: false });
});

test("offers the parameters of the scenario and the defects its checkers find", async () => {
  const reply = await host().variations("supervision-basics");
  if (!reply.ok) throw new Error(reply.error);
  expect(reply.value.defects.map(({ id }) => id)).toContain("supervisor_forgets_sibling");
  expect(reply.value.defects.map(({ id }) => id)).not.toContain("raft_small_quorum");
});
