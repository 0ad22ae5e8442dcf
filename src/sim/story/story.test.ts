import { describe, expect, test } from "vitest";
import { FOUNDATION_EVENTS } from "../../foundation/index.ts";
import { Pid } from "../../kernel/index.ts";
import { AGENT_EVENTS } from "../../mabeam/agents/index.ts";
import { VARIABLE_EVENTS } from "../../mabeam/variables/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import { readLeader } from "../readings/index.ts";
import { TOWN_EVENTS } from "../scenarios/million-town.ts";
import { NARRATED_EVENTS, narrate, outcomeOf, whyChain } from "./index.ts";

const ALL = Number.POSITIVE_INFINITY;
const CATALOGUE: Readonly<Record<string, { readonly importance: number }>> = {
  ...FOUNDATION_EVENTS,
  ...AGENT_EVENTS,
  ...VARIABLE_EVENTS,
  ...TOWN_EVENTS,
};

describe("narration", () => {
  test("speaks only of events that somebody has declared", () => {
    for (const name of NARRATED_EVENTS) expect(Object.keys(CATALOGUE)).toContain(name);
  });

  test("has a sentence for every event a person should see", () => {
    const unseen = Object.keys(CATALOGUE).filter(
      (name) => CATALOGUE[name]?.importance === 3 && !NARRATED_EVENTS.includes(name),
    );
    expect(unseen).toEqual([]);
  });

  test("no sentence of a real run has a hole in it", () => {
    const run = openRun("learning-cluster", 2, {});
    run.advance(3_000_000, ALL);
    const leader = readLeader(run.world.nodes);
    run.world.apply({ kind: "kill_process", target: String(leader?.process.pid), reason: "kill" });
    run.advance(9_000_000, ALL);
    const texts = run.domain.since(0).flatMap((event) => narrate(event, (pid) => pid.toString())?.text ?? []);
    expect(texts.length).toBeGreaterThan(20);
    for (const text of texts) expect(text).not.toMatch(/\?|undefined|NaN/);
  });

  test("names a supervisor by its name", () => {
    const event = {
      atUs: 0,
      node: 1,
      seq: 1,
      name: "otp.child_restarted",
      data: { supervisor: new Pid(1, 7, 0), id: "agent_03", reason: "killed" },
    };
    expect(narrate(event, () => "agents")?.text).toBe(
      "On n2, supervisor agents restarted agent_03 after it ended with killed.",
    );
  });
});

describe("outcomes", () => {
  test("killing the leader: who leads now, in which term, after how long", () => {
    const run = openRun("learning-cluster", 1);
    run.advance(2_000_000, ALL);
    const leader = readLeader(run.world.nodes);
    run.world.apply({ kind: "crash_node", target: `n${(leader?.node ?? 0) + 1}` });
    run.advance(2_050_000, ALL);
    const note = run.notes[0];
    if (note === undefined) throw new Error("the input was not noted");
    expect(outcomeOf(run.world, note, run.domain.since(note.domainFrom)).pending).toBe(true);
    run.advance(5_000_000, ALL);
    const outcome = outcomeOf(run.world, note, run.domain.since(note.domainFrom));
    expect(outcome.pending).toBe(false);
    expect(outcome.text).toMatch(/^n\d became the leader of term \d+, [\d.]+ (ms|s) after n\d was crashed/);
  });

  test("cutting off a minority without the leader says who can still commit", () => {
    const run = openRun("learning-cluster", 1);
    run.advance(2_000_000, ALL);
    const leader = readLeader(run.world.nodes)?.node ?? 0;
    const other = `n${((leader + 1) % 5) + 1}`;
    run.world.apply({ kind: "partition", target: "network", group: [other] });
    run.advance(2_100_000, ALL);
    const note = run.notes[0];
    if (note === undefined) throw new Error("the input was not noted");
    const { text } = outcomeOf(run.world, note, run.domain.since(note.domainFrom));
    expect(text).toContain("still are a majority (4 of 5)");
  });

  test("a supervised worker that is killed is restarted, with its place in the budget", () => {
    const run = openRun("supervision-basics", 3, {});
    run.advance(100_000, ALL);
    const worker = run.world.nodes[0]?.processes().find((process) => process.label === "job_worker");
    run.world.apply({ kind: "kill_process", target: String(worker?.pid), reason: "crash" });
    run.advance(400_000, ALL);
    const note = run.notes[0];
    if (note === undefined) throw new Error("the input was not noted");
    const { text, pending } = outcomeOf(run.world, note, run.domain.since(note.domainFrom));
    expect(pending).toBe(false);
    expect(text).toMatch(
      /was restarted by its supervisor .* later as <n1\.\d+> \(restart 1 of 4 allowed in 10 s\)/,
    );
  });
});

describe("why", () => {
  test("every recent event of a run leads back to an input, a start, or the edge of the trace", () => {
    const run = openRun("learning-cluster", 8);
    run.advance(1_500_000, ALL);
    run.world.apply({ kind: "crash_node", target: "n1" });
    run.advance(2_500_000, ALL);
    const origins = new Set<string>();
    for (const node of run.world.nodes) {
      for (let seq = Math.max(1, node.trace.seq - 400); seq <= node.trace.seq; seq++) {
        const chain = whyChain(run.world.nodes, { node: node.index, seq });
        expect(chain.records.length).toBeGreaterThan(0);
        origins.add(chain.origin.kind);
        for (let i = 1; i < chain.records.length; i++) {
          expect(chain.records[i]?.timeUs).toBeLessThanOrEqual(chain.records[i - 1]?.timeUs ?? 0);
        }
      }
    }
    expect(origins.has("beyond") || origins.has("start")).toBe(true);
    const down = run.world.nodes[0];
    const last = whyChain(run.world.nodes, { node: 0, seq: down?.trace.seq ?? 0 });
    expect(last.origin).toEqual({ kind: "input", number: 1 });
  });
});
