import { describe, expect, it } from "vitest";
import { REGISTRY_MODULES, readRegistry, registryChild } from "../../foundation/process-registry/index.ts";
import type { Node } from "../../kernel/index.ts";
import { Team, type TeamOptions } from "../../testkit/agents/team.ts";
import { EXPERIMENTS } from "./experiment-turn.ts";
import { AGENT_NAMES } from "./presence.ts";

const SECOND = 1_000_000;
const QUIET = { stepsPerTask: 1, batchSize: 4, evaluateEveryTasks: 1_000, trialEveryTasks: 0 } as const;

/** Two agents on each of three nodes, with a registry that is started after them. */
function registered(learner: TeamOptions["learner"] = QUIET): Team {
  const team = new Team({
    seed: 6,
    nodes: 3,
    agentsPerNode: 2,
    learner: { ...QUIET, ...learner },
    extra: REGISTRY_MODULES,
    children: [registryChild()],
  });
  team.run(2 * SECOND);
  return team;
}

function entriesOf(node: Node | undefined, namespace: string) {
  const entries = node === undefined ? [] : (readRegistry(node)?.entries ?? []);
  return entries.filter((entry) => entry.namespace === namespace);
}

describe("an agent in the process registry of its node", () => {
  it("is there under its name, with what it can do and its incarnation", () => {
    const { nodes } = registered();
    for (const node of nodes) {
      const entries = entriesOf(node, AGENT_NAMES);
      const names = entries.map(({ key }) => key).sort();
      expect(names).toEqual([1, 2].map((i) => `agent-${2 * node.index + i}`));
      for (const { key, pid } of entries) expect(pid).toBe(node.names.get(key));
    }
    expect(entriesOf(nodes[1], AGENT_NAMES)[0]?.metadata).toEqual({
      capabilities: ["model_training"],
      incarnation: 1,
    });
  });

  it("that is restarted is there before it is ready, as its next incarnation", () => {
    const team = registered();
    const [node] = team.nodes;
    team.kill(0, "agent-1");
    expect(node?.names.get("agent-1")).toBeUndefined();
    team.runUntil(
      () => team.named("agent.started").some(({ data }) => data["incarnation"] === 2),
      3 * SECOND,
    );
    const entry = entriesOf(node, AGENT_NAMES).find(({ key }) => key === "agent-1");
    expect([entry?.pid, entry?.metadata["incarnation"]]).toEqual([node?.names.get("agent-1"), 2]);
  });

  it("enters itself again when the registry has lost its tables, without being restarted", () => {
    const team = registered();
    const before = entriesOf(team.nodes[2], AGENT_NAMES).map(({ pid }) => pid);
    team.kill(2, "registry_tables");
    team.run(team.nowUs + 1_000);
    expect(entriesOf(team.nodes[2], AGENT_NAMES)).toEqual([]);
    team.run(team.nowUs + SECOND);
    const after = entriesOf(team.nodes[2], AGENT_NAMES).map(({ pid }) => pid);
    expect(new Set(after)).toEqual(new Set(before));
  });
});

describe("the turn to experiment", () => {
  it("is had by one agent of a node at a time, freed by its end, and refused meanwhile", () => {
    const team = registered({ trialEveryTasks: 1, taskEveryUs: 100_000, flopsPerSecond: 20_000_000 });
    let holders = 0;
    team.observer = (node) => {
      holders = Math.max(holders, entriesOf(node, EXPERIMENTS).length);
    };
    team.run(team.nowUs + 4 * SECOND);
    const freed = team.named("registry.unregistered").filter(({ data }) => data["namespace"] === EXPERIMENTS);
    expect(holders).toBe(1);
    expect(team.named("agent.tried").length).toBeGreaterThan(5);
    expect(freed.length).toBeGreaterThan(5);
    expect(new Set(freed.map(({ data }) => data["cause"]))).toEqual(new Set(["down"]));
    expect(team.named("registry.name_taken").length).toBeGreaterThan(0);
  });
});
