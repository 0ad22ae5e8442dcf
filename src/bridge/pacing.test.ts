import { describe, expect, test } from "vitest";
import { CATCH_UP_MAX_MS, createPacer } from "./pacing.ts";

describe("pacing", () => {
  test("at speed 0.5 a frame of 20 ms runs 10 ms of virtual time", () => {
    const pacer = createPacer(0.5);
    pacer.start(1_000, 0);
    expect(pacer.goalUs(1_020, 0)).toBe(10_000);
  });

  test("fractions of a microsecond are carried over, so slow speeds are honest", () => {
    const pacer = createPacer(0.0001);
    pacer.start(0, 0);
    let goalUs = 0;
    for (let frame = 1; frame <= 100; frame++) goalUs = pacer.goalUs(frame * 16, goalUs);
    expect(Math.abs(goalUs - 160)).toBeLessThanOrEqual(1);
  });

  test("after a long absence at most the catch-up limit is paid", () => {
    const pacer = createPacer(1);
    pacer.start(0, 0);
    expect(pacer.goalUs(60_000, 0)).toBe(CATCH_UP_MAX_MS * 1_000);
  });

  test("a run that cannot keep up does not pile up debt", () => {
    const pacer = createPacer(10);
    pacer.start(0, 0);
    for (let frame = 1; frame <= 200; frame++) pacer.goalUs(frame * 16, 0);
    expect(pacer.goalUs(201 * 16, 0)).toBe(CATCH_UP_MAX_MS * 1_000 * 10);
  });

  test("at full speed there is no goal but the budget", () => {
    const pacer = createPacer(Number.POSITIVE_INFINITY);
    pacer.start(0, 0);
    expect(pacer.goalUs(16, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});
