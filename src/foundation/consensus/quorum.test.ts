import { describe, expect, it } from "vitest";
import { appendEntries, EMPTY_LOG } from "./log.ts";
import { configurationOf, isQuorum, majorityOf, membersOf, quorumIndex } from "./quorum.ts";
import { completeConfig, type RaftOptions, refusalOf } from "./raft-config.ts";

const simple = { voters: [0, 1, 2], outgoing: [], learners: [7] };
const joint = { voters: [0, 1, 2], outgoing: [2, 3, 4], learners: [] };

describe("quorums", () => {
  it("a majority is more than half", () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((count) => majorityOf(count))).toEqual([1, 2, 2, 3, 3, 4, 4]);
  });

  it("a joint configuration needs a majority of both groups (§6)", () => {
    const says =
      (...yes: readonly number[]) =>
      (id: number) =>
        yes.includes(id);
    expect(isQuorum(joint, says(0, 1))).toBe(false);
    expect(isQuorum(joint, says(0, 1, 3))).toBe(false);
    expect(isQuorum(joint, says(0, 2, 3))).toBe(true);
    expect(isQuorum(joint, says(0, 1, 3, 4))).toBe(true);
  });

  it("learners count in no quorum", () => {
    expect(isQuorum(simple, (id) => id === 0 || id === 7)).toBe(false);
  });

  it("the committed index is what a majority has reached, in a joint configuration the smaller one", () => {
    const reached = [5, 3, 1, 9, 9];
    expect(quorumIndex(simple, (id) => reached[id] ?? 0)).toBe(3);
    expect(quorumIndex(joint, (id) => reached[id] ?? 0)).toBe(3);
    expect(quorumIndex({ ...joint, outgoing: [2, 1, 4] }, (id) => [5, 5, 1, 9, 0][id] ?? 0)).toBe(1);
  });

  it("everybody is replicated to, each once", () => {
    expect(membersOf({ ...joint, learners: [7] })).toEqual([0, 1, 2, 3, 4, 7]);
  });

  it("the configuration in force is the newest in the log, committed or not (§6)", () => {
    const log = appendEntries(EMPTY_LOG, [
      { kind: "configuration", index: 1, term: 1, configuration: joint },
      { kind: "noop", index: 2, term: 1 },
    ]);
    expect(configurationOf(log, simple)).toBe(joint);
    expect(configurationOf(EMPTY_LOG, simple)).toBe(simple);
  });
});

describe("configuration of a server", () => {
  const good: RaftOptions = { id: 0, members: [0, 1, 2] };
  it("completes what is given with defaults", () => {
    const config = completeConfig(good);
    expect(refusalOf(config)).toBeUndefined();
    expect([config.heartbeatUs, config.electionTimeoutMinUs, config.electionTimeoutMaxUs]).toEqual([
      100_000, 400_000, 800_000,
    ]);
  });

  it.each([
    ["id", { id: -1 }],
    ["members", { members: [] }],
    ["members", { members: [0, 0] }],
    ["members", { members: [0.5] }],
    ["heartbeatUs", { heartbeatUs: 0 }],
    ["electionTimeoutMinUs", { electionTimeoutMinUs: 100_000 }],
    ["electionTimeoutMaxUs", { electionTimeoutMaxUs: 300_000 }],
    ["appendEntriesMax", { appendEntriesMax: 0 }],
    ["inFlightEntriesMax", { inFlightEntriesMax: 0 }],
    ["uncommittedEntriesMax", { uncommittedEntriesMax: 0 }],
    ["defects", { defects: ["raft_typo"] as never[] }],
  ])("refuses a bad %s and names it", (field, change) => {
    expect(refusalOf(completeConfig({ ...good, ...change }))).toMatch(new RegExp(`^${field}:`));
  });
});
