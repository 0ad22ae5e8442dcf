import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lanesToHex } from "../../base/index.ts";
import {
  type Blocking,
  type Context,
  createCode,
  error,
  exitFromOutside,
  Node,
  nodeLanes,
  restoreSnapshot,
  type Term,
  takeSnapshot,
  work,
} from "../../kernel/index.ts";
import { histogramOf, quantileOfHistogram } from "../../numeric/index.ts";
import { call, OTP_MODULES } from "../../otp/index.ts";
import {
  type Catalogue,
  composeCatalogue,
  execute,
  type MetricDefinition,
  type MetricReading,
  measure,
  mergeMetrics,
  OPEN_SPANS_MAX,
  quantilesOf,
  RETENTION_US,
  readMetrics,
  record,
  recorder,
  SERIES_PER_METRIC_MAX,
  telemetryModule,
  totalsOf,
  unitOf,
} from "./index.ts";

const EVENTS = {
  "job.finished": { description: "done", importance: 1, measurements: ["durationMs"], metadata: ["agent"] },
  "job.failed": { description: "failed", importance: 2, measurements: [], metadata: ["agent", "reason"] },
} as const satisfies Catalogue;

const metric = (kind: MetricDefinition["kind"], rest: Partial<MetricDefinition> = {}): MetricDefinition => ({
  id: `job.${kind}`,
  title: "Job",
  hint: "",
  kind,
  unit: "ms",
  event: "job.finished",
  value: "durationMs",
  labels: ["agent"],
  ...rest,
});
const METRICS = [metric("counter"), metric("gauge"), metric("histogram")];

type Action = (ctx: Context) => void;
type Options = { metrics?: readonly MetricDefinition[]; server?: boolean };

/** A node with a telemetry server and one process that does `actions`, one virtual second apart. */
function build(actions: readonly Action[], options: Options = {}) {
  const { metrics = METRICS, server = true } = options;
  const module = {
    name: "t",
    functions: {
      *main(ctx: Context) {
        if (server) {
          const start = ctx.code.get("gen_server")?.functions?.["start_link"] as unknown as (
            ...args: unknown[]
          ) => Generator<never, unknown, unknown>;
          yield* start(ctx, "telemetry", { catalogue: EVENTS, metrics }, { name: "telemetry" });
        }
        ctx.trapExit(true);
        for (const action of actions) {
          action(ctx);
          yield* work(1_000_000);
        }
      },
      *reset(ctx: Context) {
        ctx.emit("answer", yield* call(ctx, "telemetry", "reset"));
      },
    },
  };
  const node = new Node({ index: 0, seed: 1, code: createCode([...OTP_MODULES, telemetryModule, module]) });
  const emitted: [string, Term][] = [];
  node.onEmit = (event, data) => emitted.push([event, data]);
  node.boot(["t", "main", []], 0);
  return { node, emitted };
}

function world(actions: readonly Action[], options: Options = {}) {
  const built = build(actions, options);
  while (built.node.step());
  return built;
}

const finished =
  (agent: string, durationMs: number): Action =>
  (ctx) =>
    record(ctx, "job.finished", { agent, durationMs });

function find(readings: readonly MetricReading[], id: string, agent?: string): MetricReading | undefined {
  return readings.find(
    (reading) => reading.id === id && (agent === undefined || reading.labels["agent"] === agent),
  );
}

describe("record", () => {
  test("emits the event and feeds the metrics it is a source of", () => {
    const { node, emitted } = world([finished("a1", 100), finished("a1", 0), finished("a1", 0)]);
    expect(emitted[0]).toEqual(["job.finished", { agent: "a1", durationMs: 100 }]);
    const readings = readMetrics(node);
    expect(find(readings, "job.counter")).toMatchObject({ value: 100, count: 3, labels: { agent: "a1" } });
    expect(find(readings, "job.gauge")).toMatchObject({ value: 0 });
    // Not a mean of means: 100, 0, 0 has the mean 33.3.
    expect(find(readings, "job.histogram")?.histogram).toMatchObject({ count: 3, sum: 100 });
  });

  test("emits and drops the metric when there is no telemetry server", () => {
    const { node, emitted } = world([finished("a1", 1)], { server: false });
    expect(emitted).toHaveLength(1);
    expect(readMetrics(node)).toEqual([]);
  });

  test("goes on emitting after the server has died", () => {
    const { node, emitted } = world([
      finished("a1", 1),
      (ctx) => ctx.exit(ctx.whereis("telemetry") as never, "kill"),
      finished("a1", 1),
    ]);
    expect(emitted.filter(([event]) => event === "job.finished")).toHaveLength(2);
    expect(node.tables.has("telemetry_metrics")).toBe(false);
  });

  test("counts events nobody has declared, and never raises", () => {
    const { node } = world([(ctx) => record(ctx, "job.vanished", null), finished("a1", 1)]);
    const unknown = find(readMetrics(node), "telemetry.unknown_events");
    expect(unknown).toMatchObject({ value: 1, labels: { event: "job.vanished" } });
    expect(find(readMetrics(node), "job.counter")?.value).toBe(1);
  });

  test("counts values it cannot use, and leaves them out", () => {
    const { node } = world([
      finished("a1", Number.NaN),
      finished("a1", -1),
      (ctx) => record(ctx, "job.finished", "no record"),
    ]);
    const unusable = readMetrics(node).filter(({ id }) => id === "telemetry.unusable_values");
    expect(unusable.map(({ labels, value }) => [labels["metric"], value])).toEqual([
      ["job.counter", 3],
      ["job.gauge", 2],
      ["job.histogram", 3],
    ]);
    expect(find(readMetrics(node), "job.gauge")?.value).toBe(-1);
  });

  test("takes only events whose field has the value the metric asks for", () => {
    const { node } = world([finished("a1", 1), finished("a2", 2)], {
      metrics: [metric("counter", { only: ["agent", "a2"] })],
    });
    expect(readMetrics(node).map(({ value }) => value)).toEqual([2]);
  });

  test("measures the time between two events that belong together", () => {
    const begun =
      (agent: string): Action =>
      (ctx) =>
        record(ctx, "job.failed", { agent, reason: "x" });
    const { value: _, ...rest } = metric("histogram", {
      since: { event: "job.failed", by: "agent" },
      divideBy: 1000,
    });
    const actions = [
      begun("a1"),
      begun("a2"),
      finished("a2", 0),
      finished("a1", 0),
      finished("a1", 0),
      finished("a3", 0),
    ];
    const readings = readMetrics(world(actions, { metrics: [rest] }).node);
    expect(
      readings.map(({ labels, histogram }) => [labels["agent"], histogram?.count, histogram?.sum]),
    ).toEqual([
      ["a2", 1, 1000],
      ["a1", 1, 3000],
    ]);
  });

  test("forgets the oldest beginnings when too many wait for their end", () => {
    const names = Array.from({ length: OPEN_SPANS_MAX + 1 }, (_, i) => `a${i}`);
    const { value: _, ...rest } = metric("histogram", {
      since: { event: "job.failed", by: "agent" },
      labels: [],
    });
    const beginAll: Action = (ctx) => {
      for (const agent of names) record(ctx, "job.failed", { agent, reason: "x" });
    };
    const endAll: Action = (ctx) => {
      for (const agent of names) record(ctx, "job.finished", { agent, durationMs: 0 });
    };
    const readings = readMetrics(world([beginAll, endAll], { metrics: [rest] }).node);
    expect(readings.map(({ count }) => count)).toEqual([OPEN_SPANS_MAX]);
  });

  test("is checked by the compiler when it is bound to a catalogue", () => {
    const recordJob = recorder(EVENTS);
    const { emitted } = world([
      (ctx) => recordJob(ctx, "job.finished", { agent: "a1", durationMs: 1 }),
      // @ts-expect-error a number is missing
      (ctx) => recordJob(ctx, "job.finished", { agent: "a1" }),
      // @ts-expect-error no such event
      (ctx) => recordJob(ctx, "job.lost", {}),
    ]);
    expect(emitted).toHaveLength(3);
  });

  test("execute takes numbers and words apart", () => {
    const { emitted } = world([(ctx) => execute(ctx, "job.finished", { durationMs: 2 }, { agent: "a1" })]);
    expect(emitted).toEqual([["job.finished", { agent: "a1", durationMs: 2 }]]);
  });
});

describe("measure", () => {
  const span = { finished: "job.finished", failed: "job.failed" };
  const measured = (body: () => Blocking<unknown>) => {
    const module = {
      name: "m",
      functions: { main: (ctx: Context) => measure(ctx, span, { agent: "a1" }, body) },
    };
    const node = new Node({ index: 0, seed: 1, code: createCode([module]) });
    const emitted: [string, Term][] = [];
    node.onEmit = (event, data) => emitted.push([event, data]);
    node.boot(["m", "main", []], 0);
    while (node.step());
    return emitted;
  };

  test("records how long the work took in virtual time", () => {
    const emitted = measured(function* () {
      yield* work(2_500);
    });
    expect(emitted).toEqual([["job.finished", { agent: "a1", durationMs: 2.5 }]]);
  });

  test("records a crash and lets it go on", () => {
    // biome-ignore lint/correctness/useYield: it crashes at once
    const emitted = measured(function* () {
      error("badarg");
    });
    expect(emitted).toEqual([["job.failed", { agent: "a1", durationMs: 0, reason: ["badarg", "$stack"] }]]);
  });
});

describe("aggregates", () => {
  test("equal a reference computation over the same values", () => {
    const samples = fc.array(
      fc.tuple(fc.constantFrom("a1", "a2", "a3"), fc.integer({ min: 0, max: 100_000 })),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(samples, (values) => {
        const { node } = world(values.map(([agent, ms]) => finished(agent, ms)));
        const readings = readMetrics(node);
        for (const agent of new Set(values.map(([name]) => name))) {
          const own = values.filter(([name]) => name === agent).map(([, ms]) => ms);
          expect(find(readings, "job.counter", agent)?.value).toBe(own.reduce((sum, ms) => sum + ms, 0));
          expect(find(readings, "job.gauge", agent)?.value).toBe(own.at(-1));
          const histogram = histogramOf(own);
          const reading = find(readings, "job.histogram", agent) as MetricReading;
          expect(reading.histogram).toEqual(histogram);
          expect(quantilesOf(reading)?.p90).toBe(quantileOfHistogram(histogram, 0.9));
        }
      }),
      { numRuns: 30, seed: 18 },
    );
  });

  test("of several nodes are those of one node that saw everything", () => {
    const all = [finished("a1", 5), finished("a2", 7), finished("a1", 900), finished("a2", 1)];
    const whole = readMetrics(world(all).node);
    const parts = [all.slice(0, 2), all.slice(2)].map((part) => readMetrics(world(part).node));
    const merged = mergeMetrics(parts);
    const facts = (list: readonly MetricReading[]) =>
      list.map(({ id, labels, value, count, histogram }) => ({ id, labels, value, count, histogram }));
    expect(facts(merged)).toEqual(facts(whole));
  });

  test("have a total over all label sets, except gauges", () => {
    const totals = totalsOf(readMetrics(world([finished("a1", 5), finished("a2", 7)]).node));
    expect(totals.map(({ id, value }) => [id, Math.round(value)])).toEqual([
      ["job.counter", 12],
      ["job.histogram", 5],
    ]);
  });
});

describe("retention", () => {
  const many = Array.from({ length: SERIES_PER_METRIC_MAX + 6 }, (_, i) => `a${i}`);

  test("bounds the series of a metric: further label sets are counted together", () => {
    const { node } = world([(ctx) => many.forEach((agent) => void finished(agent, 1)(ctx))]);
    const counters = readMetrics(node).filter(({ id }) => id === "job.counter");
    expect(counters).toHaveLength(SERIES_PER_METRIC_MAX + 1);
    expect(counters.find(({ labels }) => labels["agent"] === "other")?.value).toBe(6);
    expect(counters.reduce((sum, { value }) => sum + value, 0)).toBe(many.length);
  });

  test("lets a series that was not fed for 300 s make room for a new one", () => {
    const pause = Array.from({ length: RETENTION_US / 1_000_000 + 1 }, () => () => undefined);
    const { node } = world([
      (ctx) => many.slice(0, SERIES_PER_METRIC_MAX).forEach((agent) => void finished(agent, 1)(ctx)),
      ...pause,
      finished("late", 1),
    ]);
    const counters = readMetrics(node).filter(({ id }) => id === "job.counter");
    expect(counters.map(({ labels }) => labels["agent"])).toEqual(["late"]);
  });
});

describe("the telemetry server", () => {
  test("empties all series on request", () => {
    const { node, emitted } = world([
      finished("a1", 1),
      (ctx) => void ctx.spawn(["t", "reset", []]),
      () => undefined,
    ]);
    expect(emitted).toContainEqual(["telemetry.metrics_reset", { series: 3 }]);
    expect(readMetrics(node)).toEqual([]);
  });

  test("survives a snapshot at any event with the same hash", () => {
    const actions = [finished("a1", 5), finished("a2", 7), finished("a1", 1)];
    const straight = world(actions).node;
    const events = straight.trace.seq;
    for (let cut = 0; cut < events; cut++) {
      const first = build(actions).node;
      for (let i = 0; i < cut; i++) first.step();
      const second = build(actions).node;
      restoreSnapshot(second, takeSnapshot(first));
      while (second.step());
      expect(lanesToHex(nodeLanes(second)), `cut at ${cut}`).toBe(lanesToHex(nodeLanes(straight)));
    }
  });

  test("killed from outside, its table is gone with it", () => {
    const { node } = world([finished("a1", 1)]);
    expect(readMetrics(node)).toHaveLength(3);
    exitFromOutside(node, node.names.get("telemetry") as never, "kill", 1);
    expect(readMetrics(node)).toEqual([]);
  });
});

describe("a catalogue", () => {
  test("refuses two specifications under one name, and names out of shape", () => {
    const other = { "job.failed": { ...EVENTS["job.failed"], importance: 3 as const } };
    expect(() => composeCatalogue(EVENTS, other)).toThrow("job.failed");
    expect(() => composeCatalogue({ Done: EVENTS["job.failed"] })).toThrow("Done");
    expect(Object.keys(composeCatalogue(EVENTS, EVENTS))).toEqual(["job.finished", "job.failed"]);
  });

  test("knows units by the end of a measurement's name", () => {
    expect(["waitedUs", "durationMs", "sizeBytes", "lossShare", "term"].map(unitOf)).toEqual([
      "µs",
      "ms",
      "bytes",
      "share",
      "",
    ]);
  });
});
