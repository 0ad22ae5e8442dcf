import { describe, expect, test } from "vitest";
import { FOUNDATION_EVENTS } from "../../foundation/index.ts";
import { EVENT_KIND, Pid, type TraceRecord } from "../../kernel/index.ts";
import { AGENT_EVENTS } from "../../mabeam/agents/index.ts";
import { VARIABLE_EVENTS } from "../../mabeam/variables/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import { readLeader } from "../readings/index.ts";
import { TOWN_EVENTS } from "../scenarios/million-town.ts";
import {
  foldChain,
  foldOf,
  type Level,
  NARRATED_EVENTS,
  narrate,
  outcomeOf,
  ProcessNames,
  tellEvent,
  tellRecord,
  UNFOLD_STEP,
  WORDED_EVENTS,
  whyChain,
} from "./index.ts";

const ALL = Number.POSITIVE_INFINITY;
interface Declared {
  readonly importance: number;
  readonly measurements: readonly string[];
  readonly metadata?: readonly string[];
}
const CATALOGUE: Readonly<Record<string, Declared>> = {
  ...FOUNDATION_EVENTS,
  ...AGENT_EVENTS,
  ...VARIABLE_EVENTS,
  ...TOWN_EVENTS,
};

const LEVELS: readonly Level[] = ["novice", "operator", "raw"];
const byPid = (pid: Pid): string => pid.toString();

/** An event with a value in every field its catalogue declares. */
function sampleOf(name: string) {
  const { measurements = [], metadata = [] } = CATALOGUE[name] ?? {};
  const data: Record<string, string | number> = {};
  for (const key of measurements) data[key] = 7;
  for (const key of metadata) data[key] = `some_${key}`;
  return { atUs: 5, node: 2, seq: 9, name, data };
}

describe("words", () => {
  test("there are some for every declared event, and for no other", () => {
    expect([...WORDED_EVENTS].sort()).toEqual(Object.keys(CATALOGUE).sort());
  });

  test.each(LEVELS)(
    "%s: a sentence of every declared event is whole and speaks of declared fields",
    (level) => {
      for (const name of WORDED_EVENTS) {
        const text = tellEvent(sampleOf(name), byPid, level);
        expect(text, name).not.toMatch(level === "raw" ? /undefined|NaN/ : /\?|undefined|NaN|[{}[\]]/);
        expect(text.length, name).toBeGreaterThan(15);
      }
    },
  );

  test("a novice and an operator are told in different words", () => {
    for (const name of WORDED_EVENTS) {
      const event = sampleOf(name);
      expect(tellEvent(event, byPid, "novice"), name).not.toBe(tellEvent(event, byPid, "operator"));
      expect(tellEvent(event, byPid, "novice"), name).not.toMatch(/<n\d|quorum|incarnation|index|term /);
    }
  });

  test("raw is the event itself", () => {
    const event = { atUs: 5, node: 2, seq: 9, name: "raft.election_started", data: { term: 4 } };
    expect(tellEvent(event, byPid, "raw")).toBe("n3#9 raft.election_started %{term: 4}");
  });

  test.each(Object.entries(EVENT_KIND))("a %s record has words at every level", (_, kind) => {
    const payload = kind === EVENT_KIND.emitted ? ["raft.election_started", { term: 4 }] : ["a", "b", "c"];
    const where = { node: 0, seq: 3, timeUs: 9, actor: 4, peerNode: 1, peer: 5, cause: { node: 0, seq: 2 } };
    const texts = LEVELS.map((level) => tellRecord({ ...where, kind, payload }, byPid, level));
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) expect(text).not.toMatch(/undefined|\{\w+\}/);
  });

  test("a novice is told what is in the envelope", () => {
    const where = { node: 3, seq: 3, timeUs: 9, actor: 4, peerNode: 4, peer: 0, cause: undefined };
    const payload = ["$gen_cast", ["raft", { kind: "vote_reply", granted: true }]];
    expect(tellRecord({ ...where, kind: EVENT_KIND.net_sent, payload }, byPid, "novice")).toBe(
      "sent an answer to a request for votes to n5",
    );
    const tick = ["timeout", 7, "tick"];
    expect(tellRecord({ ...where, kind: EVENT_KIND.message, payload: tick }, byPid, "novice")).toBe(
      "read its own alarm and dealt with it",
    );
  });

  test("a process that is dead is called what its supervisor called it", () => {
    const run = openRun("supervision-basics", 3);
    run.advance(3_000_000, ALL);
    const names = new ProcessNames();
    names.read(run.domain);
    const restarted = run.domain.since(0).find(({ name }) => name === "otp.child_restarted");
    if (restarted === undefined) throw new Error("nothing was restarted");
    const { previous, id } = restarted.data as unknown as { previous: Pid; id: string };
    expect(names.of(previous.toString())).toBe(id);
  });
});

describe("a folded chain", () => {
  const record = (seq: number, kind: TraceRecord["kind"]): TraceRecord => ({
    node: 0,
    seq,
    timeUs: seq * 10,
    kind,
    actor: 1,
    peerNode: 0,
    peer: 0,
    cause: { node: 0, seq: seq - 1 },
    payload: "tick",
  });
  const long = Array.from({ length: 400 }, (_, i) =>
    record(
      400 - i,
      i === 200 ? EVENT_KIND.exited : i % 2 === 0 ? EVENT_KIND.message : EVENT_KIND.timer_fired,
    ),
  );
  const count = (parts: ReturnType<typeof foldChain>): number =>
    parts.reduce((sum, part) => sum + ("hidden" in part ? part.hidden.length : 1), 0);

  test("loses no step, shows its ends and what is not routine", () => {
    const parts = foldChain(long, []);
    expect(count(parts)).toBe(400);
    expect(parts.map((part) => ("hidden" in part ? part.hidden.length : 1))).toEqual([
      1, 1, 1, 1, 196, 1, 195, 1, 1, 1, 1,
    ]);
  });

  test("unfolds piece by piece", () => {
    const parts = foldChain(long, ["n1#396"]);
    expect(count(parts)).toBe(400);
    expect(parts).toHaveLength(11 + UNFOLD_STEP);
    const rest = parts.flatMap((part) => ("hidden" in part ? [foldOf(part.hidden, "operator")] : []));
    expect(rest[0]).toEqual({
      fold: "n1#296",
      count: 96,
      untilUs: 2_960,
      fromUs: 2_010,
      text: "message × 48, timer × 48",
    });
    expect(count(foldChain(long, ["n1#396", "n1#296"]))).toBe(400);
  });
});

describe("narration", () => {
  test("speaks only of events that somebody has declared", () => {
    for (const name of NARRATED_EVENTS) expect(Object.keys(CATALOGUE)).toContain(name);
  });

  test("tells that a supervisor waits before the next attempt", () => {
    const data = { supervisor: new Pid(0, 7, 0), id: "worker", delayUs: 200_000, failures: 3 };
    const event = { atUs: 0, node: 0, seq: 1, name: "otp.restart_delayed", data };
    expect(narrate(event, () => "jobs")?.text).toBe(
      "On n1, supervisor jobs waits 200 ms before it restarts worker after 3 failures in a row.",
    );
    expect(narrate(event, () => "jobs", "novice")?.text).toBe(
      "worker on n1 keeps failing, so jobs waits 200 ms before it tries again.",
    );
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
