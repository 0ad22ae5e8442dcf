import { describe, expect, test } from "vitest";
import { BEAM_FIGURES } from "./beam-figures.ts";
import { type Figure, measureShape, RUNS } from "./measure.ts";
import { shapesNamed, sizeOf } from "./shapes.ts";
import { differingShapes, rateText, renderTable, tableRows } from "./table.ts";

const shapes = shapesNamed(undefined);
const figure = (id: string, hash: string, perSecondMedian = 100): Figure => ({
  id,
  title: id,
  unit: "calls",
  size: 1,
  runs: RUNS,
  perSecondMedian,
  perSecondMin: perSecondMedian * 0.9,
  perSecondMax: perSecondMedian * 1.2,
  hash,
});

describe("measuring a shape", () => {
  test("gives the median and the spread of the measured runs, warm-ups left out", () => {
    const durationsMs = [1000, 1000, 10, 20, 30, 40, 50];
    let nowMs = 0;
    let calls = 0;
    const clock = () => {
      if (calls++ % 2 === 1) nowMs += durationsMs[(calls >> 1) - 1] as number;
      return nowMs;
    };
    const shape = {
      ...figure("x", ""),
      quickSize: 1,
      prepare: (size: number) => ({ run: () => size, hash: () => "same" }),
    };
    const measured = measureShape(shape, 30, clock);
    expect(measured).toMatchObject({
      perSecondMedian: 1000,
      perSecondMax: 3000,
      perSecondMin: 600,
      hash: "same",
    });
  });
});

describe("choosing shapes", () => {
  test("takes all of them, those that are named, or says which name is unknown", () => {
    expect(shapes.ok && shapes.value.length).toBeGreaterThan(10);
    const two = shapesNamed(["ring", "ping_pong"]);
    expect(two.ok && two.value.map(({ id }) => id)).toEqual(["ping_pong", "ring"]);
    expect(shapesNamed(["rong"])).toMatchObject({ ok: false, error: expect.stringContaining('"rong"') });
  });

  test("every quoted BEAM figure belongs to a shape, and a quick size is no larger than the full one", () => {
    const all = shapes.ok ? shapes.value : [];
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(BEAM_FIGURES)));
    for (const shape of all) expect(sizeOf(shape, true)).toBeLessThanOrEqual(sizeOf(shape, false));
  });
});

describe("the report", () => {
  test("shows a row per shape with its spread, and the ratio to the better BEAM figure", () => {
    const rows = tableRows([{ engine: "Node 20", figures: [figure("call_1", "ab", 1_700_000)] }]);
    expect(rows[1]).toEqual(["call_1", "calls", "770 k .. 850 k", "1.70 M (-10 +20 %)", "2.0x", "ab"]);
    expect(renderTable(rows).split("\n")).toHaveLength(2);
  });

  test("finds shapes whose hashes differ between engines or between runs", () => {
    const engines = [
      { engine: "a", figures: [figure("x", "1"), figure("y", "1"), figure("z", "1 2")] },
      { engine: "b", figures: [figure("x", "1"), figure("y", "2"), figure("z", "1 2")] },
    ];
    expect(differingShapes(engines)).toEqual(["y", "z"]);
  });

  test("writes rates with three digits", () => {
    expect([12_345_678, 456_000, 78].map(rateText)).toEqual(["12.3 M", "456 k", "78.0"]);
  });
});
