import { describe, expect, it } from "vitest";
import { openRun } from "../../testkit/sim/open-run.ts";
import { readLeader } from "../readings/cluster.ts";
import { atOnce, carryOut, type Step } from "./strike.ts";

const SECOND = 1_000_000;

/** Waits for what never comes. */
const IN_VAIN: Step = { arm: () => () => undefined, patienceUs: 5_000 };

const HEAL = atOnce(() => [{ kind: "heal_all", target: "network" }]);

describe("a strike", () => {
  it("does what it waited for at the very event that brings it", () => {
    const run = openRun("learning-cluster", 1);
    let seenUs = 0;
    const killLeader: Step = {
      patienceUs: 2 * SECOND,
      arm: ({ nodes }) => {
        return () => {
          const leader = readLeader(nodes);
          if (leader === undefined) return undefined;
          seenUs = run.world.nowUs;
          return [{ kind: "kill_process", target: leader.process.pid.toString(), reason: "kill" }];
        };
      },
    };
    carryOut(run, [killLeader], 2 * SECOND);
    const events = run.domain.since(0).filter(({ name }) => name === "raft.leader_elected");
    expect(events.map(({ atUs }) => atUs)).toEqual([seenUs]);
    expect(run.world.givenInputs().map(({ atUs }) => atUs)).toEqual([seenUs + 1]);
    expect(readLeader(run.world.nodes)).toBeUndefined();
  });

  it("leaves out a step that waits in vain, and goes on with the next", () => {
    const run = openRun("learning-cluster", 1);
    carryOut(run, [IN_VAIN, HEAL], SECOND);
    expect(run.world.givenInputs().map(({ atUs }) => atUs)).toEqual([5_002]);
  });

  it("ends with the phase it belongs to", () => {
    const run = openRun("learning-cluster", 1);
    carryOut(run, [IN_VAIN, HEAL], 4_000);
    expect(run.world.givenInputs()).toEqual([]);
    expect(run.world.nowUs).toBeLessThanOrEqual(4_001);
  });
});
