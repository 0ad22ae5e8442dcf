import { beforeAll, describe, expect, it } from "vitest";
import { resumePrng } from "../../base/index.ts";
import { Team, type TeamOptions } from "../../testkit/agents/team.ts";
import type { ProposalView } from "../coordination/index.ts";
import { readDirectory } from "./read-agent.ts";

const SECOND = 1_000_000;

/** Little arithmetic per task, no experiments of its own: for tests about everything but learning. */
const QUIET = { stepsPerTask: 1, batchSize: 4, evaluateEveryTasks: 1_000, trialEveryTasks: 0 } as const;

function quietTeam(options: Partial<TeamOptions> = {}): Team {
  return new Team({ seed: 1, nodes: 3, agentsPerNode: 1, learner: QUIET, ...options });
}

function ready(team: Team, agents: number): void {
  team.runUntil(() => {
    const applied = team.agents().filter((agent) => agent.applied.length === 1 && agent.tasks > 0);
    return applied.length === agents && team.nodes.some((_, i) => team.variables(i)?.isLeader === true);
  }, 10 * SECOND);
}

function newest(team: Team, node: number): ProposalView | undefined {
  return team.variables(node)?.proposals[0];
}

function settled(team: Team, node: number): void {
  team.runUntil(
    () => {
      const state = newest(team, node)?.state;
      return state === "settled" || state === "rejected" || state === "expired";
    },
    team.nowUs + 40 * SECOND,
  );
}

describe("a team of ten on five nodes", () => {
  const team = new Team({ seed: 5, learner: { trialEveryTasks: 4 } });
  beforeAll(() => team.run(40 * SECOND), 120_000);

  it("agrees on better learning rates than the one it started with, one version after the other", () => {
    const versions = team.variables(0)?.variables[0]?.history ?? [];
    expect(versions.length).toBeGreaterThanOrEqual(3);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, i) => i + 1));
    expect(team.variables(0)?.variables[0]?.value).toBeGreaterThan(0.002);
  });

  it("learns to read digits nobody trained on", () => {
    const accuracies = team.agents().map(({ lastAccuracy }) => lastAccuracy ?? 0);
    expect(accuracies).toHaveLength(10);
    expect(Math.min(...accuracies)).toBeGreaterThan(0.85);
  });

  it("ends with every agent on the same version", () => {
    const applied = team.agents().map((agent) => `${agent.applied[0]?.version}:${agent.applied[0]?.value}`);
    expect(new Set(applied).size).toBe(1);
  });

  it("tells every opened, decided and activated proposal once", () => {
    const opened = team.named("variables.proposal_opened").map(({ data }) => data["number"]);
    expect(opened).toEqual(opened.map((_, i) => i + 1));
    expect(team.named("variables.activated").map(({ data }) => data["version"])).toEqual(
      opened.slice(0, team.named("variables.activated").length).map((_, i) => i + 2),
    );
  });

  it("is a function of its seed", () => {
    const runs = [1, 2].map(() => {
      const again = quietTeam({ seed: 9 });
      again.run(3 * SECOND);
      return again.hash();
    });
    expect(runs[0]).toBe(runs[1]);
  });
});

describe("a person's proposal", () => {
  it("is measured by every agent and accepted when it is better", () => {
    const team = quietTeam({ initialRate: 0.0005, learner: { ...QUIET, stepsPerTask: 8, batchSize: 16 } });
    ready(team, 3);
    team.propose(2, "learning_rate", 0.01);
    team.runUntil(() => newest(team, 0)?.state === "settled", team.nowUs + 20 * SECOND);
    expect(newest(team, 0)).toMatchObject({ proposer: "person", value: 0.01, version: 2 });
    const votes = newest(team, 0)?.electors ?? [];
    expect(votes.filter(({ decision }) => decision === "accept").length).toBeGreaterThanOrEqual(2);
    for (const { score, decision } of votes) if (decision === "accept") expect(score).toBeGreaterThan(0);
    expect(team.agents().map((agent) => agent.applied[0]?.value)).toEqual([0.01, 0.01, 0.01]);
  }, 60_000);

  it("is rejected when the agents measure it to be worse", () => {
    const team = quietTeam({ initialRate: 0.05 });
    ready(team, 3);
    team.propose(0, "learning_rate", 0.00001);
    settled(team, 0);
    expect(newest(team, 0)?.state).toBe("rejected");
    expect(team.variables(0)?.variables[0]?.version).toBe(1);
  }, 60_000);

  it("is refused with a sentence when the value does not fit", () => {
    const team = quietTeam();
    ready(team, 3);
    team.propose(0, "learning_rate", 3);
    team.propose(1, "colour", "red");
    team.runUntil(() => team.named("variables.proposal_refused").length === 2, team.nowUs + 5 * SECOND);
    expect(
      team
        .named("variables.proposal_refused")
        .map(({ data }) => data["reason"])
        .sort(),
    ).toEqual([
      "learning_rate must be between 1e-5 and 1; 3 is above",
      'there is no variable "colour"; there are: learning_rate',
    ]);
  }, 60_000);
});

describe("an agent that is killed", () => {
  it("comes back as its next incarnation with what it had learnt and the versions it had applied", () => {
    const team = quietTeam();
    ready(team, 3);
    team.run(team.nowUs + 3 * SECOND);
    const before = team.agents()[1];
    team.kill(1, "agent-2");
    team.run(team.nowUs + SECOND / 10);
    const after = team.agents()[1];
    expect(after).toMatchObject({ agent: "agent-2", incarnation: 2, applied: before?.applied });
    expect(after?.tasks).toBeGreaterThanOrEqual((before?.tasks ?? 0) - 1);
    expect(team.named("agent.failed").at(-1)?.data).toMatchObject({ agent: "agent-2", reason: "killed" });
    expect(team.named("agent.restored").at(-1)?.data).toMatchObject({ agent: "agent-2", from: "memory" });
    const [entry] = readDirectory(team.nodes[1] as (typeof team.nodes)[number]);
    expect(entry).toMatchObject({ status: "running", incarnation: 2, restarts: 1, lastReason: "killed" });
  }, 60_000);

  it("stays in the electorate of an open proposal only as who it was, and votes on the next one", () => {
    const team = quietTeam();
    ready(team, 3);
    team.propose(0, "learning_rate", 0.01);
    team.runUntil(() => newest(team, 1) !== undefined, team.nowUs + 5 * SECOND);
    team.kill(1, "agent-2");
    settled(team, 0);
    const elector = newest(team, 0)?.electors[1];
    expect(elector).toMatchObject({ agent: "agent-2" });
    expect(team.variables(0)?.agents[1]).toMatchObject({ agent: "agent-2", incarnation: 2, isUp: true });
  }, 60_000);
});

describe("a node that is lost", () => {
  it("has its agents marked as down by the leader and, when it returns, restores them from its disk", () => {
    const team = quietTeam();
    ready(team, 3);
    team.run(team.nowUs + 4 * SECOND);
    const victim = [0, 1, 2].find((i) => team.variables(i)?.isLeader !== true) as number;
    const name = `agent-${victim + 1}`;
    const before = team.agents().find(({ agent }) => agent === name);
    team.crash(victim);
    const other = (victim + 1) % 3;
    const known = () => team.variables(other)?.agents.find(({ agent }) => agent === name);
    team.runUntil(() => known()?.isUp === false, team.nowUs + 5 * SECOND);
    team.boot(team.nodes[victim] as (typeof team.nodes)[number]);
    team.runUntil(() => known()?.isUp === true, team.nowUs + 10 * SECOND);
    expect(known()?.incarnation).toBe(2);
    expect(team.named("agent.restored").at(-1)?.data).toMatchObject({ agent: name, from: "disk" });
    const after = team.agents().find(({ agent }) => agent === name);
    expect(after?.tasks).toBeGreaterThanOrEqual((before?.tasks ?? 0) - 6);
  }, 60_000);
});

describe("a partition", () => {
  it("lets only the majority go on, and after it heals everybody has the same versions", () => {
    const team = new Team({ seed: 3, nodes: 5, agentsPerNode: 1, learner: QUIET, initialRate: 0.0005 });
    ready(team, 5);
    team.partition([0, 1]);
    team.run(team.nowUs + 4 * SECOND);
    team.propose(0, "learning_rate", 0.3);
    team.propose(3, "learning_rate", 0.01);
    team.run(team.nowUs + 6 * SECOND);
    expect(newest(team, 0)).toBeUndefined();
    expect(team.variables(0)?.variables[0]?.version).toBe(1);
    expect(newest(team, 3)).toMatchObject({ value: 0.01 });
    team.heal();
    team.run(team.nowUs + 15 * SECOND);
    const versions = team.nodes.map((_, i) => team.variables(i)?.variables[0]?.history);
    for (const history of versions) expect(history).toEqual(versions[0]);
    expect(new Set(team.agents().map((agent) => agent.applied[0]?.version)).size).toBe(1);
  }, 60_000);
});

describe("the loss of a server", () => {
  it.each(["consensus", "variables", "agent_states", "agent_directory"])(
    "%s is survived at any point of a vote",
    (name) => {
      for (const waitUs of [1_000, 20_000, 60_000, 150_000]) {
        const team = quietTeam({ seed: waitUs });
        ready(team, 3);
        const leader = [0, 1, 2].find((i) => team.variables(i)?.isLeader === true) as number;
        team.propose((leader + 1) % 3, "learning_rate", 0.01);
        team.run(team.nowUs + waitUs);
        team.kill(leader, name);
        settled(team, leader);
        team.run(team.nowUs + 5 * SECOND);
        expect(newest(team, leader)?.state).not.toBe("open");
        const version = team.variables(leader)?.variables[0]?.version;
        expect(team.agents().map((agent) => agent.applied[0]?.version)).toEqual([version, version, version]);
      }
    },
    120_000,
  );
});

describe("a snapshot of the team", () => {
  it("taken at any moment leads to the same hash", () => {
    const team = quietTeam({ initialRate: 0.0005, learner: { ...QUIET, trialEveryTasks: 2 } });
    const cuts = [];
    for (let i = 1; i <= 40; i++) {
      for (let j = 0; j < 37 * i && team.step(3 * SECOND); j++);
      cuts.push(team.snapshot());
    }
    team.run(4 * SECOND);
    const hash = team.hash();
    for (const cut of cuts.filter((_, i) => i % 3 === 0)) {
      team.restore(cut, resumePrng(cut.drawn.slice()));
      team.run(4 * SECOND);
      expect(team.hash()).toBe(hash);
    }
  }, 120_000);
});
