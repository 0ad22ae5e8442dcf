import { describe, expect, it } from "vitest";
import type { DomainEvent } from "../domain-log.ts";
import type { InputRecord } from "../input.ts";
import { Run } from "../run.ts";
import type { ParameterValue } from "../scenario.ts";
import { resolveParameters } from "../scenario.ts";
import { historyOf } from "./history-of.ts";
import { judgeRegisters } from "./judge.ts";
import { isCompleted, type Operation } from "./operation.ts";
import { recordHistory } from "./recorded-run.ts";
import { registersScenario } from "./registers-scenario.ts";
import { verdictText } from "./verdict.ts";

const SECOND = 1_000_000;

/** Two nodes are cut off for three seconds, one crashes meanwhile and comes back. */
const FAULTS: readonly InputRecord[] = [
  { atUs: 2 * SECOND, action: { kind: "partition", target: "network", group: ["n1", "n2"] } },
  { atUs: 3 * SECOND, action: { kind: "crash_node", target: "n4" } },
  { atUs: 5 * SECOND, action: { kind: "heal_all", target: "network" } },
  { atUs: 6 * SECOND, action: { kind: "restart_node", target: "n4" } },
];

/** Every link loses a third of what it carries, so that much has to be sent again. */
const LOSSES: readonly InputRecord[] = [
  "1-2",
  "1-3",
  "1-4",
  "1-5",
  "2-3",
  "2-4",
  "2-5",
  "3-4",
  "3-5",
  "4-5",
].map((pair) => ({
  atUs: SECOND,
  action: { kind: "loss", target: `n${pair.replace("-", "-n")}`, percent: 33 },
}));

interface Given {
  readonly inputs?: readonly InputRecord[];
  readonly defects?: readonly string[];
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly checks?: boolean;
}

function openRegisters(
  seed: number,
  { inputs = FAULTS, defects = [], parameters = {}, checks = false }: Given,
): Run {
  const resolved = resolveParameters(registersScenario, parameters);
  if (!resolved.ok) throw new Error(resolved.error);
  return new Run({
    ...{ scenario: registersScenario, seed, parameters: resolved.value, resources: {} },
    ...{ inputs, defects, checks },
  });
}

function record(seed: number, given: Given = {}): readonly Operation[] {
  return recordHistory(openRegisters(seed, given), 8 * SECOND);
}

/** First seed whose history is at fault. */
function findViolation(given: Given, seeds: number): string | undefined {
  for (let seed = 1; seed <= seeds; seed++) {
    const verdict = judgeRegisters(record(seed, given));
    if (verdict.kind === "violation") return verdictText(verdict);
  }
  return undefined;
}

describe("registers", { timeout: 60_000 }, () => {
  it("has a history of all ten clients and all operations, with unknown outcomes under faults", () => {
    const history = record(1);
    expect(new Set(history.map(({ client }) => client.split("@")[0])).size).toBe(10);
    expect(new Set(history.map(({ op }) => op))).toEqual(new Set(["read", "write", "cas"]));
    expect(history.length).toBeGreaterThan(300);
    expect(history.filter((operation) => !isCompleted(operation)).length).toBeGreaterThan(0);
    expect(history.some(({ op, result }) => op === "cas" && result === true)).toBe(true);
  });

  it.each([1, 2, 3, 4])(
    "is linearizable under a partition and a crash, seed %i, and no invariant breaks",
    (seed) => {
      const run = openRegisters(seed, { checks: true });
      const history = recordHistory(run, 8 * SECOND);
      expect(run.checks.firstViolation).toBeUndefined();
      expect(verdictText(judgeRegisters(history))).toBe(
        `linearizable: ${history.length} operations on 3 keys`,
      );
    },
  );

  it("is recorded as one would hear it event by event", () => {
    const run = openRegisters(5, {});
    const heard: DomainEvent[] = [];
    while (run.world.nextTimeUs() <= 3 * SECOND) {
      const told = run.domain.count;
      run.step();
      heard.push(...run.domain.since(told));
    }
    expect(recordHistory(openRegisters(5, {}), 3 * SECOND)).toEqual(historyOf(heard));
  });

  it.each([1_001, 3_017, 5_400])(
    "goes on from a capture after %i events as if nothing had happened",
    (events) => {
      const straight = openRegisters(6, {});
      straight.advance(4 * SECOND, Number.POSITIVE_INFINITY);
      const run = openRegisters(6, {});
      run.advance(4 * SECOND, events);
      const capture = run.capture();
      run.advance(4 * SECOND, 2_000);
      run.restore(capture);
      run.advance(4 * SECOND, Number.POSITIVE_INFINITY);
      expect(run.world.hash()).toBe(straight.world.hash());
    },
  );

  it("lets stale reads lag in a minority, and catches them when no lag is allowed", () => {
    const history = record(1, { parameters: { staleReadsPercent: 40 } });
    expect(history.filter(({ op }) => op === "read_stale").length).toBeGreaterThan(50);
    expect(verdictText(judgeRegisters(history))).toMatch(/^linearizable/);
    expect(judgeRegisters(history, 0).kind).toBe("violation");
  });

  it("shows two majorities that overlap in nobody: the defect raft_small_quorum", () => {
    expect(findViolation({ defects: ["raft_small_quorum"] }, 10)).toMatch(
      /^violation: c\d+@.* cannot follow on r\d/,
    );
  });

  it("shows commands that are performed twice: the defect raft_double_apply_on_retry", () => {
    const given = { inputs: LOSSES, parameters: { keys: 1, thinkMs: 20 } };
    expect(findViolation({ ...given, defects: ["raft_double_apply_on_retry"] }, 10)).toMatch(/^violation: /);
    expect(findViolation(given, 2)).toBeUndefined();
  });
});
