import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distance } from "./plane.ts";
import { chooseDrawn, planSlots, SLOTS_MAX } from "./process-slots.ts";

const processes = (count: number) => Array.from({ length: count }, (_, i) => ({ pid: `<n1.${i}>` }));

describe("planSlots", () => {
  test("a large node holds fourteen processes in balanced rows", () => {
    const { slots, rows } = planSlots(80, 14);
    expect(slots).toHaveLength(14);
    const perRow = rows.reduce<number[]>((counts, row) => {
      counts[row] = (counts[row] ?? 0) + 1;
      return counts;
    }, []);
    expect(perRow).toEqual([...perRow].reverse());
  });
  test("a node without processes has no slots", () => expect(planSlots(80, 0).slots).toEqual([]));
  test("slots keep 24 px apart and stay inside the circle", () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 92 }), fc.integer({ min: 0, max: 40 }), (radius, wanted) => {
        const { slots, glyphRadius } = planSlots(radius, wanted);
        slots.forEach((slot, i) => {
          expect(Math.hypot(slot.x, slot.y) + glyphRadius).toBeLessThanOrEqual(radius);
          for (const other of slots.slice(i + 1))
            expect(distance(slot, other)).toBeGreaterThanOrEqual(24 - 1e-9);
        });
      }),
    );
  });
  test("never more slots than wanted, and all of seven in the smallest node that shows any", () => {
    fc.assert(
      fc.property(fc.integer({ min: 46, max: 92 }), fc.integer({ min: 0, max: 7 }), (radius, wanted) => {
        expect(planSlots(radius, wanted).slots).toHaveLength(wanted);
      }),
    );
  });
});

describe("chooseDrawn", () => {
  test("all are drawn while they fit", () => {
    expect(chooseDrawn(processes(14), 14, 15, null)).toEqual({ drawn: processes(14), more: 0 });
  });
  test("the rest is counted", () => {
    const { drawn, more } = chooseDrawn(processes(20), 20, 15, null);
    expect(drawn).toHaveLength(14);
    expect(more).toBe(6);
    expect(chooseDrawn(processes(50), 50, 99, null).drawn).toHaveLength(SLOTS_MAX - 1);
  });
  test("processes that were never sent are counted too", () => {
    expect(chooseDrawn(processes(5), 40, 15, null)).toEqual({ drawn: processes(5), more: 35 });
  });
  test("the selected process is drawn even when it stands last", () => {
    expect(chooseDrawn(processes(20), 20, 12, "<n1.19>").drawn.map((p) => p.pid)).toContain("<n1.19>");
  });
  test("drawn and counted make all, and nothing is drawn beyond the slots", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 20 }), (sent, extra, capacity) => {
        const { drawn, more } = chooseDrawn(processes(sent), sent + extra, capacity, `<n1.${sent - 1}>`);
        expect(drawn.length + more).toBe(sent + extra);
        expect(drawn.length + (more > 0 ? 1 : 0)).toBeLessThanOrEqual(capacity);
        expect(new Set(drawn.map((p) => p.pid)).size).toBe(drawn.length);
      }),
    );
  });
});
