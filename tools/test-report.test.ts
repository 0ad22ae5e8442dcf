import { describe, expect, it } from "vitest";
import { countPlaywright, countStage, countVitest } from "./test-report.mjs";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe("countVitest", () => {
  it("counts tests", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [file("failed", "passed", "failed")],
    };
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it("counts a file that could not be loaded as one failure", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 0,
      numPendingTests: 0,
      testResults: [file("failed")],
    };
    expect(countVitest(report, 1).failed).toBe(1);
  });

  it("counts an error outside of any test as one failure", () => {
    const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, testResults: [] };
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
    expect(countVitest(report, 0)).toEqual({ passed: 3, failed: 0, skipped: 0 });
  });

  it("does not call a run without any test a success", () => {
    const report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 4, testResults: [] };
    expect(countVitest(report, 0)).toEqual({ passed: 0, failed: 1, skipped: 4 });
    expect(countVitest(undefined, 0).failed).toBe(1);
  });
});

describe("countPlaywright", () => {
  it("counts a test that passed only at a second try as failed", () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 1 }, errors: [] };
    expect(countPlaywright(report, 1)).toEqual({ passed: 4, failed: 2, skipped: 1 });
  });

  it("counts errors that belong to no test, and a report that is missing", () => {
    const report = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] };
    expect(countPlaywright(report, 1).failed).toBe(1);
    expect(countPlaywright(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("countStage", () => {
  it("is one passed or one failed", () => {
    expect(countStage(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countStage(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
