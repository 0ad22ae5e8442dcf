import { describe, expect, it } from "vitest";
import { Pid, Ref } from "../../kernel/index.ts";
import { applyEntry, NO_VARIABLES, type VariablesCommand, type VariablesState } from "../variables/index.ts";
import { type CoordinatorState, SILENCE_TICKS } from "./coordinator-state.ts";
import { dutiesOf } from "./duties.ts";
import { newLocalAgent } from "./local-agent.ts";
import { versionsAfter } from "./tell-agents.ts";
import { counted } from "./ticks.ts";

const spec = { name: "rate", type: "float", min: 0.001, max: 1, initial: 0.01 } as const;
const up = (agent: string, node: number, incarnation = 1) =>
  ({ kind: "agent_up", agent, incarnation, weight: 1, node }) as const;
const open = {
  kind: "open",
  id: "p",
  variable: "rate",
  baseVersion: 1,
  value: 0.1,
  rule: "majority",
  deadlineTicks: 3,
  proposer: "person",
  session: "s",
} as const;
const voteOf = (agent: string) =>
  ({ proposal: "p", agent, incarnation: 1, decision: "accept", score: 4, reason: "better" }) as const;

function viewAfter(...commands: readonly VariablesCommand[]): VariablesState {
  let state = NO_VARIABLES;
  for (const [i, command] of commands.entries()) {
    state = applyEntry(state, { index: i + 1, term: 1, command }).state;
  }
  return state;
}

/** Coordinator of node 0 where agent-1 lives as its first incarnation. */
function coordinator(view: VariablesState, changes: Partial<CoordinatorState> = {}): CoordinatorState {
  const join = { agent: "agent-1", incarnation: 1, weight: 1, pid: new Pid(0, 9, 0), applied: {} };
  return {
    args: { specs: [spec] },
    view,
    viewIndex: 10,
    isLeader: false,
    term: 4,
    locals: [newLocalAgent(join, new Ref(0, 1))],
    outstanding: [],
    session: "variables<n1.5>",
    nextSequence: 1,
    tick: 100,
    openTicks: {},
    silentTicks: {},
    consensus: null,
    ...changes,
  };
}

const keys = (state: CoordinatorState) => dutiesOf(state, 0).map(({ key }) => key);
const declared = { kind: "declare", spec } as const;

describe("duties", () => {
  it("of a leader begin with declaring the variables it was given", () => {
    expect(keys(coordinator(viewAfter(), { isLeader: true, locals: [] }))).toEqual(["declare:rate"]);
    expect(keys(coordinator(viewAfter(), { locals: [] }))).toEqual([]);
  });

  it("are to report an agent that lives here and is not known, is known as earlier or as down", () => {
    const ofView = (...commands: VariablesCommand[]) => keys(coordinator(viewAfter(declared, ...commands)));
    expect(ofView()).toEqual(["up:1:agent-1"]);
    expect(ofView(up("agent-1", 0))).toEqual([]);
    const down = { kind: "agent_down", agent: "agent-1", incarnation: 1 } as const;
    expect(ofView(up("agent-1", 0), down)).toEqual(["up:1:agent-1"]);
    expect(ofView(up("agent-1", 0, 2))).toEqual([]);
  });

  it("are to report an agent as down that the log believes here and that is not", () => {
    const view = viewAfter(declared, up("agent-1", 0), up("agent-7", 0));
    expect(keys(coordinator(view))).toEqual(["down:agent-7:1"]);
    expect(keys(coordinator(view, { tick: 0 }))).toEqual([]);
  });

  it("are to bring a vote in until the log holds it, and no longer", () => {
    const view = viewAfter(declared, up("agent-1", 0), up("agent-2", 1), open);
    const state = coordinator(view);
    const locals = state.locals.map((local) => ({ ...local, votes: [voteOf("agent-1")] }));
    expect(keys({ ...state, locals })).toEqual(["vote:p:agent-1"]);
    const voted = viewAfter(declared, up("agent-1", 0), up("agent-2", 1), open, {
      kind: "vote",
      ...voteOf("agent-1"),
    });
    expect(keys({ ...state, view: voted, locals })).toEqual([]);
  });

  it("of a leader are to activate what was accepted, and to expire what was open too long", () => {
    const view = viewAfter(declared, up("agent-1", 0), open);
    const waiting = coordinator(view, { isLeader: true, openTicks: { p: 3 } });
    expect(keys(waiting)).toEqual(["expire:p"]);
    expect(keys({ ...waiting, openTicks: { p: 2 } })).toEqual([]);
    const accepted = viewAfter(declared, up("agent-1", 0), open, { kind: "vote", ...voteOf("agent-1") });
    expect(dutiesOf(coordinator(accepted, { isLeader: true }), 0)).toMatchObject([
      { key: "activate:p", command: { kind: "activate", proposal: "p", version: 2 } },
    ]);
  });

  it("are to acknowledge a version the agent uses, as long as the log does not know", () => {
    const vote = { kind: "vote", ...voteOf("agent-1") } as const;
    const activate = { kind: "activate", proposal: "p", version: 2 } as const;
    const state = coordinator(viewAfter(declared, up("agent-1", 0), open, vote, activate));
    const using = (version: number) =>
      state.locals.map((local) => ({ ...local, applied: { rate: version } }));
    expect(keys({ ...state, locals: using(1) })).toEqual([]);
    expect(keys({ ...state, locals: using(2) })).toEqual(["ack:p:agent-1"]);
  });
});

describe("ticks", () => {
  it("count the time a proposal has been open, and the silence of a node, only while leading", () => {
    const view = viewAfter(declared, up("agent-1", 0), up("agent-2", 1), open);
    let state = coordinator(view, { isLeader: true });
    for (let i = 0; i < SILENCE_TICKS; i++) state = counted(state, 0, []);
    expect(state.openTicks).toEqual({ p: SILENCE_TICKS });
    expect(keys(state)).toContain("down:agent-2:1");
    expect(counted(state, 0, [1]).silentTicks).toEqual({});
    expect(counted({ ...state, isLeader: false }, 0, []).openTicks).toEqual({});
  });
});

describe("catching up", () => {
  const history = [1, 2, 3].map((version) => ({
    version,
    value: version,
    index: 10 * version,
    proposal: null,
  }));
  const variable = { spec, value: 3, version: 3, token: 30, history };
  const versions = (applied: number, skippable: boolean) =>
    versionsAfter({ ...variable, spec: { ...spec, skippable } }, applied).map(({ version }) => version);

  it("takes every version in turn, or only the newest when versions may be skipped", () => {
    expect(versions(1, false)).toEqual([2, 3]);
    expect(versions(1, true)).toEqual([3]);
    expect(versions(0, false)).toEqual([3]);
    expect(versions(3, false)).toEqual([]);
  });
});
