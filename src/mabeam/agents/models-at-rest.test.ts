import { describe, expect, it } from "vitest";
import type { Process } from "../../kernel/index.ts";
import { serverStateOf } from "../../otp/index.ts";
import { Team } from "../../testkit/agents/team.ts";
import { AGENT_STATES, type SavedAgent } from "./agent-states.ts";
import { LEARNER } from "./learner.ts";
import type { LearnerState } from "./learner-state.ts";

const SECOND = 1_000_000;

/** Ten tasks of every agent, then each agent's state and the row saved of it. */
function agentsAtRest(): readonly { readonly state: LearnerState; readonly saved: SavedAgent }[] {
  const learner = { stepsPerTask: 1, batchSize: 4, evaluateEveryTasks: 1_000, trialEveryTasks: 0 };
  const team = new Team({ seed: 4, nodes: 3, agentsPerNode: 1, learner });
  team.runUntil(() => team.agents().filter(({ tasks }) => tasks >= 10).length === 3, 30 * SECOND);
  team.runUntil(() => team.agents().every(({ activity }) => activity === "idle"), 40 * SECOND);
  team.run(team.nowUs + SECOND / 20);
  return team.nodes.flatMap((node) => {
    const rows = node.tables.get(AGENT_STATES)?.rows;
    return node.processes().flatMap((process: Process) => {
      const server = serverStateOf(process);
      if (server?.module !== LEARNER) return [];
      const state = server.state as LearnerState;
      return [{ state, saved: rows?.get(state.spec.id) as unknown as SavedAgent }];
    });
  });
}

describe("a model at rest", () => {
  const agents = agentsAtRest();

  it("is in single precision in the agent's state and in the table", () => {
    expect(agents).toHaveLength(3);
    for (const { state, saved } of agents) {
      for (const model of [state.learnt.model, saved.model]) {
        expect(model.weights).toBeInstanceOf(Float32Array);
        expect(model.velocity).toBeInstanceOf(Float32Array);
      }
    }
  });

  it("lies in memory once: the saved row shares with the state what gossip has not renewed", () => {
    for (const { state, saved } of agents) {
      expect(saved.tasks).toBe(state.learnt.tasks);
      expect(state.learnt.model.velocity).toBe(saved.model.velocity);
      expect(state.learnt.cursor).toBe(saved.cursor);
    }
  });

  it("is another after gossip: the mean with a peer is not what was saved", () => {
    expect(agents.some(({ state, saved }) => state.learnt.model.weights !== saved.model.weights)).toBe(true);
  });
});
