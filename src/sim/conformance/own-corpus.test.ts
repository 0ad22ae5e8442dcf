/** Scenarios of our own, recorded from Erlang/OTP 25 and Elixir 1.14 (own-corpus/README.md): every one is answered equally. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { compareTraces } from "../../testkit/conformance/compare.ts";
import type { ConformanceCase } from "./json.ts";
import { runScenario } from "./run-case.ts";

function corpus(name: string): readonly ConformanceCase[] {
  const file = new URL(`./own-corpus/${name}.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ConformanceCase);
}

function difference({ scenario, expect: recorded }: ConformanceCase) {
  return compareTraces(recorded ?? { steps: [] }, runScenario(scenario));
}

describe("a rule of OTP", () => {
  test.each(corpus("rules").map((one) => [one.id, one] as const))("%s", (_id, one) => {
    expect(difference(one)).toBeUndefined();
  });
});

describe("generated scenarios", () => {
  const cases = corpus("generated");
  const suites = [...new Set(cases.map((one) => one.suite))];

  test("cover all suites", () => {
    expect(suites).toHaveLength(7);
    expect(cases.length).toBeGreaterThanOrEqual(300);
  });

  test.each(suites)("%s: as the machine answered them", { timeout: 120_000 }, (suite) => {
    const wrong = cases
      .filter((one) => one.suite === suite)
      .map((one) => [one.id, difference(one)] as const)
      .filter(([, what]) => what !== undefined);
    expect(wrong).toEqual([]);
  });
});
