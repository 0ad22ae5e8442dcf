// The window holds every row in sight and never leaves the list.
import fc from "fast-check";
import { expect, test } from "vitest";
import { windowOf } from "./virtual-rows.tsx";

test("a list scrolled by ten rows draws the rows in sight and the overscan", () => {
  expect(windowOf({ top: 280, height: 140 }, { count: 1_000, rowHeight: 28, overscan: 4 })).toEqual({
    from: 6,
    to: 19,
  });
});

test("whatever the scroll position, every row that touches the sight is in the window", () => {
  const list = fc.record({
    count: fc.nat(100_000),
    rowHeight: fc.integer({ min: 1, max: 60 }),
    overscan: fc.nat(20),
  });
  const sight = fc.record({ top: fc.integer({ min: -50, max: 3_000_000 }), height: fc.nat(2_000) });
  fc.assert(
    fc.property(sight, list, (seen, rows) => {
      const { from, to } = windowOf(seen, rows);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(rows.count);
      for (const y of [seen.top, seen.top + seen.height - 1]) {
        const row = Math.floor(y / rows.rowHeight);
        if (seen.height > 0 && row >= 0 && row < rows.count) expect(row >= from && row < to).toBe(true);
      }
    }),
  );
});
