// The density picture says what is true of the processes, at every zoom, and costs by its size, not by theirs.
import { beforeAll, describe, expect, test } from "vitest";
import type { Run } from "../../sim/index.ts";
import { openRun, optionsFor } from "../../testkit/sim/open-run.ts";
import { DENSITY_MEASURES, DENSITY_STATE_STEP, type DensityAssigns } from "../density-assigns.ts";
import { createDensityView } from "./density-view.ts";

const DRIVING = { playing: true, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };

function town(untilUs: number, processes = 1_000): Run {
  const run = openRun(
    "million",
    7,
    optionsFor("million", 7, { processes, churnPerMille: 20, rumourEveryS: 2 }),
  );
  run.advance(untilUs, Number.POSITIVE_INFINITY);
  return run;
}

function picture(run: Run, params: Readonly<Record<string, unknown>> = {}): DensityAssigns {
  return createDensityView().render(run, DRIVING, params);
}

const alive = (run: Run) => run.world.nodes[0]?.slots.filter((process) => process !== undefined) ?? [];

describe("a town of a thousand", () => {
  let run: Run;
  beforeAll(() => {
    run = town(7_500_000);
  });

  test.each(DENSITY_MEASURES)(
    "is all there when coloured by %s, and no cell is lit where nobody lives",
    (measure) => {
      const density = picture(run, { measure });
      expect(density.total).toBe(run.world.nodes[0]?.processCount);
      expect(density.shown).toBe(density.total);
      const cells = density.raster.columns * density.raster.rows;
      expect([density.alive.length, density.level.length]).toEqual([cells, cells]);
      expect(Array.from(density.alive).filter((share) => share > 0)).toHaveLength(density.total);
      expect(density.level.every((level, i) => level === 0 || density.alive[i] !== 0)).toBe(true);
    },
  );

  test("counts every state once, and shows the rare one", () => {
    const { states, level, total } = picture(run, { measure: "state" });
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(states.blocked ?? 0).toBeGreaterThan(0);
    const blocked = Array.from(level).filter((code) => Math.floor(code / DENSITY_STATE_STEP) === 2);
    expect(blocked).toHaveLength(states.blocked ?? 0);
  });

  test("adds up to the same at a coarser look", () => {
    const coarse = picture(run, { measure: "state", cells: 16 });
    expect(coarse.raster.cell).toBe(2);
    expect(coarse.shown).toBe(picture(run).shown);
  });

  test("says of a cell how many live there and from least to most", () => {
    const params = { measure: "handled", cells: 16, probeX: 3.5, probeY: 2.2 };
    const { probe } = picture(run, params);
    expect(probe).toMatchObject({ x: 2, y: 2, cell: 2, places: 4, node: "n1" });
    const { least, mean, most } = probe ?? {};
    expect(least).toBeLessThanOrEqual(mean ?? -1);
    expect(mean).toBeLessThanOrEqual(most ?? -1);
    expect(picture(run, { ...params, probeX: 900 }).probe).toBeNull();
  });

  test("zoomed in, names each process at its place, and finds the one that is followed there", () => {
    const some = alive(run)[123];
    const follow = some?.pid.toString() ?? "";
    const { followed } = picture(run, { follow });
    const [x, y] = [followed?.x ?? -1, followed?.y ?? -1];
    const near = picture(run, { x: x - 1, y: y - 1, width: 3, height: 3, probeX: x, probeY: y });
    expect(near.raster.cell).toBe(1);
    expect(near.near.find((process) => process.x === x && process.y === y)?.pid).toBe(follow);
    expect(near.probe?.top?.pid).toBe(follow);
    expect(near.shown).toBe(near.near.length);
  });

  test("has the same figures as a table: quantiles over the processes, and the cells that stand out", () => {
    const { summary } = picture(run, { measure: "handled", table: true });
    const handled = alive(run)
      .map((process) => process.handled)
      .sort((a, b) => a - b);
    const at = (share: number) => summary?.quantiles.find((entry) => entry.share === share)?.value;
    expect([at(0), at(1)]).toEqual([handled[0], handled.at(-1)]);
    expect(at(0.5)).toBe(handled[Math.ceil(handled.length / 2) - 1]);
    expect(summary?.cells[0]?.most).toBe(handled.at(-1));
    expect(picture(run, { measure: "handled" }).summary).toBeNull();
  });
});

test("activity is counted from a moment on, not guessed", () => {
  const run = town(6_000_000);
  const view = createDensityView();
  const params = { measure: "activity", table: true };
  const first = view.render(run, DRIVING, params);
  expect(first.scale.windowUs).toBe(0);
  expect(Math.max(...first.level)).toBe(0);
  const before = new Map(alive(run).map((process) => [process, process.handled]));
  run.advance(6_400_000, Number.POSITIVE_INFINITY);
  const { scale, summary } = view.render(run, DRIVING, params);
  expect(scale.windowUs).toBe(400_000);
  const rates = alive(run).map((process) => (process.handled - (before.get(process) ?? 0)) / 0.4);
  expect(summary?.quantiles.at(-1)?.value).toBeCloseTo(Math.max(...rates), 6);
});

test("a process keeps its place while others come, and a dead one leaves a hole", () => {
  const run = town(2_000_000);
  const pid = alive(run)[40]?.pid.toString() ?? "";
  const view = createDensityView();
  const place = view.render(run, DRIVING, { follow: pid }).followed;
  run.advance(4_900_000, Number.POSITIVE_INFINITY);
  expect(view.render(run, DRIVING, { follow: pid }).followed).toEqual(place);
  run.world.apply({ kind: "kill_process", target: "<n1.7>", reason: "kill" });
  run.advance(4_900_010, 1_000);
  expect(view.render(run, DRIVING, { follow: pid }).total).toBeLessThan(alive(run).length + 1);
});

test("several nodes stand side by side, each with its own tile", () => {
  const run = openRun("learning-cluster", 42);
  run.advance(1_000_000, Number.POSITIVE_INFINITY);
  const { world, shown, total } = picture(run);
  expect(world.nodes).toEqual(["n1", "n2", "n3", "n4", "n5"]);
  expect(world.across).toBe(3);
  expect(shown).toBe(total);
});

test("parameters from outside that make no sense are passed over", () => {
  const run = town(1_000_000);
  const wild = {
    measure: "colour",
    x: "left",
    width: Number.NaN,
    height: -4,
    cells: 1e9,
    probeX: {},
    follow: 7,
  };
  expect(picture(run, wild)).toMatchObject({ measure: "state", probe: null, followed: null });
});
