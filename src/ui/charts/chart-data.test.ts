import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelledMarks } from "./chart-overlay.tsx";
import { type ChartData, LINEAR_FROM_ZERO } from "./chart-types.ts";
import { holdingIndex, moveIndex, nearestIndex } from "./cursor.ts";
import { foldLines, OTHERS_ID } from "./fold-lines.ts";
import { hasDirectLabels, plotFrame, pxToX, spreadPositions, xToPx, yToPx } from "./plot-frame.ts";
import { readoutAt, readoutSentence } from "./readout.ts";
import { seriesStyle } from "./series-style.ts";
import { thinData } from "./thin.ts";

const NBSP = "\u00a0";

function chartData(over: Partial<ChartData> = {}): ChartData {
  return {
    timeS: [0, 1, 2, 3],
    lines: [{ id: "a", label: "alpha", values: [1, 2, null, 4] }],
    bands: [],
    marks: [],
    scale: LINEAR_FROM_ZERO,
    spanS: null,
    axisCharsMin: 0,
    stepped: false,
    ...over,
  };
}

describe("foldLines", () => {
  const line = (id: string, values: (number | null)[]) => ({ id, label: id, values });
  test("leaves six lines alone", () => {
    const lines = ["a", "b", "c", "d", "e", "f"].map((id) => line(id, [1]));
    expect(foldLines(lines)).toEqual({ lines, band: null });
  });
  test("makes the mean of the rest one line and its spread a band", () => {
    const lines = ["a", "b", "c", "d", "e"].map((id) => line(id, [1, 1]));
    const folded = foldLines([...lines, line("f", [10, null]), line("g", [20, null]), line("h", [60, 5])]);
    expect(folded.lines.map((one) => one.id)).toEqual(["a", "b", "c", "d", "e", OTHERS_ID]);
    expect(folded.lines.at(-1)).toMatchObject({ label: "mean of 3 others", values: [30, 5] });
    expect(folded.band).toMatchObject({ low: [10, 5], high: [60, 5] });
  });
  test("draws the folded line neutral and the others by their order", () => {
    expect(seriesStyle([{ id: OTHERS_ID }], 0).colour).toBe("var(--text-hint)");
    expect(seriesStyle([{ id: "a" }, { id: "b" }], 1)).toEqual({ colour: "var(--series-2)", dash: "none" });
  });
  test("tells more than three lines apart by dashes as well", () => {
    const lines = ["a", "b", "c", "d"].map((id) => ({ id }));
    expect(new Set(lines.map((_, n) => seriesStyle(lines, n).dash)).size).toBe(4);
  });
});

describe("the cursor", () => {
  const timeS = [10, 11, 12, 15];
  test.each([
    [10.4, 0],
    [10.6, 1],
    [14, 3],
    [15.9, 3],
    [20, null],
    [2, null],
  ])("at %d s is nearest to sample %s", (atS, index) => expect(nearestIndex(timeS, atS)).toBe(index));
  test.each([
    [9, null],
    [10, 0],
    [14.9, 2],
    [99, 3],
  ])("at %d s a step line holds sample %s", (atS, index) => expect(holdingIndex(timeS, atS)).toBe(index));
  test("finds nothing without samples", () => expect(nearestIndex([], 1)).toBeNull());
  test("starts at the newest sample and stops at the ends", () => {
    expect(moveIndex(null, "ArrowLeft", 4)).toBe(3);
    expect(moveIndex(0, "ArrowLeft", 4)).toBe(0);
    expect(moveIndex(3, "ArrowRight", 4)).toBe(3);
    expect(moveIndex(25, "PageUp", 40)).toBe(15);
    expect(moveIndex(2, "Home", 4)).toBe(0);
    expect(moveIndex(null, "End", 0)).toBeNull();
  });
});

describe("plotFrame", () => {
  const frame = plotFrame(chartData(), 500, 160);
  test("places the first and the last sample at the edges of the plot", () => {
    expect(xToPx(frame, 0)).toBe(frame.left);
    expect(xToPx(frame, 3)).toBe(frame.width - frame.right);
    expect(yToPx(frame, frame.y.low)).toBe(frame.height - frame.bottom);
    expect(yToPx(frame, frame.y.high)).toBe(frame.top);
  });
  test("turns pixels back into the time they came from", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (timeS) => {
        expect(pxToX(frame, xToPx(frame, timeS))).toBeCloseTo(timeS, 9);
      }),
    );
    expect(pxToX(frame, -50)).toBe(0);
    expect(pxToX(frame, 5_000)).toBe(3);
  });
  test("places a decade in the middle of two on a logarithmic axis", () => {
    const data = chartData({
      lines: [{ id: "a", label: "a", values: [0.01, 1] }],
      scale: { kind: "log", zeroBased: true, categories: null },
    });
    const log = plotFrame(data, 500, 160);
    expect(yToPx(log, 0.1)).toBeCloseTo((yToPx(log, 0.01) + yToPx(log, 1)) / 2, 9);
  });
  test("names two or three lines at their ends where there is room", () => {
    const two = chartData({ lines: ["a", "b"].map((id) => ({ id, label: id, values: [1] })) });
    expect(hasDirectLabels(two, 500)).toBe(true);
    expect(hasDirectLabels(two, 200)).toBe(false);
    expect(hasDirectLabels(chartData(), 500)).toBe(false);
  });
  test("can span more time than its samples", () => {
    expect(plotFrame(chartData({ spanS: [0, 30] }), 500, 160).x).toMatchObject({ low: 0, high: 30 });
  });
});

test("labels are moved apart, keep their order and stay inside", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 3 }), (positions) => {
      const placed = spreadPositions(positions, 14, { low: 0, high: 100 });
      const sorted = placed.map((_, n) => n).sort((a, b) => (placed[a] ?? 0) - (placed[b] ?? 0));
      for (let n = 1; n < sorted.length; n++) {
        const gap = (placed[sorted[n] ?? 0] ?? 0) - (placed[sorted[n - 1] ?? 0] ?? 0);
        expect(gap).toBeGreaterThanOrEqual(14 - 1e-9);
      }
      for (const y of placed) expect(y >= -1e-9 && y <= 100 + 1e-9).toBe(true);
    }),
  );
});

test("of crowded marks the newest keeps its label", () => {
  const marks = [1, 1.01, 2.5].map((atS, n) => ({ id: `m${n}`, atS, label: `v${n}` }));
  expect([...labelledMarks(marks, plotFrame(chartData(), 500, 160))].sort()).toEqual(["m1", "m2"]);
});

describe("thinData", () => {
  const long = (values: (number | null)[]) =>
    chartData({ timeS: values.map((_, n) => n), lines: [{ id: "a", label: "a", values }] });
  test("leaves a short series as it is", () => {
    const data = chartData();
    expect(thinData(data, 10)).toBe(data);
  });
  test("keeps the ends and every peak", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 50, maxLength: 400 }),
        (values) => {
          const thin = thinData(long(values), 20);
          const kept = thin.lines[0]?.values ?? [];
          expect(Math.max(...kept.map(Number))).toBe(Math.max(...values));
          expect(Math.min(...kept.map(Number))).toBe(Math.min(...values));
          expect(thin.timeS[0]).toBe(0);
          expect(thin.timeS.at(-1)).toBe(values.length - 1);
          expect(thin.timeS.length).toBeLessThanOrEqual(24);
        },
      ),
    );
  });
});

describe("the readout", () => {
  const text = (value: number | null) => (value === null ? "–" : String(value));
  test("shows the newest sample without a cursor and the nearest with one", () => {
    expect(readoutAt(chartData(), null, text)).toMatchObject({ timeS: 3, atCursor: false });
    expect(readoutAt(chartData(), 1.2, text).values).toEqual([{ id: "a", label: "alpha", text: "2" }]);
  });
  test("says that a sample is missing instead of a number", () => {
    expect(readoutSentence(readoutAt(chartData(), 2, text), "ms")).toBe(`t${NBSP}2.0${NBSP}s: alpha – ms`);
    expect(readoutSentence(readoutAt(chartData(), 99, text), "ms")).toBe("no sample here");
  });
  test("names the mark that lies between this sample and the one before", () => {
    const data = chartData({ marks: [{ id: "v2", atS: 0.5, label: "v2" }] });
    expect(readoutAt(data, 1, text).marks).toEqual(["v2"]);
    expect(readoutAt(data, 3, text).marks).toEqual([]);
  });
  test("on a step line tells the value that holds at the very moment", () => {
    const readout = readoutAt(chartData({ stepped: true }), 1.7, text);
    expect(readout).toMatchObject({ timeS: 1.7, values: [{ text: "2" }] });
  });
});
