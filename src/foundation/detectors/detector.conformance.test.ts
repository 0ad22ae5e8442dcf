import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, ln, normalCdf } from "../../numeric/index.ts";
import { type DetectorPolicy, type PhiPolicy, phiPolicy, policyRefusal } from "./detector.ts";
import { type Arrivals, beginArrivals, heard, suspicionLevel } from "./judgement.ts";

const BEAT_US = 100_000;

const POLICIES: Readonly<Record<string, DetectorPolicy>> = {
  fixed: { kind: "fixed", timeoutUs: 5 * BEAT_US },
  "phi, normal": phiPolicy(BEAT_US),
  "phi, exponential": phiPolicy(BEAT_US, { tail: "exponential", threshold: 3 }),
  "phi, short memory": phiPolicy(BEAT_US, { window: 2, threshold: 1, deviationMinUs: 1, pauseAllowedUs: 0 }),
};

/** The plain reference: keeps the whole history and computes everything from it when asked. */
function levelByHistory(
  policy: DetectorPolicy,
  beganUs: number,
  heardUs: readonly number[],
  nowUs: number,
): number {
  const intervals: number[] = [];
  let lastUs = beganUs;
  for (const atUs of heardUs) {
    if (levelAt(policy, intervals, atUs - lastUs) < 1) intervals.push(atUs - lastUs);
    lastUs = atUs;
  }
  return levelAt(policy, intervals, nowUs - lastUs);
}

function levelAt(policy: DetectorPolicy, intervals: readonly number[], silenceUs: number): number {
  if (policy.kind === "fixed") return silenceUs / policy.timeoutUs;
  const window = intervals.slice(-policy.window);
  const mean = window.length === 0 ? policy.firstIntervalUs : average(window);
  const deviation = window.length === 0 ? 0 : Math.sqrt(average(window.map((x) => (x - mean) * (x - mean))));
  return phiByDefinition(policy, Math.max(1, mean), deviation, silenceUs) / policy.threshold;
}

function phiByDefinition(policy: PhiPolicy, mean: number, deviation: number, silenceUs: number): number {
  if (silenceUs <= 0) return 0;
  const expected = mean + policy.pauseAllowedUs;
  const spread = Math.max(policy.deviationMinUs, deviation);
  const later =
    policy.tail === "normal" ? normalCdf((expected - silenceUs) / spread) : exp(-silenceUs / expected);
  return later < 1e-300 ? 300 : Math.min(300, -ln(later) / Math.LN10);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function historyOf(
  policy: DetectorPolicy,
  intervals: readonly number[],
): { arrivals: Arrivals; nowUs: number } {
  let arrivals = beginArrivals(policy, 0);
  let nowUs = 0;
  for (const interval of intervals) {
    nowUs += interval;
    arrivals = heard(policy, arrivals, nowUs);
  }
  return { arrivals, nowUs };
}

const someIntervals = fc.array(fc.integer({ min: 1, max: 8 * BEAT_US }), { maxLength: 40 });

describe.each(Object.entries(POLICIES))("%s", (_name, policy) => {
  it("suspects nobody it has just begun to watch or has just heard", () => {
    expect(suspicionLevel(policy, beginArrivals(policy, 7), 7)).toBe(0);
    const { arrivals, nowUs } = historyOf(policy, [BEAT_US, BEAT_US, 90_000]);
    expect(suspicionLevel(policy, arrivals, nowUs)).toBe(0);
  });

  it("never lowers its suspicion between heartbeats (N10)", () => {
    fc.assert(
      fc.property(someIntervals, fc.array(fc.nat(30 * BEAT_US), { maxLength: 30 }), (intervals, silences) => {
        const { arrivals, nowUs } = historyOf(policy, intervals);
        const levels = silences
          .sort((a, b) => a - b)
          .map((us) => suspicionLevel(policy, arrivals, nowUs + us));
        for (let i = 1; i < levels.length; i++)
          expect(levels[i] as number).toBeGreaterThanOrEqual(levels[i - 1] as number);
      }),
    );
  });

  it("never lowers its suspicion from one microsecond to the next, where the tail is computed in two ways", () => {
    const { arrivals, nowUs } = historyOf(policy, [BEAT_US, BEAT_US + 40_000, BEAT_US - 40_000]);
    for (const fromUs of [139_000, 219_000, 259_000, 319_000]) {
      for (let us = fromUs; us < fromUs + 2_000; us++) {
        const [now, then] = [us, us + 1].map((at) => suspicionLevel(policy, arrivals, nowUs + at)) as [
          number,
          number,
        ];
        if (then < now) expect.fail(`falls at ${us} µs: ${now} to ${then}`);
      }
    }
  });

  it("suspects silence in the end, with a finite level, and a heartbeat ends it (N10)", () => {
    fc.assert(
      fc.property(someIntervals, (intervals) => {
        const { arrivals, nowUs } = historyOf(policy, intervals);
        const lateUs = nowUs + 1_000 * BEAT_US;
        const level = suspicionLevel(policy, arrivals, lateUs);
        expect(level).toBeGreaterThanOrEqual(1);
        expect(Number.isFinite(level)).toBe(true);
        expect(suspicionLevel(policy, heard(policy, arrivals, lateUs), lateUs)).toBe(0);
      }),
    );
  });

  it("agrees with the plain reference on every history", () => {
    fc.assert(
      fc.property(someIntervals, fc.nat(20 * BEAT_US), (intervals, silenceUs) => {
        const { arrivals, nowUs } = historyOf(policy, intervals);
        let atUs = 0;
        const heardUs = intervals.map((interval) => (atUs += interval));
        const expected = levelByHistory(policy, 0, heardUs, nowUs + silenceUs);
        const level = suspicionLevel(policy, arrivals, nowUs + silenceUs);
        expect(Math.abs(level - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
      }),
    );
  });

  it("remembers a bounded number of intervals", () => {
    const { arrivals } = historyOf(
      policy,
      Array.from({ length: 500 }, () => BEAT_US),
    );
    const kept = arrivals.kind === "phi" ? arrivals.of.intervalsUs.length : 0;
    expect(kept).toBeLessThanOrEqual(100);
  });
});

describe("phi", () => {
  it("is 8 where the normal tail is 10⁻⁸: 5.612 deviations beyond the mean", () => {
    const policy = phiPolicy(BEAT_US, { pauseAllowedUs: 0 });
    const arrivals = beginArrivals(policy, 0);
    expect(suspicionLevel(policy, arrivals, BEAT_US + 5.612 * 20_000)).toBeCloseTo(1, 3);
  });

  it("does not learn an absence as if it were a rhythm", () => {
    const policy = phiPolicy(BEAT_US);
    const regular = Array.from({ length: 20 }, () => BEAT_US);
    const { arrivals, nowUs } = historyOf(policy, [...regular, 600 * BEAT_US]);
    expect(suspicionLevel(policy, arrivals, nowUs + 10 * BEAT_US)).toBeGreaterThanOrEqual(1);
  });

  it("waits longer for an irregular peer than for a regular one", () => {
    const policy = phiPolicy(BEAT_US);
    const regular = historyOf(
      policy,
      Array.from({ length: 20 }, () => BEAT_US),
    );
    const irregular = historyOf(
      policy,
      Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 40_000 : 160_000)),
    );
    const silenceUs = 330_000;
    expect(suspicionLevel(policy, regular.arrivals, regular.nowUs + silenceUs)).toBeGreaterThanOrEqual(1);
    expect(suspicionLevel(policy, irregular.arrivals, irregular.nowUs + silenceUs)).toBeLessThan(1);
  });
});

describe("policyRefusal", () => {
  it.each([
    [{ kind: "fixed", timeoutUs: 0 }, "timeoutUs: a whole number of µs from 1"],
    [phiPolicy(BEAT_US, { threshold: 0 }), "threshold: above 0, at most 300"],
    [phiPolicy(BEAT_US, { window: 0 }), "window: a whole number from 1"],
    [phiPolicy(BEAT_US, { pauseAllowedUs: -1 }), "pauseAllowedUs: a whole number of µs from 0"],
    [phiPolicy(BEAT_US), undefined],
  ] as const)("%o: %s", (policy, refusal) => {
    expect(policyRefusal(policy as DetectorPolicy)).toBe(refusal);
  });
});
