import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEntry } from "./entry.ts";
import {
  agreementBound,
  appendEntries,
  EMPTY_LOG,
  entriesFrom,
  entryAt,
  firstDifference,
  lastIndexOf,
  lastTermOf,
  type RaftLog,
  termAt,
  truncateFrom,
} from "./log.ts";

function entries(from: number, terms: readonly number[]): LogEntry[] {
  return terms.map((term, at) => ({ kind: "noop", index: from + at, term }));
}

function logOf(...terms: readonly number[]): RaftLog {
  return appendEntries(EMPTY_LOG, entries(1, terms));
}

describe("the log", () => {
  it("starts before index 1, in term 0", () => {
    expect([lastIndexOf(EMPTY_LOG), lastTermOf(EMPTY_LOG)]).toEqual([0, 0]);
    expect(termAt(EMPTY_LOG, 1)).toBeUndefined();
  });

  it("behaves as a plain array under any appends and truncations", () => {
    const actions = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 90 })), { maxLength: 30 });
    fc.assert(
      fc.property(actions, (steps) => {
        let log = EMPTY_LOG;
        let model: LogEntry[] = [];
        for (const [isAppend, amount] of steps) {
          if (isAppend) {
            const added = entries(
              model.length + 1,
              Array.from({ length: amount }, () => steps.length),
            );
            log = appendEntries(log, added);
            model = [...model, ...added];
          } else {
            log = truncateFrom(log, amount + 1);
            model = model.slice(0, amount);
          }
          expect(entriesFrom(log, 1)).toEqual(model);
          expect(log.chunks.slice(0, -1).every((chunk) => chunk.length === 32)).toBe(true);
        }
      }),
    );
  });

  it("shares all full chunks with the log it was made from", () => {
    const before = logOf(...Array.from({ length: 100 }, () => 1));
    const after = appendEntries(before, entries(101, [1]));
    expect(after.chunks[2]).toBe(before.chunks[2]);
    expect(entryAt(before, 101)).toBeUndefined();
  });

  it("refuses an append that leaves a gap", () => {
    expect(() => appendEntries(logOf(1), entries(3, [1]))).toThrow("no gap");
  });

  it("finds the first difference by identity of entries", () => {
    const shared = logOf(...Array.from({ length: 40 }, () => 1));
    const longer = appendEntries(shared, entries(41, [2, 2]));
    expect(firstDifference(shared, longer)).toBe(41);
    expect(firstDifference(longer, appendEntries(truncateFrom(longer, 38), entries(38, [3])))).toBe(38);
    expect(firstDifference(shared, appendEntries(EMPTY_LOG, entriesFrom(shared, 1)))).toBe(41);
  });

  it("jumps back over a whole term where two logs cannot agree", () => {
    const log = logOf(1, 1, 4, 4, 4, 6);
    expect(agreementBound(log, 6, 5)).toBe(5);
    expect(agreementBound(log, 5, 3)).toBe(2);
    expect(agreementBound(log, 99, 9)).toBe(6);
    expect(agreementBound(log, 4, 0)).toBe(0);
  });
});
