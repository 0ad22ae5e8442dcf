import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BENCH_SHAPES } from "../../sim/index.ts";
import { beamNamesFor, beamValue, parseMetric } from "./beam-metrics.ts";
import { BEAM_SHAPES } from "./beam-shapes.ts";
import { titleOf } from "./browser-engine.ts";
import type { Engine } from "./engine.ts";
import { differingShapes, type Figure, figureOf } from "./figures.ts";
import { GOALS, goalFor } from "./goals.ts";
import { carryOut } from "./isolate.ts";
import { type Host, measure, type Order, type Sample } from "./measure.ts";
import { readOptions } from "./options.ts";
import { ordersFor } from "./orders.ts";
import { reportOf } from "./report.ts";
import { meanRatio, rowsOf } from "./rows.ts";
import { runSession } from "./session.ts";
import { geometricMean, quantileOf, spreadOf } from "./statistics.ts";
import { rateText, renderTable } from "./table.ts";
import { levelValue, ratioOf, verdictOf } from "./verdict.ts";

const ids = BENCH_SHAPES.map(({ id }) => id);
const order = (id: string, changes: Partial<Order> = {}): Order => ({
  id,
  size: 1_000,
  ofPopulation: false,
  warmUps: 1,
  passes: 3,
  budgetMs: Number.POSITIVE_INFINITY,
  timeoutMs: 1_000,
  ...changes,
});
const sample = (id: string, rates: readonly number[], hash = "ab"): Sample => ({
  id,
  passes: rates.map((rate) => ({ operations: rate, wallMs: 1_000, cpuMs: 500 })),
  hash,
  eventsPerOperation: 1,
});
const figure = (id: string, rate: number, hash = "ab"): Figure => figureOf([sample(id, [rate], hash)]);
const options = (...args: string[]) => {
  const read = readOptions(args);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};

/** A host whose clock moves by one millisecond a reading, and whose heap grows by 64 bytes for each process. */
function steppingHost(processes = 0): Host {
  let nowMs = 0;
  let readings = 0;
  return {
    nowMs: () => nowMs++,
    cpuMs: () => undefined,
    heapBytes: () => Promise.resolve((readings++ % 2) * 64 * processes),
  };
}

describe("measuring a shape", () => {
  test("leaves the passes that warm up out, and agrees on one hash", async () => {
    const { passes, hash, eventsPerOperation } = await measure(order("ring"), steppingHost());
    expect(passes.map(({ operations }) => operations)).toEqual([1_000, 1_000, 1_000]);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(eventsPerOperation).toBeGreaterThanOrEqual(1);
  });

  test("begins no pass after its time is over, but always measures one", async () => {
    expect((await measure(order("ring", { budgetMs: 0 }), steppingHost())).passes).toHaveLength(1);
  });

  test("weighs the processes that a shape leaves", async () => {
    const weighed = await measure(order("idle_handlers_1m"), steppingHost(1_000));
    expect(weighed.bytesPerProcess).toBe(64);
    expect((await measure(order("ring"), steppingHost(1_000))).bytesPerProcess).toBeUndefined();
  });

  test("times each slice of a shape that is run in slices", async () => {
    const { slices } = await measure(order("slices", { size: 300_000, passes: 1 }), steppingHost());
    // One reading of the clock before and one after each slice.
    expect(slices).toEqual({ p99Ms: 1, worstMs: 1 });
  });

  test("answers with what went wrong instead of ending the isolate", async () => {
    const answer = await carryOut({ kind: "measure", order: order("rong") }, steppingHost());
    expect(answer).toMatchObject({ error: expect.stringContaining('no shape "rong"') });
  });
});

describe("figures", () => {
  test("are the median over whole runs of the median over their passes", () => {
    const { wall, cpu, runs, passes } = figureOf([
      sample("x", [10, 30, 20]),
      sample("x", [100, 100, 100]),
      sample("x", [40, 50, 1]),
    ]);
    expect(wall).toEqual({ median: 40, low: 20, high: 100 });
    expect(cpu?.median).toBe(80);
    expect([runs, passes]).toEqual([3, 9]);
  });

  test("of a single run have the spread of its passes", () => {
    expect(figureOf([sample("x", [10, 30, 20])]).wall).toEqual({ median: 20, low: 10, high: 30 });
  });

  test("say nothing about processor time when one pass does not know it", () => {
    const unknown = { ...sample("x", [10]), passes: [{ operations: 1, wallMs: 1 }] };
    expect(figureOf([sample("x", [10]), unknown]).cpu).toBeUndefined();
  });

  test("tell shapes whose hashes differ between engines or between passes", () => {
    const engines = [
      { engine: "a", figures: [figure("x", 1, "1"), figure("y", 1, "1"), figure("z", 1, "1 2")] },
      { engine: "b", figures: [figure("x", 1, "1"), figure("y", 1, "2"), figure("z", 1, "1 2")] },
    ];
    expect(differingShapes(engines)).toEqual(["y", "z"]);
  });

  test("rest on quantiles that are values themselves, and on means of ratios", () => {
    expect([0, 0.5, 0.99, 1].map((share) => quantileOf([3, 1, 2, 4], share))).toEqual([1, 2, 4, 4]);
    expect(spreadOf([2, 9, 4])).toEqual({ median: 4, low: 2, high: 9 });
    expect(geometricMean([4, 0.25, 8])).toBeCloseTo(2);
  });
});

describe("the BEAM beside us", () => {
  test("every counterpart and every goal belongs to a shape", () => {
    expect(ids).toEqual(expect.arrayContaining(Object.keys(BEAM_SHAPES)));
    expect(ids).toEqual(expect.arrayContaining(GOALS.map(({ shape }) => shape)));
  });

  test("every metric is one that the sources print", () => {
    const erlang = readFileSync("tools/beam/beam_bench.erl", "utf8");
    const elixir = readFileSync("tools/beam/registry_bench.exs", "utf8");
    for (const { metric } of Object.values(BEAM_SHAPES)) {
      const [name, key] = metric.split(".") as [string, string];
      if (name === "registry") expect(elixir).toContain(`${key}: `);
      else
        expect([erlang.includes(`"${name}" => fun`), erlang.includes(`{"${key}", `)]).toEqual([true, true]);
    }
  });

  test("is asked once for several shapes of one source", () => {
    expect(beamNamesFor(["table_lookup", "table_insert", "network", "ring"])).toEqual(["ets", "ring"]);
  });

  test("prints a metric per line; remarks are passed over", () => {
    const line = "links.setup\ts for 100,000\t0.5\t0.4\t0.6\t3\t0.25";
    const metric = { metric: "links.setup", median: 0.5, low: 0.4, high: 0.6, cpu: 0.25 };
    expect(parseMetric(line)).toEqual(metric);
    expect(parseMetric("# otp 25 schedulers 1")).toBeUndefined();
    // Seconds for a hundred thousand are turned into a rate, by either clock.
    expect(beamValue([metric], ["link_set_up", "rate"], "wall")).toEqual({
      value: 200_000,
      isMeasured: true,
    });
    expect(beamValue([metric], ["link_set_up", "rate"], "cpu")?.value).toBe(400_000);
  });

  test("gives the better published median where it was not measured", () => {
    expect(beamValue([], ["call_1", "rate"], "wall")).toEqual({ value: 850_000, isMeasured: false });
    expect(beamValue([], ["network", "rate"], "wall")).toBeUndefined();
    expect(beamValue([], ["idle_servers_1m", "bytes"], "wall")?.value).toBe(2_640);
  });
});

describe("verdicts", () => {
  const goal = {
    shape: "x",
    reading: "rate" as const,
    floor: { timesBeam: 2, value: 500 },
    target: { timesBeam: 4 },
  };
  const measured = { value: 100, isMeasured: true };

  test("go by the ratio to this session's BEAM, by the absolute value without one", () => {
    expect([199, 200, 400].map((value) => verdictOf(goal, value, measured))).toEqual([
      "below",
      "floor",
      "target",
    ]);
    expect([400, 500].map((value) => verdictOf(goal, value, undefined))).toEqual(["below", "floor"]);
    expect(levelValue({ timesBeam: 4 }, "rate", { value: 100, isMeasured: false })).toBe(400);
    expect(verdictOf(undefined, 1, measured)).toBe("");
  });

  test("of bytes and pauses are the better the less", () => {
    const bytes = { ...goal, reading: "bytes" as const, floor: { value: 200 }, target: { value: 100 } };
    expect([201, 200, 100].map((value) => verdictOf(bytes, value, undefined))).toEqual([
      "below",
      "floor",
      "target",
    ]);
    expect(ratioOf("bytes", 132, 2_640)).toBe(20);
  });

  test("ask Firefox for half of each floor", () => {
    expect(goalFor("Firefox 153.0", goal)).toMatchObject({
      floor: { timesBeam: 1, value: 250 },
      target: goal.floor,
    });
    const pause = { ...goal, reading: "worst_ms" as const, floor: { value: 40 } };
    expect(goalFor("Firefox 153.0", pause).floor.value).toBe(80);
    expect(goalFor("Chromium 156", goal)).toBe(goal);
  });
});

describe("options", () => {
  test("choose shapes and engines, or say what is unknown", () => {
    expect(options("--shape", "ring,ping_pong").shapes.map(({ id }) => id)).toEqual(["ping_pong", "ring"]);
    expect(options("--engine=all").engines).toEqual(["node", "chromium", "firefox"]);
    for (const [args, said] of [
      [["--shape", "rong"], '"rong"'],
      [["--engine", "toString"], '"toString"'],
      [["--runs", "0"], "--runs"],
      [["--by", "moon"], "--by"],
      [["--beam", "--no-beam"], "--no-beam"],
      [["ring"], "--shape"],
    ] as const) {
      expect(readOptions(args)).toMatchObject({ ok: false, error: expect.stringContaining(said) });
    }
  });

  test("three whole runs, or one for a quick look or slopes", () => {
    expect(options().runs).toBe(3);
    expect([options("--quick").runs, options("--slopes").runs]).toEqual([1, 1]);
    expect(options("--quick", "--runs", "5").runs).toBe(5);
  });

  test("become orders: one a shape, or one a population", () => {
    expect(ordersFor(options()).map(({ id }) => id)).toEqual(ids);
    const sizes = ordersFor(options("--slopes", "--shape", "timers_1m,network")).map(({ size }) => size);
    expect(sizes).toEqual([1_000, 10_000, 100_000, 1_000_000]);
    for (const { quickSize, size } of BENCH_SHAPES) expect(quickSize).toBeLessThan(size);
  });
});

describe("a session", () => {
  const diary: string[] = [];
  const engine = (name: string): Engine => ({
    name,
    title: () => name,
    openIsolate: async () => void diary.push(`${name} opens`),
    warmUp: async () => void diary.push(`${name} warms up`),
    measure: async ({ id }) => {
      diary.push(`${name} ${id}`);
      return sample(id, [100]);
    },
    close: async () => undefined,
  });
  const beam = {
    title: "Erlang/OTP 25",
    hasElixir: false,
    measure: async (name: string) => {
      diary.push(`beam ${name}`);
      return [{ metric: "ring.hops", median: 50, low: 50, high: 50, cpu: 50 }];
    },
    close: () => undefined,
  };
  const plan = {
    orders: [order("ring"), order("network")],
    engines: [engine("a"), engine("b")],
    beam,
    runs: 2,
    isFresh: false,
    limitMs: 1_000,
    say: () => undefined,
  };

  test("lets the BEAM and all engines measure a shape before the next one begins", async () => {
    diary.length = 0;
    const { runs, samples } = await runSession(plan, () => 0);
    const once = ["a opens", "a warms up", "b opens", "b warms up"];
    const measured = ["beam ring", "a ring", "b ring", "a network", "b network"];
    expect(diary).toEqual([...once, ...measured, ...once, ...measured]);
    expect([runs, samples.get("a")?.get(plan.orders[0] as Order)?.length]).toEqual([2, 2]);
  });

  test("opens an isolate for each shape when they shall be fresh", async () => {
    diary.length = 0;
    await runSession({ ...plan, runs: 1, isFresh: true, engines: [engine("a")] }, () => 0);
    expect(diary).toEqual(["beam ring", "a opens", "a ring", "a opens", "a network"]);
  });

  test("gives a shape up that takes too long, begins a new isolate, and does not try it again", async () => {
    diary.length = 0;
    const slow = { ...engine("a"), measure: async () => undefined };
    const outcome = await runSession({ ...plan, beam: undefined, engines: [slow, engine("b")] }, () => 0);
    const opened = diary.filter((entry) => entry === "a opens").length;
    // Two whole runs, and after each of two shapes.
    expect(opened).toBe(4);
    const { text } = reportOf(options("--shape", "ring,network"), outcome, undefined);
    expect(text).toMatch(/^ring +hops\/s +5\.65 M \* +2x or 11\.0 M +4x +- +100 /m);
  });

  test("does not begin a whole run that would end too late", async () => {
    let nowMs = 0;
    const { runs } = await runSession({ ...plan, runs: 9 }, () => (nowMs += 200));
    expect(runs).toBeLessThan(9);
    expect(runs).toBeGreaterThan(0);
  });

  test("measures no shape any more when the time is over", async () => {
    let nowMs = 0;
    const { samples } = await runSession({ ...plan, runs: 1, limitMs: 300 }, () => (nowMs += 150));
    expect(Array.from(samples.get("a")?.keys() ?? [], ({ id }) => id)).toEqual(["ring"]);
  });

  test("ends in a table with ratios, verdicts and a mean, and in versioned JSON", async () => {
    const outcome = await runSession(plan, () => 0);
    const { json, text, differing } = reportOf(options("--shape", "ring,network"), outcome, beam.title);
    expect(differing).toEqual([]);
    expect(text).toMatch(/^ring +hops\/s +50\.0 +2x or 11\.0 M +4x +100 +2\.00x +4\.00x +floor/m);
    expect(text).toContain("a: geometric mean over 1 shapes, by the wall: 2.00x the BEAM.");
    expect(text).toContain("Every shape has one hash");
    expect(json).toMatchObject({ version: 2, method: { isolates: "mixed", runs: 2 }, differing: [] });
  });

  test("of slopes ends in ns per operation and their growth", async () => {
    const slopes = options("--slopes", "--shape", "fan_in");
    const outcome = await runSession(
      { ...plan, orders: ordersFor(slopes), beam: undefined, runs: 1 },
      () => 0,
    );
    const { text } = reportOf(slopes, outcome, undefined);
    expect(text).toMatch(/^fan_in +a +10000000 +10000000 +10000000 +10000000 +1\.0x$/m);
  });
});

describe("the report", () => {
  const engines = [
    { engine: "Node 20", figures: [figure("call_1", 1_700_000), figure("network", 5_000_000)] },
  ];
  const session = {
    engines,
    units: new Map([
      ["call_1", "calls"],
      ["network", "messages"],
    ]),
    beam: [],
    clock: "wall" as const,
  };

  test("compares with the published figure when nothing was measured, and leaves the rest out of the mean", () => {
    const rows = rowsOf(session);
    expect(rows[0]).toMatchObject({
      beam: { value: 850_000, isMeasured: false },
      entries: [{ ratioWall: 2 }],
    });
    expect(rows[1]).toMatchObject({ entries: [{ verdict: "target" }] });
    expect(meanRatio(rows, "Node 20", "wall")).toEqual({ mean: 2, shapes: 1 });
  });

  test("writes rates with three digits, and columns of one width", () => {
    expect([12_345_678, 456_000, 78].map(rateText)).toEqual(["12.3 M", "456 k", "78.0"]);
    expect(
      renderTable([
        ["a", "bb"],
        ["ccc", "d"],
      ]),
    ).toBe("a    bb\nccc  d");
  });

  test("names a browser by its kind and version", () => {
    expect(titleOf("chromium", "Mozilla/5.0 (X11) HeadlessChrome/156.0.0.0 Safari/537.36")).toBe(
      "Chromium 156.0.0.0",
    );
    expect(titleOf("firefox", "Mozilla/5.0 (X11; rv:153.0) Gecko/20100101 Firefox/153.0")).toBe(
      "Firefox 153.0",
    );
  });
});
