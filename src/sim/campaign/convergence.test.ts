import { describe, expect, it } from "vitest";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { Action } from "../input.ts";
import { readVariables } from "../readings/variables.ts";
import type { Run } from "../run.ts";
import { Convergence, LOOK_EVERY_US } from "./convergence.ts";

const SECOND = 1_000_000;

/** What is complained about within the time, looking as a campaign does. */
function complaintsOf(run: Run, forUs: number): readonly string[] {
  const convergence = new Convergence();
  const untilUs = run.world.nowUs + forUs;
  const found = new Set<string>();
  while (run.world.nowUs < untilUs) {
    run.advance(run.world.nowUs + LOOK_EVERY_US, Number.POSITIVE_INFINITY);
    const complaint = convergence.look(run.world);
    if (complaint !== undefined) found.add(complaint.checker);
  }
  return Array.from(found);
}

function act(run: Run, ...actions: readonly Action[]): void {
  for (const action of actions) expect(run.world.apply(action).ok).toBe(true);
}

/** Actions on the process of this name on every node that has it. */
function onEach(run: Run, name: string): Action[] {
  const pids = run.world.nodes.flatMap((node) => node.names.get(name) ?? []);
  return pids.map((pid) => ({ kind: "suspend_process", target: pid.toString() }));
}

function started(): Run {
  const run = openRun("learning-cluster", 1);
  run.advance(3 * SECOND, Number.POSITIVE_INFINITY);
  return run;
}

describe("a healthy cluster", () => {
  it("gives no cause for complaint, though it proposes and switches all the time", () => {
    const run = started();
    const before = readVariables(run.world.nodes).opened;
    expect(complaintsOf(run, 5 * SECOND)).toEqual([]);
    expect(readVariables(run.world.nodes).opened).toBeGreaterThan(before);
  });
});

describe("it is noticed when", () => {
  it("a node stays down", () => {
    const run = started();
    act(run, { kind: "crash_node", target: "n2" });
    expect(complaintsOf(run, SECOND)).toEqual(["converges_nodes"]);
  });

  it("nobody leads", () => {
    const run = started();
    act(run, ...["n1", "n2", "n3"].map((target): Action => ({ kind: "pause_node", target })));
    expect(complaintsOf(run, 4 * SECOND)).toContain("converges_leader");
  });

  it("a server stands still behind the leader", () => {
    const run = started();
    act(run, ...onEach(run, "consensus").slice(0, 1));
    expect(complaintsOf(run, 5 * SECOND)).toContain("converges_logs");
  });

  it("a proposal stays open because nobody counts its time", () => {
    const run = started();
    while (readVariables(run.world.nodes).proposals.at(-1)?.state !== "open")
      expect(run.stepEvent()).toBe(true);
    act(run, ...onEach(run, "variables"));
    expect(complaintsOf(run, 4 * SECOND)).toContain("converges_proposals");
  });

  it("an agent goes on with an old version", () => {
    const run = started();
    act(run, ...onEach(run, "agent_02"), { kind: "propose", target: "learning_rate", value: 0.01 });
    const before = readVariables(run.world.nodes).variables["learning_rate"]?.version ?? 0;
    const complaints = complaintsOf(run, 5 * SECOND);
    expect(readVariables(run.world.nodes).variables["learning_rate"]?.version).toBeGreaterThan(before);
    expect(complaints).toContain("converges_versions");
  });

  it("a child that must run does not", () => {
    const run = openRun("supervision-basics", 1, { defects: ["supervisor_forgets_sibling"] });
    run.goOn();
    run.advance(SECOND, Number.POSITIVE_INFINITY);
    const worker = run.world.nodes[0]?.processes().filter(({ label }) => label === "job_worker") ?? [];
    act(
      run,
      ...worker.map(({ pid }): Action => ({ kind: "kill_process", target: pid.toString(), reason: "kill" })),
    );
    expect(complaintsOf(run, SECOND)).toEqual(["converges_children"]);
  });
});
