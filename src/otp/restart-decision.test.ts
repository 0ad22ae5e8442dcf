import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Child } from "./child-spec.ts";
import { decideAutoShutdown, decideRestart, enterRestart, restartGroup } from "./restart-decision.ts";

describe("restart type × reason", () => {
  test.each([
    ["permanent", "normal", "restart"],
    ["permanent", "shutdown", "restart"],
    ["permanent", "boom", "restart"],
    ["transient", "normal", "let_go"],
    ["transient", "shutdown", "let_go"],
    ["transient", ["shutdown", "why"], "let_go"],
    ["transient", "boom", "restart"],
    ["transient", "killed", "restart"],
    ["temporary", "boom", "let_go"],
  ] as const)("%s, %j: %s", (type, reason, decision) => {
    expect(decideRestart(type, reason)).toBe(decision);
  });
});

describe("strategy × position", () => {
  test.each([
    ["one_for_one", [1, 2]],
    ["rest_for_one", [1, 4]],
    ["one_for_all", [0, 4]],
  ] as const)("%s restarts the children %j of four when the second ends", (strategy, group) => {
    expect(restartGroup(strategy, 1, 4)).toEqual(group);
  });
});

describe("automatic shutdown", () => {
  const child = (significant: boolean, isRunning: boolean): Child =>
    ({ significant, pid: isRunning ? {} : undefined, restarting: false }) as unknown as Child;

  test("any_significant ends the supervisor with the first significant child", () => {
    expect(decideAutoShutdown("any_significant", child(true, false), [child(true, true)])).toBe("shut_down");
    expect(decideAutoShutdown("any_significant", child(false, false), [])).toBe("stay");
  });

  test("all_significant waits for the last one that runs", () => {
    expect(decideAutoShutdown("all_significant", child(true, false), [child(true, true)])).toBe("stay");
    expect(decideAutoShutdown("all_significant", child(true, false), [child(true, false)])).toBe("shut_down");
  });
});

describe("restart window", () => {
  const second = 1_000_000;

  test("two restarts a period apart always count together, a period and a second apart never", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 60 }),
        (firstUs, period) => {
          const limits = { intensity: 1, period };
          expect(enterRestart([firstUs], firstUs + period * second, limits).exceeded).toBe(true);
          expect(enterRestart([firstUs], firstUs + (period + 1) * second, limits).exceeded).toBe(false);
        },
      ),
    );
  });

  test("keeps no more restarts than count, newest first", () => {
    const result = enterRestart([9 * second, 2 * second], 10 * second, { intensity: 2, period: 5 });
    expect(result).toEqual({ restartsUs: [10 * second, 9 * second], exceeded: false });
  });
});
