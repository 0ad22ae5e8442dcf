import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barHeight } from "./process-figure.tsx";

describe("the mailbox bar", () => {
  test("an empty mailbox has no bar, one message has a visible one", () => {
    expect(barHeight(0, 10)).toBe(0);
    expect(barHeight(1, 10)).toBeGreaterThanOrEqual(4);
  });
  test("grows with the mailbox and never beyond the glyph", () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.nat(100_000),
        fc.integer({ min: 7, max: 12 }),
        (mailbox, more, radius) => {
          expect(barHeight(mailbox + more, radius)).toBeGreaterThanOrEqual(barHeight(mailbox, radius));
          expect(barHeight(mailbox, radius)).toBeLessThanOrEqual(2 * radius);
        },
      ),
    );
  });
});
