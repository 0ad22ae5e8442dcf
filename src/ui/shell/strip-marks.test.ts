// Marks that stand too close become one, and none is lost.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MarkKind, TimelineMark } from "../../view/index.ts";
import type { Axis } from "./strip-axis.ts";
import { layMarks, MARK_KINDS, MARK_STYLES, markIndexAt, nearestMark } from "./strip-marks.ts";

/** One pixel is one millisecond. */
const AXIS: Axis = { endUs: 1_000_000, left: 0, width: 1000 };

function mark(atMs: number, kind: MarkKind, importance: TimelineMark["importance"] = 2): TimelineMark {
  return { id: `${kind} ${atMs}`, atUs: atMs * 1000, kind, text: kind, importance };
}

test("every kind has its own shape and its own colour", () => {
  const styles = MARK_KINDS.map((kind) => MARK_STYLES[kind]);
  expect(new Set(MARK_KINDS).size).toBe(Object.keys(MARK_STYLES).length);
  expect(new Set(styles.map(({ path }) => path)).size).toBe(styles.length);
  expect(new Set(styles.map(({ token }) => token)).size).toBe(styles.length);
});

describe("laying out", () => {
  test("marks with room stand alone, close ones of one row as the most important of them", () => {
    const drawn = layMarks(
      [mark(100, "election", 2), mark(104, "input", 3), mark(106, "alert"), mark(300, "version")],
      AXIS,
    );
    expect(drawn.map(({ x, mark: { kind }, count }) => [x, kind, count])).toEqual([
      [100, "input", 2],
      [106, "alert", 1],
      [300, "version", 1],
    ]);
  });

  test("of the same importance, a violation hides nothing but is hidden by nothing", () => {
    const [drawn] = layMarks([mark(100, "restart"), mark(101, "violation"), mark(102, "alert")], AXIS);
    expect(drawn?.mark.kind).toBe("violation");
  });

  test("every mark is counted, and no two of a row overlap", () => {
    const entry = fc.record({
      atMs: fc.integer({ min: 0, max: 1000 }),
      kind: fc.constantFrom(...MARK_KINDS),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 400 }), (entries) => {
        const marks = entries.sort((a, b) => a.atMs - b.atMs).map(({ atMs, kind }) => mark(atMs, kind));
        const drawn = layMarks(marks, AXIS);
        expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(marks.length);
        for (const row of ["above", "below"]) {
          const places = drawn.filter((at) => MARK_STYLES[at.mark.kind].row === row).map(({ x }) => x);
          for (const [i, x] of places.entries())
            if (i > 0) expect(x - (places[i - 1] ?? 0)).toBeGreaterThanOrEqual(9);
        }
      }),
    );
  });
});

test("the nearest mark is found within reach only", () => {
  const drawn = layMarks([mark(100, "input"), mark(130, "fault")], AXIS);
  expect(nearestMark(drawn, 112, 20)?.mark.kind).toBe("input");
  expect(nearestMark(drawn, 124, 20)?.mark.kind).toBe("fault");
  expect(nearestMark(drawn, 160, 20)).toBeNull();
});

test("where one is among the marks", () => {
  const marks = [mark(100, "input"), mark(100, "fault"), mark(130, "fault")];
  expect([50, 100, 129, 500].map((ms) => markIndexAt(marks, ms * 1000))).toEqual([-1, 1, 1, 2]);
});
