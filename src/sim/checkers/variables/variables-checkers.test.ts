import { describe, expect, it } from "vitest";
import type { StateMachine } from "../../../foundation/consensus/index.ts";
import type { Module, Node, Term } from "../../../kernel/index.ts";
import { VARIABLES_MACHINES, type VariablesState } from "../../../mabeam/variables/index.ts";
import { Team, type TeamOptions } from "../../../testkit/agents/team.ts";
import type { RunningChecker } from "../checker.ts";
import { VARIABLE_CHECKERS } from "./index.ts";

const SECOND = 1_000_000;
const QUIET = { stepsPerTask: 1, batchSize: 4, evaluateEveryTasks: 1_000, trialEveryTasks: 0 } as const;

/** A team under all checkers. */
function watched(options: Partial<TeamOptions> = {}) {
  const team = new Team({
    seed: 4,
    nodes: 3,
    agentsPerNode: 1,
    learner: QUIET,
    initialRate: 0.0005,
    ...options,
  });
  const checks = new Map<string, RunningChecker>(
    VARIABLE_CHECKERS.map((checker) => [checker.id, checker.create(team)]),
  );
  team.observer = (node: Node) => {
    for (const check of checks.values()) check.afterEvent(node);
  };
  team.run(3 * SECOND);
  return {
    team,
    checks,
    violations: () =>
      Array.from(checks).flatMap(([id, { violation }]) =>
        violation === undefined ? [] : [[id, violation.text]],
      ),
  };
}

/** Opens a proposal that is measured to be better, and lets it run. */
function proposeBetter(team: Team, value = 0.01): void {
  team.propose(0, "learning_rate", value);
  team.run(team.nowUs + 3 * SECOND);
}

describe("a sound team", () => {
  it("violates nothing through proposals, kills, a lost node and a partition, and everything was looked at", () => {
    const { team, checks, violations } = watched({ nodes: 5, learner: { ...QUIET, trialEveryTasks: 3 } });
    proposeBetter(team);
    team.kill(1, "agent-2");
    team.propose(3, "learning_rate", 0.00001);
    team.run(team.nowUs + 3 * SECOND);
    team.crash(2);
    proposeBetter(team, 0.03);
    team.boot(team.nodes[2] as Node);
    team.partition([3, 4]);
    proposeBetter(team, 0.05);
    team.heal();
    team.run(team.nowUs + 8 * SECOND);
    expect(violations()).toEqual([]);
    expect(team.named("variables.activated").length).toBeGreaterThanOrEqual(2);
    for (const id of [
      "variables_one_proposal",
      "variables_versions_without_gap",
      "variables_tokens_never_go_back",
    ]) {
      expect(checks.get(id)?.checked).toBeGreaterThan(100);
    }
  }, 60_000);
});

describe("a planted defect", () => {
  it("variable_version_skipped is a gap between versions (V5)", () => {
    const { team, violations } = watched({ defects: ["variable_version_skipped"] });
    proposeBetter(team);
    expect(violations()).toContainEqual([
      "variables_versions_without_gap",
      expect.stringContaining("learning_rate goes from version 1 to 3"),
    ]);
  }, 60_000);

  it("vote_counted_twice counts one agent twice (V2)", () => {
    const { team, violations } = watched({ defects: ["vote_counted_twice"] });
    proposeBetter(team);
    expect(violations()).toContainEqual([
      "variables_votes_count_once",
      expect.stringMatching(/counts two votes of agent-\d on proposal 1/),
    ]);
  }, 60_000);

  it("electorate_not_frozen lets an agent that comes later into the electorate (V9)", () => {
    const { team, violations } = watched({ defects: ["electorate_not_frozen"] });
    team.propose(0, "learning_rate", 0.01);
    team.runUntil(() => team.variables(1)?.proposals.length === 1, team.nowUs + SECOND);
    team.kill(1, "agent-2");
    team.run(team.nowUs + 3 * SECOND);
    expect(violations().map(([id]) => id)).toContain("variables_electorate_is_frozen");
  }, 60_000);

  it("stale_base_accepted makes a version from a proposal against an older one (V8)", () => {
    const { team, violations } = watched({ defects: ["stale_base_accepted"] });
    team.propose(0, "learning_rate", 0.01);
    team.propose(1, "learning_rate", 0.02);
    team.run(team.nowUs + 4 * SECOND);
    expect(violations()).toContainEqual([
      "variables_compare_and_set",
      expect.stringContaining("after version 2 from a proposal against version 1"),
    ]);
  }, 60_000);

  it("agent_keeps_old_version acknowledges what it does not use (V6)", () => {
    const { team, violations } = watched({ defects: ["agent_keeps_old_version"] });
    proposeBetter(team);
    expect(violations()).toContainEqual([
      "variables_agents_follow",
      expect.stringMatching(/agent-\d has acknowledged version 2 of learning_rate but uses version 1/),
    ]);
  }, 60_000);

  it("accept_without_majority accepts against the rule (V3)", () => {
    const { team, violations } = watched({ defects: ["accept_without_majority"] });
    proposeBetter(team);
    expect(violations()).toContainEqual([
      "variables_decision_follows_rule",
      expect.stringContaining("1 of 3 in favour: by majority it is undecided"),
    ]);
  }, 60_000);
});

/** The sound machine, but what it holds is changed by `distort` after each entry. */
function distorted(distort: (state: VariablesState) => VariablesState): readonly Module[] {
  const sound = VARIABLES_MACHINES[0]?.callbacks as StateMachine<VariablesState>;
  const machine: StateMachine<VariablesState> = {
    ...sound,
    name: "variables_machine!distorted",
    apply: (state, entry) => {
      const applied = sound.apply(state, entry);
      return { ...applied, state: distort(applied.state) };
    },
  };
  return [{ name: machine.name, callbacks: machine }];
}

describe("a state that no planted defect leads to", () => {
  const run = (distort: (state: VariablesState) => VariablesState) => {
    const extra = distorted(distort);
    const { team, violations } = watched({ extra, machine: "variables_machine!distorted" });
    proposeBetter(team);
    // More entries: agents that fail and come back.
    team.kill(0, "agent-1");
    team.run(team.nowUs + SECOND);
    return violations().map(([id]) => id);
  };

  it("two proposals of one request are found (V1)", () => {
    const twice = run((state) => {
      const [first] = state.proposals;
      return first === undefined ? state : { ...state, proposals: [first, ...state.proposals] };
    });
    expect(twice).toContain("variables_one_proposal");
  }, 60_000);

  it("a change after the end is found (V4)", () => {
    const revived = run((state) => {
      const last = state.proposals.at(-1);
      if (last?.state !== "settled") return state;
      const again = { state: "settled", index: 9_000 + last.transitions.length } as const;
      return { ...state, proposals: [{ ...last, transitions: [...last.transitions, again] }] };
    });
    expect(revived).toContain("variables_terminal_is_final");
  }, 60_000);
});

describe("fencing", () => {
  it("a store that takes an old state is found (V7)", () => {
    const { team, violations } = watched();
    const node = team.nodes[0] as Node;
    const old = node.tables.get("agent_states")?.rows.get("agent-1") as { readonly [key: string]: Term };
    proposeBetter(team);
    node.tables.get("agent_states")?.put("agent-1", old);
    team.run(team.nowUs + SECOND / 20);
    expect(violations()).toEqual([
      [
        "variables_tokens_never_go_back",
        expect.stringMatching(
          /the store took a state of agent-1 with token \d+ for learning_rate after one with \d+/,
        ),
      ],
    ]);
  }, 60_000);
});
