import fc from "fast-check";
import { expect, test } from "vitest";
import { enterRestart } from "./restart-decision.ts";
import { countRestart, NO_RESTARTS, type RestartWindow, restartTimesUs } from "./restart-window.ts";

const HALF_SECOND_US = 500_000;

test("a window kept by seconds is the list of restarts that OTP keeps", () => {
  const gaps = fc.array(fc.oneof(fc.constant(0), fc.nat(HALF_SECOND_US), fc.nat(8 * HALF_SECOND_US)));
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 5 }), fc.nat(4), (waits, period, intensity) => {
      let nowUs = 0;
      let list: readonly number[] = [];
      let window: RestartWindow = NO_RESTARTS;
      for (const waitUs of waits) {
        nowUs += waitUs;
        const { restartsUs, exceeded } = enterRestart(list, nowUs, { intensity, period });
        window = countRestart(window, nowUs, period);
        list = restartsUs;
        expect(window.count > intensity).toBe(exceeded);
        expect(restartTimesUs(window)).toEqual(list.toReversed());
        expect(window.count).toBe(list.length);
      }
    }),
  );
});
