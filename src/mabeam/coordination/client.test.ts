import { describe, expect, it } from "vitest";
import type { Module, Term } from "../../kernel/index.ts";
import { defineServer, noreply, started } from "../../otp/index.ts";
import { Team } from "../../testkit/agents/team.ts";
import { current, type ProposeRequest, propose } from "./index.ts";

const SECOND = 1_000_000;
const QUIET = { stepsPerTask: 1, batchSize: 4, evaluateEveryTasks: 1_000, trialEveryTasks: 0 } as const;

const CLIENT: Module = defineServer("client", {
  init: () => started(0),
  *handleInfo(ctx, message, state) {
    if (message === "read")
      ctx.emit("client.read", { value: (current(ctx, "learning_rate") ?? null) as Term });
    else ctx.emit("client.answer", { answer: yield* propose(ctx, message as unknown as ProposeRequest) });
    return noreply(state);
  },
});
const CHILD = {
  id: "client",
  start: ["gen_server", "start_link", ["client", null, { name: "client" }]],
} as const;

function createTeam() {
  const team = new Team({
    seed: 6,
    nodes: 3,
    agentsPerNode: 1,
    learner: QUIET,
    extra: [CLIENT],
    children: [CHILD],
  });
  team.run(3 * SECOND);
  const answers = () => team.named("client.answer").map(({ data }) => data["answer"]);
  return { team, answers };
}

describe("propose", () => {
  it("answers with the proposal's id, or with why it was refused", () => {
    const { team, answers } = createTeam();
    const request = { variable: "learning_rate", proposer: "operator" };
    team.tell(0, "client", { ...request, value: 0.01 });
    team.run(team.nowUs + SECOND);
    team.tell(0, "client", { ...request, value: 0.02, baseVersion: 7 });
    team.run(team.nowUs + SECOND);
    expect(answers()).toEqual([
      ["ok", team.variables(0)?.proposals[0]?.id],
      ["refused", "stale_version", expect.stringContaining("the proposal was made for version 7")],
    ]);
  }, 30_000);

  it("on the minority side answers unknown, and repeated under the same name opens one proposal in all", () => {
    const { team, answers } = createTeam();
    const minority = [0, 1, 2].find((i) => team.variables(i)?.isLeader !== true) as number;
    team.partition([minority]);
    team.run(team.nowUs + 2 * SECOND);
    const request = { variable: "learning_rate", value: 0.01, proposer: "operator" };
    team.tell(minority, "client", request);
    team.run(team.nowUs + 15 * SECOND);
    const [first] = answers() as [readonly [string, { session: string; sequence: number }]];
    expect(first[0]).toBe("unknown");
    team.heal();
    team.run(team.nowUs + 2 * SECOND);
    team.tell(minority, "client", { ...request, retryOf: first[1] });
    team.run(team.nowUs + 3 * SECOND);
    expect(answers()[1]).toEqual(["ok", `${first[1].session}:${first[1].sequence}`]);
    expect(team.variables(minority)?.proposals).toHaveLength(1);
  }, 30_000);
});

describe("current", () => {
  it("reads value, version and token without waiting", () => {
    const { team } = createTeam();
    team.tell(1, "client", "read");
    team.run(team.nowUs + SECOND);
    expect(team.named("client.read")[0]?.data["value"]).toEqual({
      value: 0.002,
      version: 1,
      token: team.variables(1)?.variables[0]?.token,
    });
  }, 30_000);
});
