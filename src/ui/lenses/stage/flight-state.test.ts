import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  crossStrength,
  flightProgress,
  isTooQuick,
  isUnderWay,
  LOST_TRAILS,
  trailStrength,
} from "./flight-state.ts";

const flight = fc
  .record({ sent: fc.nat(1_000_000), takes: fc.integer({ min: 1, max: 500_000 }) })
  .map(({ sent, takes }) => ({ sent, arrive: sent + takes }));
const time = fc.nat(2_000_000);

describe("flightProgress", () => {
  test("is the elapsed share of the flight", () => {
    expect(flightProgress(1_250, 1_000, 2_000)).toBe(0.25);
    expect(flightProgress(900, 1_000, 2_000)).toBe(0);
    expect(flightProgress(2_500, 1_000, 2_000)).toBe(1);
  });
  test("a message that needs no time has arrived when it is sent", () =>
    expect(flightProgress(5, 5, 5)).toBe(0));
  test("never runs backwards and stays within 0 and 1", () => {
    fc.assert(
      fc.property(flight, time, fc.nat(100_000), ({ sent, arrive }, now, later) => {
        const before = flightProgress(now, sent, arrive);
        const after = flightProgress(now + later, sent, arrive);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("a message is in exactly one state", () => {
  test("under way until arrival, then a fading trail", () => {
    expect(isUnderWay(1_500, 1_000, 2_000, false)).toBe(true);
    expect(isUnderWay(2_000, 1_000, 2_000, false)).toBe(false);
    expect(trailStrength(1_999, 2_000, 100)).toBe(0);
    expect(trailStrength(2_000, 2_000, 100)).toBe(1);
    expect(trailStrength(2_050, 2_000, 100)).toBe(0.5);
    expect(trailStrength(2_100, 2_000, 100)).toBe(0);
  });
  test("a lost one flies half way, then fades as a cross", () => {
    expect(isUnderWay(1_499, 1_000, 2_000, true)).toBe(true);
    expect(isUnderWay(1_500, 1_000, 2_000, true)).toBe(false);
    expect(crossStrength(1_499, 1_000, 2_000, 100)).toBe(0);
    expect(crossStrength(1_500, 1_000, 2_000, 100)).toBe(1);
    expect(crossStrength(2_000 + 100 * LOST_TRAILS, 1_000, 2_000, 100)).toBe(0);
  });
  test("never a dot and its afterglow together", () => {
    fc.assert(
      fc.property(flight, time, fc.nat(100_000), ({ sent, arrive }, now, trailUs) => {
        expect(isUnderWay(now, sent, arrive, false) && trailStrength(now, arrive, trailUs) > 0).toBe(false);
        expect(isUnderWay(now, sent, arrive, true) && crossStrength(now, sent, arrive, trailUs) > 0).toBe(
          false,
        );
      }),
    );
  });
  test("afterglow never grows", () => {
    fc.assert(
      fc.property(
        flight,
        fc.nat(500_000),
        fc.nat(100_000),
        fc.nat(100_000),
        ({ sent, arrive }, age, later, trailUs) => {
          const now = arrive + age;
          expect(trailStrength(now + later, arrive, trailUs)).toBeLessThanOrEqual(
            trailStrength(now, arrive, trailUs),
          );
          expect(crossStrength(now + later, sent, arrive, trailUs)).toBeLessThanOrEqual(
            crossStrength(now, sent, arrive, trailUs),
          );
        },
      ),
    );
  });
});

test("a flight of two milliseconds is too quick at full speed, not in slow motion", () => {
  expect(isTooQuick(0, 2_000, 16_667)).toBe(true);
  expect(isTooQuick(0, 2_000, 167)).toBe(false);
});
