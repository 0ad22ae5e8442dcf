import { describe, expect, it } from "vitest";
import type { Module, Node, Term } from "../../kernel/index.ts";
import { defineServer, noreply, started, supervisor } from "../../otp/index.ts";
import { Team } from "../../testkit/agents/team.ts";
import { resumeAgent, startAgent, stopAgent, suspendAgent, unregisterAgent } from "./agent-control.ts";
import { readDirectory } from "./read-agent.ts";

const SECOND = 1_000_000;
const QUIET = { stepsPerTask: 1, batchSize: 4, evaluateEveryTasks: 1_000, trialEveryTasks: 0 } as const;

/** A process of the node that carries out orders and reports what came of them. */
const OPERATOR: Module = defineServer("operator", {
  init: () => started(0),
  *handleInfo(ctx, message, state) {
    const [action, agent] = message as readonly [string, string];
    const actions = { startAgent, stopAgent, suspendAgent, resumeAgent, unregisterAgent };
    const result =
      action === "children"
        ? yield* supervisor.whichChildren(ctx, "agents")
        : yield* actions[action as keyof typeof actions](ctx, agent);
    ctx.emit("operator.done", { result: result as Term });
    return noreply(state);
  },
});
const OPERATOR_CHILD = {
  id: "operator",
  start: ["gen_server", "start_link", ["operator", null, { name: "operator" }]],
} as const;

function createTeam() {
  const team = new Team({
    seed: 2,
    nodes: 1,
    agentsPerNode: 2,
    learner: QUIET,
    extra: [OPERATOR],
    children: [OPERATOR_CHILD],
  });
  team.run(2 * SECOND);
  const node = team.nodes[0] as Node;
  return {
    team,
    status: (agent: string) => readDirectory(node).find(({ spec }) => spec.id === agent)?.status,
    order: (action: string, agent = "agent-1"): Term => {
      const before = team.named("operator.done").length;
      team.tell(0, "operator", [action, agent]);
      team.run(team.nowUs + SECOND);
      return team.named("operator.done")[before]?.data["result"];
    },
  };
}

describe("an agent that is stopped", () => {
  it("ends, is not brought back, and goes on where it was when it is started again", () => {
    const { team, order, status } = createTeam();
    const tasks = team.agents()[0]?.tasks ?? 0;
    expect(order("stopAgent")).toEqual({ ok: true, value: "stopped" });
    expect(status("agent-1")).toBe("stopped");
    team.run(team.nowUs + 5 * SECOND);
    expect(team.agents().map(({ agent }) => agent)).toEqual(["agent-2"]);
    expect((order("children") as readonly Term[]).length).toBe(1);
    expect(team.variables(0)?.agents[0]).toMatchObject({ agent: "agent-1", isUp: false });
    expect(order("startAgent")).toEqual({ ok: true, value: "running" });
    const again = team.agents().find(({ agent }) => agent === "agent-1");
    expect(again).toMatchObject({ incarnation: 2 });
    expect(again?.tasks).toBeGreaterThanOrEqual(tasks);
  }, 30_000);

  it("stays stopped when the supervisor of the agents is restarted", () => {
    const { team, order, status } = createTeam();
    order("stopAgent");
    team.kill(0, "agents");
    team.run(team.nowUs + SECOND);
    expect(team.agents().map(({ agent }) => agent)).toEqual(["agent-2"]);
    expect(status("agent-1")).toBe("stopped");
  }, 30_000);

  it("cannot be started twice, and can be forgotten only when stopped", () => {
    const { order, status } = createTeam();
    expect(order("startAgent")).toMatchObject({
      ok: false,
      error: expect.stringContaining("is running cannot start"),
    });
    expect(order("unregisterAgent")).toEqual({ ok: false, error: "agent-1 is running: stop it first" });
    order("stopAgent");
    expect(order("stopAgent")).toMatchObject({ ok: false });
    expect(order("unregisterAgent")).toMatchObject({ ok: true });
    expect(status("agent-1")).toBeUndefined();
  }, 30_000);
});

describe("a suspended agent", () => {
  it("is alive but does no task until it is resumed", () => {
    const { team, order, status } = createTeam();
    expect(order("suspendAgent")).toEqual({ ok: true, value: "suspended" });
    const tasks = team.agents()[0]?.tasks;
    team.run(team.nowUs + 4 * SECOND);
    expect(status("agent-1")).toBe("suspended");
    expect(team.agents()[0]).toMatchObject({ activity: "suspended", tasks });
    order("resumeAgent");
    team.run(team.nowUs + 2 * SECOND);
    expect(team.agents()[0]?.tasks).toBeGreaterThan(tasks ?? 0);
  }, 30_000);
});

describe("an agent that crashes again and again", () => {
  it("uses up the budget of its node's agents only; the layer above brings them back", () => {
    const { team } = createTeam();
    for (let i = 0; i < 8; i++) {
      team.kill(0, "agent-2");
      team.run(team.nowUs + SECOND / 10);
    }
    expect(team.named("otp.supervisor_gave_up").map(({ data }) => data["module"])).toEqual(["agents"]);
    team.run(team.nowUs + 2 * SECOND);
    expect(team.agents().map(({ agent }) => agent)).toEqual(["agent-1", "agent-2"]);
  }, 30_000);

  it("stays down when its restart type is temporary", () => {
    const team = new Team({ seed: 2, nodes: 1, agentsPerNode: 1, learner: QUIET, restart: "temporary" });
    team.run(2 * SECOND);
    team.kill(0, "agent-1");
    team.run(team.nowUs + 3 * SECOND);
    expect(team.agents()).toEqual([]);
    expect(readDirectory(team.nodes[0] as Node)[0]).toMatchObject({ status: "failed", pid: null });
  }, 30_000);
});
