import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Term } from "../../kernel/index.ts";
import type { VariablesCommand } from "./command.ts";
import { isTerminal, type Proposal } from "./proposal.ts";
import { findProposal, NO_VARIABLES, PROPOSALS_KEPT, type VariablesState } from "./replicated-state.ts";
import { applyEntry } from "./variables-machine.ts";
import { foldNotice } from "./view.ts";
import { type Decision, tallyOf, VOTING_RULES, verdictOfTally } from "./voting-rule.ts";

const spec = { name: "rate", type: "float", min: 0.001, max: 1, scale: "log", initial: 0.01 } as const;

/** A log being written: the state after each command, and the last answer. */
function createLog(agents = 0) {
  let state: VariablesState = NO_VARIABLES;
  let view: VariablesState = NO_VARIABLES;
  let index = 0;
  const put = (command: Term | VariablesCommand) => {
    const outcome = applyEntry(state, { index: ++index, term: 1, command: command as Term });
    state = outcome.state;
    for (const notice of outcome.notices) view = foldNotice(view, notice);
    return outcome.answer;
  };
  put({ kind: "declare", spec });
  for (let i = 0; i < agents; i++) up(i);
  function up(i: number, incarnation = 1) {
    return put({ kind: "agent_up", agent: `agent-${i}`, incarnation, weight: 1, node: i });
  }
  return {
    put,
    up,
    open: (id: string, value: Term = 0.03, baseVersion = state.variables["rate"]?.version ?? 0) =>
      put({
        kind: "open",
        id,
        variable: "rate",
        baseVersion,
        value,
        rule: "majority",
        deadlineTicks: 50,
        proposer: "agent-0",
        session: "s",
      } as Term),
    vote: (id: string, i: number, decision: Decision = "accept", incarnation = 1) =>
      put({
        kind: "vote",
        proposal: id,
        agent: `agent-${i}`,
        incarnation,
        decision,
        score: 5,
        reason: "better",
      }),
    ack: (i: number, version: number, incarnation = 1) =>
      put({ kind: "ack", agent: `agent-${i}`, incarnation, variable: "rate", version }),
    get state() {
      return state;
    },
    get view() {
      return view;
    },
    get index() {
      return index;
    },
    proposal: (id: string) => findProposal(state, id) as Proposal,
  };
}

describe("open", () => {
  it("freezes who is up, by incarnation and weight", () => {
    const log = createLog(2);
    expect(log.open("p")).toEqual(["ok", "p"]);
    log.up(2);
    log.up(0, 2);
    expect(log.proposal("p").electorate).toEqual([
      { agent: "agent-0", incarnation: 1, weight: 1, node: 0 },
      { agent: "agent-1", incarnation: 1, weight: 1, node: 1 },
    ]);
  });

  it("is refused with a sentence when value, version or time do not fit", () => {
    const log = createLog(1);
    expect(log.open("a", 3)).toEqual([
      "refused",
      "invalid_value",
      "rate must be between 0.001 and 1; 3 is above",
    ]);
    expect(log.open("b", 0.03, 2)).toEqual([
      "refused",
      "stale_version",
      "rate is at version 1; the proposal was made for version 2",
    ]);
    expect(log.open("c", 0.01)).toEqual(["refused", "invalid_value", "rate is 0.01 already"]);
    log.open("d");
    expect(log.open("e", 0.1)).toEqual(["refused", "proposal_open", "proposal 1 on rate is still open"]);
    expect(log.open("d", 0.2)).toEqual(["ok", "d"]);
    expect(log.state.proposals).toHaveLength(1);
  });

  it("is refused when nobody could vote", () => {
    expect(createLog(0).open("p")).toEqual([
      "refused",
      "no_electorate",
      "nobody could vote on rate: no agent is up",
    ]);
  });
});

describe("vote", () => {
  it("binds at the first in log order; an equal repeat is nothing, another one is evidence", () => {
    const log = createLog(3);
    log.open("p");
    expect(log.vote("p", 0)).toEqual(["ok", "p"]);
    const before = log.state;
    expect(log.vote("p", 0)).toEqual(["ok", "p"]);
    expect(log.state).toBe(before);
    expect(log.vote("p", 0, "reject")[0]).toBe("refused");
    expect(log.proposal("p").votes).toHaveLength(1);
    expect(log.state.evidence).toMatchObject([{ kind: "conflicting_vote", agent: "agent-0" }]);
  });

  it("of a stranger or another incarnation does not count", () => {
    const log = createLog(2);
    log.open("p");
    log.up(0, 2);
    log.up(7);
    expect(log.vote("p", 0, "accept", 2)).toEqual([
      "refused",
      "not_elector",
      "agent-0 may vote on proposal 1 only as incarnation 1",
    ]);
    expect(log.vote("p", 7)[1]).toBe("not_elector");
    expect(log.proposal("p").votes).toEqual([]);
  });

  it("decides as soon as the outcome is certain, and later votes are evidence only", () => {
    const log = createLog(5);
    log.open("p");
    for (const i of [0, 1]) log.vote("p", i);
    expect(log.proposal("p").state).toBe("open");
    log.vote("p", 2);
    expect(log.proposal("p").transitions).toEqual([
      { state: "open", index: 7 },
      { state: "accepted", index: 10 },
    ]);
    expect(log.vote("p", 3)).toEqual(["refused", "late", "proposal 1 is accepted"]);
  });

  it("gives the same decision in whatever order the votes come", () => {
    const said = fc.array(fc.constantFrom<Decision>("accept", "reject", "abstain"), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(said, fc.infiniteStream(fc.nat()), (decisions, choices) => {
        const straight = createLog(decisions.length);
        straight.open("p");
        for (const [i, decision] of decisions.entries()) straight.vote("p", i, decision);
        const shuffled = createLog(decisions.length);
        shuffled.open("p");
        const left = decisions.map((decision, i) => [i, decision] as const);
        for (const choice of choices) {
          const [next] = left.splice(choice % left.length, 1);
          if (next === undefined) break;
          shuffled.vote("p", next[0], next[1]);
        }
        expect(shuffled.proposal("p").state).toBe(straight.proposal("p").state);
        expect(straight.proposal("p").state).not.toBe("open");
      }),
    );
  });
});

describe("activate", () => {
  it("makes the value the next version, with the log index as fencing token", () => {
    const log = createLog(1);
    log.open("p");
    log.vote("p", 0);
    expect(log.put({ kind: "activate", proposal: "p", version: 2 })).toEqual(["ok", "p"]);
    expect(log.state.variables["rate"]).toMatchObject({ value: 0.03, version: 2, token: log.index });
    const active = log.state;
    log.put({ kind: "activate", proposal: "p", version: 2 });
    expect(log.state).toBe(active);
  });

  it("is settled when every agent that is up has switched, as the incarnation it is", () => {
    const log = createLog(3);
    log.open("p");
    for (const i of [0, 1]) log.vote("p", i);
    log.put({ kind: "activate", proposal: "p", version: 2 });
    log.ack(0, 2);
    log.up(1, 2);
    expect(log.ack(1, 2, 1)[0]).toBe("refused");
    log.ack(1, 2, 2);
    expect(log.proposal("p").state).toBe("active");
    log.put({ kind: "agent_down", agent: "agent-2", incarnation: 1 });
    expect(log.proposal("p").state).toBe("settled");
  });

  it("is refused before the decision", () => {
    const log = createLog(1);
    log.open("p");
    expect(log.put({ kind: "activate", proposal: "p", version: 2 })[1]).toBe("not_permitted");
  });
});

describe("closing", () => {
  it("expires only what is open, and lets only the proposer's session withdraw", () => {
    const log = createLog(1);
    log.open("p");
    expect(log.put({ kind: "withdraw", proposal: "p", session: "other" })[1]).toBe("not_permitted");
    log.put({ kind: "expire", proposal: "p", term: 4 });
    expect(log.proposal("p").state).toBe("expired");
    log.open("q");
    log.put({ kind: "withdraw", proposal: "q", session: "s" });
    log.put({ kind: "expire", proposal: "q", term: 4 });
    expect(log.proposal("q").state).toBe("withdrawn");
  });

  it("keeps a bounded number of proposals, never dropping one that runs", () => {
    const log = createLog(1);
    for (let i = 0; i < PROPOSALS_KEPT + 20; i++) {
      log.open(`p${i}`);
      if (i > 0) log.vote(`p${i}`, 0, "reject");
      else log.put({ kind: "expire", proposal: "p0", term: 1 });
    }
    expect(log.state.proposals).toHaveLength(PROPOSALS_KEPT);
    expect(log.state.opened).toBe(PROPOSALS_KEPT + 20);
  });
});

const names = fc.constantFrom("agent-0", "agent-1", "agent-2", "nobody");
const ids = fc.constantFrom("p", "q", "r");
const commands: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    kind: fc.constant("agent_up"),
    agent: names,
    incarnation: fc.integer({ min: 1, max: 3 }),
    weight: fc.constant(1),
    node: fc.constant(0),
  }),
  fc.record({ kind: fc.constant("agent_down"), agent: names, incarnation: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constant("open"),
    id: ids,
    variable: fc.constantFrom("rate", "rate", "mystery"),
    baseVersion: fc.integer({ min: 1, max: 3 }),
    value: fc.constantFrom(0.02, 0.05, 5, "x"),
    rule: fc.constantFrom("majority", "two_thirds", "weighted_majority"),
    deadlineTicks: fc.constant(5),
    proposer: names,
    session: fc.constant("s"),
  }),
  fc.record({
    kind: fc.constant("vote"),
    proposal: ids,
    agent: names,
    incarnation: fc.integer({ min: 1, max: 2 }),
    decision: fc.constantFrom("accept", "accept", "reject", "abstain"),
    score: fc.integer({ min: -2, max: 2 }),
    reason: fc.constant("measured"),
  }),
  fc.record({ kind: fc.constant("activate"), proposal: ids, version: fc.integer({ min: 2, max: 4 }) }),
  fc.record({
    kind: fc.constant("ack"),
    agent: names,
    incarnation: fc.integer({ min: 1, max: 2 }),
    variable: fc.constant("rate"),
    version: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constantFrom("expire"), proposal: ids, term: fc.constant(1) }),
  fc.record({ kind: fc.constant("withdraw"), proposal: ids, session: fc.constantFrom("s", "t") }),
) as fc.Arbitrary<Term>;

describe("any log", () => {
  it("keeps versions without gaps, terminal states final and verdicts recomputable", () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 60 }), (entries) => {
        const log = createLog(3);
        let before = log.state;
        for (const command of entries) {
          log.put(command);
          for (const proposal of log.state.proposals) {
            const earlier = findProposal(before, proposal.id);
            if (earlier !== undefined) expect(proposal.electorate).toEqual(earlier.electorate);
            if (earlier !== undefined && isTerminal(earlier.state)) expect(proposal).toBe(earlier);
            const accepted = proposal.transitions.some(({ state }) => state === "accepted");
            const verdict = verdictOfTally(
              VOTING_RULES[proposal.rule],
              tallyOf(proposal.electorate, proposal.votes),
            );
            if (accepted) expect(verdict).toBe("accepted");
            else if (proposal.state === "open") expect(verdict).toBeUndefined();
          }
          before = log.state;
        }
        const history = log.state.variables["rate"]?.history ?? [];
        expect(history.map(({ version }) => version)).toEqual(history.map((_, i) => i + 1));
        for (const { proposal, version } of history.slice(1)) {
          expect(log.proposal(proposal as string).baseVersion).toBe(version - 1);
        }
        expect(log.view).toEqual(log.state);
      }),
      { numRuns: 300 },
    );
  });

  it("answers arbitrary terms and is not changed by them", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({ kind: fc.constantFrom("vote", "open", "ack", "declare", "__proto__") }),
        ),
        (term) => {
          const log = createLog(2);
          const before = log.state;
          expect(log.put(term as Term)[0]).toBe("refused");
          expect(log.state).toBe(before);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("survives names that are properties of every object", () => {
    const log = createLog(1);
    expect(log.put({ kind: "agent_up", agent: "constructor", incarnation: 1, weight: 1, node: 0 })).toEqual([
      "ok",
    ]);
    const asked = {
      kind: "open",
      id: "p",
      baseVersion: 1,
      value: 1,
      rule: "majority",
      deadlineTicks: 1,
      proposer: "x",
      session: "s",
    };
    expect(log.put({ ...asked, variable: "toString" })[1]).toBe("unknown_variable");
    expect(log.put({ ...asked, variable: "__proto__" })[1]).toBe("unknown_variable");
  });
});
