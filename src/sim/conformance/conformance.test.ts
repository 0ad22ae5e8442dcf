/**
 * The behaviours of this project against traces recorded from Erlang/OTP 25 and Elixir 1.14.
 *
 * A scenario that is not answered as recorded must stand in KNOWN_GAPS; one that stands there must still fail.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { compareTraces } from "../../testkit/conformance/compare.ts";
import type { ConformanceCase } from "./json.ts";
import { runScenario } from "./run-case.ts";

const SUITES: Readonly<Record<string, number>> = {
  supervisor: 178,
  gen_server: 109,
  processes: 106,
  dynamic_supervisor: 32,
  task_supervisor: 52,
  registry: 39,
  agent: 9,
};

const KNOWN_GAPS: readonly string[] = [];

function corpus(suite: string): readonly ConformanceCase[] {
  const file = new URL(`./corpus/${suite}.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ConformanceCase);
}

/** What is wrong with a scenario's trace, or undefined. */
function wrongWith({ scenario, expect: expected }: ConformanceCase): string | undefined {
  const difference = compareTraces(expected ?? { steps: [] }, runScenario(scenario));
  if (difference === undefined) return undefined;
  const { step, where, want, have } = difference;
  const does = JSON.stringify(scenario.steps[step]);
  return `step ${step}, ${where}: want ${JSON.stringify(want)}, have ${JSON.stringify(have)}; does ${does}`;
}

describe.each(Object.entries(SUITES))("%s", (suite, count) => {
  test("behaves as recorded from OTP", { timeout: 120_000 }, () => {
    const cases = corpus(suite);
    expect(cases).toHaveLength(count);
    const wrong = cases
      .map((one) => [one.id, wrongWith(one)] as const)
      .filter(([, what]) => what !== undefined);
    const gaps = KNOWN_GAPS.filter((id) => id.startsWith(`${suite}/`));
    const unexpected = wrong.filter(([id]) => !gaps.includes(id));
    expect(unexpected).toEqual([]);
    const closed = gaps.filter((id) => !wrong.some(([wrongId]) => wrongId === id));
    expect(closed, "these pass now: take them out of KNOWN_GAPS").toEqual([]);
  });
});

test("the comparison notices a trace that differs by one event", () => {
  const [first] = corpus("supervisor");
  const steps = first?.expect?.steps ?? [];
  const shortened = steps.map((step, index) =>
    index === 0 ? { ...step, ev: step.ev?.slice(1) ?? [] } : step,
  );
  expect(compareTraces({ steps }, { steps })).toBeUndefined();
  expect(compareTraces({ steps }, { steps: shortened })).toMatchObject({ step: 0 });
});
