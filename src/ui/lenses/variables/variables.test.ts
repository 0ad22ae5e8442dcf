import { describe, expect, test } from "vitest";
import { variablesFixture } from "../../../testkit/assigns-fixture.ts";
import type { ProposalRow, VariableRow } from "../../../view/index.ts";
import {
  appliedCount,
  majorityOf,
  proposalStages,
  scoreText,
  statusSentence,
  votesSentence,
} from "./proposal-words.ts";
import { accuracyData, historyData } from "./variable-charts-data.ts";
import { isLogarithmic, parseProposal, valueText } from "./variable-values.ts";

const assigns = variablesFixture();

function variable(name: string): VariableRow {
  const row = assigns.variables[name];
  if (row === undefined) throw new Error(`the fixture has no ${name}`);
  return row;
}

function proposal(over: Partial<ProposalRow>): ProposalRow {
  const row = assigns.proposals[0];
  if (row === undefined) throw new Error("the fixture has no proposal");
  return { ...row, ...over };
}

describe("parseProposal", () => {
  test.each([
    ["learning_rate", "0.05", 0.05],
    ["learning_rate", " 5e-2 ", 0.05],
    ["batch_size", "128", 128],
    ["optimiser", "adam", "adam"],
    ["momentum_on", "false", false],
  ])("%s accepts %s", (name, text, value) => {
    expect(parseProposal(variable(name), text)).toEqual({ ok: true, value });
  });
  test.each([
    ["learning_rate", "", "Type a number."],
    ["learning_rate", "fast", "“fast” is not a number; write it like 0.05 or 5e-2."],
    ["learning_rate", "2", "Too large: the highest allowed value is 1."],
    ["learning_rate", "0.00001", "Too small: the lowest allowed value is 0.0001."],
    ["learning_rate", "0.025", "learning_rate is 0.025 already; propose another value."],
    ["batch_size", "12.5", "Type a whole number."],
    ["optimiser", "rmsprop", "Choose one of sgd, momentum, adam."],
    ["momentum_on", "maybe", "Choose true or false."],
  ])("%s refuses “%s” with a sentence", (name, text, message) => {
    expect(parseProposal(variable(name), text)).toEqual({ ok: false, message });
  });
  test("the bounds themselves are allowed", () => {
    expect(parseProposal(variable("learning_rate"), "1")).toEqual({ ok: true, value: 1 });
    expect(parseProposal(variable("learning_rate"), "0.0001")).toEqual({ ok: true, value: 0.0001 });
  });
});

test.each([
  [0.0012345678, "0.001235"],
  [-0.5, "−0.5"],
  [64, "64"],
  ["adam", "adam"],
  [true, "true"],
])("the value %s is written %s", (value, text) => expect(valueText(value)).toBe(text));

test("only a value whose bounds span orders of magnitude gets a logarithmic axis", () => {
  expect(isLogarithmic(variable("learning_rate"))).toBe(true);
  expect(isLogarithmic(variable("batch_size"))).toBe(false);
  expect(isLogarithmic(variable("optimiser"))).toBe(false);
});

describe("a proposal in words", () => {
  test("counts what is missing to the majority of the frozen electorate", () => {
    expect(majorityOf(8)).toBe(5);
    expect(majorityOf(7)).toBe(4);
    expect(statusSentence(proposal({ status: "open", accept: 2, electorate: 8 }))).toBe(
      "Voting: 3 more in favour needed",
    );
    expect(votesSentence(proposal({ accept: 2, reject: 1, abstain: 0, electorate: 8 }))).toBe(
      "2 for, 1 against, 0 abstained; 5 of 8 needed",
    );
  });
  test("says why a stale proposal had no chance", () => {
    expect(statusSentence(proposal({ status: "stale", baseVersion: 1 }))).toBe(
      "Stale: version 1 was replaced first",
    );
  });
  test.each([
    ["open", "now", "pending", "pending"],
    ["accepted", "done", "now", "pending"],
    ["active", "done", "done", "now"],
    ["settled", "done", "done", "done"],
    ["rejected", "failed", "pending", "pending"],
    ["stale", "failed", "pending", "pending"],
  ] as const)("%s: voted %s, committed %s, applied %s", (status, voted, committed, applied) => {
    expect(proposalStages(status)).toEqual({ voted, committed, applied });
  });
  test("counts the agents that have applied it", () => {
    expect(appliedCount(proposal({}))).toEqual({ applied: 3, agents: 8 });
  });
  test.each([
    [-0.0213, "loss −0.0213, better"],
    [0.012, "loss +0.0120, worse"],
    [0, "loss ±0.0000, equal"],
    [null, "not measured"],
  ])("the score %s reads “%s”", (score, text) => expect(scoreText(score)).toBe(text));
});

describe("the charts of the variables", () => {
  test("show accuracy in percent with the spread of the agents and the versions as marks", () => {
    const data = accuracyData(assigns, variable("learning_rate"));
    expect(data.lines[0]?.values[0]).toBeCloseTo(32, 6);
    expect(data.bands[0]?.low).toHaveLength(25);
    expect(data.marks.map((mark) => mark.label)).toEqual(["v2", "v3"]);
    expect(accuracyData(assigns, variable("batch_size")).marks).toEqual([]);
  });
  test("hold the last value until now", () => {
    const later = { ...assigns, endUs: 20_000_000 };
    const data = historyData(later, variable("learning_rate"));
    expect(data.timeS).toEqual([0, 4.21, 12.04, 20]);
    expect(data.lines[0]?.values).toEqual([0.1, 0.05, 0.025, 0.025]);
    expect(data.spanS).toEqual([0, 20]);
    expect(data.scale.kind).toBe("log");
  });
  test("place names on an axis of names", () => {
    const history = [{ atUs: 0, variable: "optimiser", version: 1, value: "adam" }];
    const data = historyData({ ...assigns, history, accuracy: [] }, variable("optimiser"));
    expect(data.scale.categories).toEqual(["sgd", "momentum", "adam"]);
    expect(data.lines[0]?.values).toEqual([2, 2]);
  });
});
