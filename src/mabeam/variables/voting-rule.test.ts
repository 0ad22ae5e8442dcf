import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Decision,
  type Elector,
  RULE_NAMES,
  type RuleName,
  tallyOf,
  VOTING_RULES,
  verdictOfTally,
} from "./voting-rule.ts";

const electorate = (weights: readonly number[]): Elector[] =>
  weights.map((weight, i) => ({ agent: `agent-${i}`, incarnation: 1, weight, node: 0 }));

const decisions = fc.constantFrom<Decision | "pending">("accept", "reject", "abstain", "pending");
const elections = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), decisions), { minLength: 1, maxLength: 9 })
  .map((members) => ({
    electors: electorate(members.map(([weight]) => weight)),
    said: members.map(([, d]) => d),
  }));

function verdict(rule: RuleName, electors: readonly Elector[], said: readonly (Decision | "pending")[]) {
  const votes = said.flatMap((decision, i) => {
    return decision === "pending" ? [] : [{ agent: `agent-${i}`, decision }];
  });
  return verdictOfTally(VOTING_RULES[rule], tallyOf(electors, votes));
}

describe("every rule", () => {
  it("is monotone: an added accept never turns accepted into rejected", () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULE_NAMES), elections, fc.nat(), (rule, { electors, said }, at) => {
        const better = said.with(at % said.length, "accept");
        const rank = { rejected: 0, undecided: 1, accepted: 2 } as const;
        const before = verdict(rule, electors, said) ?? "undecided";
        const after = verdict(rule, electors, better) ?? "undecided";
        if (said[at % said.length] !== "pending") expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
        else if (before !== "undecided") expect(after).toBe(before);
      }),
    );
  });

  it("decides exactly when no way of casting the missing votes changes the outcome", () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULE_NAMES), elections, (rule, { electors, said }) => {
        const ends = said.reduce<(Decision | "pending")[][]>(
          (open, decision) =>
            open.flatMap((sofar) =>
              (decision === "pending" ? (["accept", "reject", "abstain"] as const) : [decision]).map((d) => [
                ...sofar,
                d,
              ]),
            ),
          [[]],
        );
        fc.pre(ends.length <= 243);
        const outcomes = new Set(ends.map((end) => verdict(rule, electors, end)));
        expect(outcomes.has(undefined)).toBe(false);
        expect(verdict(rule, electors, said)).toBe(outcomes.size === 1 ? [...outcomes][0] : undefined);
      }),
    );
  });
});

describe("majority", () => {
  it("needs more than half of the heads, not of those who answered", () => {
    const five = electorate([1, 1, 1, 1, 1]);
    expect(verdict("majority", five, ["accept", "accept", "pending", "pending", "pending"])).toBeUndefined();
    expect(verdict("majority", five, ["accept", "accept", "accept", "pending", "pending"])).toBe("accepted");
    expect(verdict("majority", five, ["reject", "abstain", "reject", "pending", "pending"])).toBe("rejected");
    expect(verdict("majority", electorate([1, 1]), ["accept", "reject"])).toBe("rejected");
  });

  it("does not let a heavy agent decide alone, as weighted_majority does", () => {
    const heavy = electorate([9, 1, 1]);
    expect(verdict("majority", heavy, ["accept", "pending", "pending"])).toBeUndefined();
    expect(verdict("weighted_majority", heavy, ["accept", "pending", "pending"])).toBe("accepted");
  });
});

describe("two_thirds", () => {
  it("accepts at two thirds and rejects when they cannot be reached", () => {
    const six = electorate([1, 1, 1, 1, 1, 1]);
    expect(verdict("two_thirds", six, ["accept", "accept", "accept", "accept", "reject", "reject"])).toBe(
      "accepted",
    );
    expect(verdict("two_thirds", six, ["reject", "reject", "reject", "pending", "pending", "pending"])).toBe(
      "rejected",
    );
  });
});
