// Every format is opened by a reader that is not ours; what is read there is held against the run it came from.
import { buildModel } from "@tracerbench/trace-model";
import Papa from "papaparse";
import parsePrometheus from "parse-prometheus-text-format";
import { describe, expect, test } from "vitest";
import { EVENT_KIND, INPUT_NODE, type TraceRecord } from "../../kernel/index.ts";
import { readOtlp } from "../../testkit/exports/otlp.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import { parseJournal } from "../journal.ts";
import { readLeader } from "../readings/index.ts";
import type { Run } from "../run.ts";
import { EXPORTS, exportRun, findExport, SHIVIZ_LINE } from "./index.ts";
import { bucketsOf } from "./metric-rows.ts";
import { nodePhases } from "./node-phases.ts";
import { readWindow } from "./trace-window.ts";
import { vectorClocks } from "./vector-clocks.ts";

const ALL = Number.POSITIVE_INFINITY;

/** A cluster that has seen an election, a crashed leader, a restart, and learning. */
function eventfulRun(): Run {
  const run = openRun("learning-cluster", 5);
  run.advance(2_000_000, ALL);
  const leader = readLeader(run.world.nodes)?.node ?? 0;
  run.world.apply({ kind: "crash_node", target: `n${leader + 1}` });
  run.advance(4_000_000, ALL);
  run.world.apply({ kind: "restart_node", target: `n${leader + 1}` });
  run.advance(6_500_000, ALL);
  return run;
}

const run = eventfulRun();
const written = new Map<string, string>();

function writeAnew(id: string, of: Run): string {
  const file = exportRun(of, id);
  if (!file.ok) throw new Error(file.error);
  return file.value.text;
}

/** The export of the one run, written once. */
function write(id: string): string {
  const text = written.get(id) ?? writeAnew(id, run);
  written.set(id, text);
  return text;
}

describe("the catalogue", () => {
  test("names every format once, and a format that is not there with those that are", () => {
    const ids = EXPORTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(EXPORTS.map(({ ending }) => ending)).size).toBe(ids.length);
    const missing = findExport("pdf");
    expect(missing.ok ? "" : missing.error).toBe(`there is no format "pdf"; known: ${ids.join(", ")}`);
  });

  test("names the file after the run", () => {
    const file = exportRun(run, "samples-csv");
    expect(file.ok && file.value.fileName).toBe("mabeam-learning-cluster-seed-5-samples.csv");
  });

  test("the same run gives the same bytes in every format, and its hash stays", () => {
    const again = eventfulRun();
    const before = run.world.hash();
    const different = EXPORTS.filter(({ id }) => writeAnew(id, again) !== writeAnew(id, run));
    expect(different.map(({ id }) => id)).toEqual([]);
    expect(run.world.hash()).toBe(before);
    expect(again.world.hash()).toBe(before);
  });

  test.each(EXPORTS.map(({ id }) => id))("%s: ends with a line break", (id) => {
    expect(write(id).endsWith("\n")).toBe(true);
  });

  test.each(EXPORTS.map(({ id }) => id))("%s: can be written before anything has happened", (id) => {
    expect(writeAnew(id, openRun("supervision-basics", 1)).length).toBeGreaterThan(0);
  });
});

describe("journal", () => {
  test("is a journal that replays", () => {
    const journal = parseJournal(write("journal"));
    if (!journal.ok) throw new Error(journal.error);
    const { seed, inputs, untilUs, events, hash } = journal.value;
    const again = openRun("learning-cluster", seed, { inputs });
    again.advanceTo(untilUs, events ?? 0);
    expect(again.world.hash()).toBe(hash);
  });
});

describe("Perfetto", () => {
  interface TraceEvent {
    readonly ph: string;
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly ts: number;
    readonly dur?: number;
    readonly id?: number;
    readonly s?: string;
    readonly args?: Readonly<Record<string, unknown>>;
  }
  let parsed: readonly TraceEvent[] | undefined;
  const events = (): readonly TraceEvent[] => {
    parsed ??= (JSON.parse(write("perfetto")) as { readonly traceEvents: readonly TraceEvent[] }).traceEvents;
    return parsed;
  };

  test("TracerBench builds its model of it: nodes are processes, processes are threads", () => {
    const model = buildModel(JSON.parse(write("perfetto")) as never);
    const names = model.processes.map((process) => process.name);
    expect(names).toEqual(expect.arrayContaining(["node n1", "node n5", "world"]));
    const node = model.processes.find((process) => process.name === "node n2");
    const threads = node?.threads.map((thread) => thread.name) ?? [];
    expect(threads.some((name) => /^consensus <n2\.\d+>$/.test(name))).toBe(true);
    expect(model.end).toBeGreaterThan(6_400_000);
    expect(model.end).toBeLessThanOrEqual(run.world.nowUs);
  });

  test("has every field the format asks for, and every event in order of time", () => {
    const isTime = (us: unknown): boolean => Number.isSafeInteger(us) && (us as number) >= 0;
    const broken = events().filter(({ ph, name, pid, tid, ts, dur, s = "" }) => {
      if (name === "" || !Number.isInteger(pid) || !Number.isInteger(tid) || !isTime(ts)) return true;
      return ph === "X" ? !isTime(dur) : ph === "i" && !["g", "p", "t"].includes(s);
    });
    expect(broken).toEqual([]);
    const moments = events().flatMap(({ ph, s, ts }) => ("Xisf".includes(ph) && s !== "g" ? [ts] : []));
    expect(moments.every((us, i) => us >= (moments[i - 1] ?? 0))).toBe(true);
  });

  test("no two slices of a thread overlap: a process does one thing at a time", () => {
    const freeUs = new Map<number, number>();
    const slices = events().filter(({ ph }) => ph === "X");
    expect(slices.some(({ dur = 0 }) => dur > 0)).toBe(true);
    const overlaps = slices.filter(({ tid, ts, dur = 0 }) => {
      const isEarly = ts < (freeUs.get(tid) ?? 0);
      freeUs.set(tid, ts + dur);
      return isEarly;
    });
    expect(overlaps).toEqual([]);
  });

  test("every arrow has a beginning and an end, and none goes back in time", () => {
    const begins = new Map(events().flatMap((event) => (event.ph === "s" ? [[event.id, event]] : [])));
    const ends = events().filter(({ ph }) => ph === "f");
    expect(ends.length).toBe(begins.size);
    expect(ends.length).toBeGreaterThan(1_000);
    expect(ends.filter(({ id, ts }) => (begins.get(id)?.ts ?? ALL) > ts)).toEqual([]);
  });

  test("shows as many turns as the trace has, the inputs, and the election after the crash", () => {
    let messages = 0;
    for (const { trace } of run.world.nodes) {
      for (let seq = 1; seq <= trace.seq; seq++) if (trace.read(seq)?.kind === EVENT_KIND.message) messages++;
    }
    const all = events() as readonly (TraceEvent & { readonly cat?: string })[];
    expect(all.filter(({ cat }) => cat === "message").length).toBe(messages);
    expect(
      all.filter(({ ph, s, cat }) => ph === "i" && s === "g" && cat === "input").length,
    ).toBeGreaterThanOrEqual(2);
    expect(all.filter(({ name }) => name === "raft.leader_elected").length).toBeGreaterThanOrEqual(2);
  });
});

describe("ShiViz", () => {
  interface Line {
    readonly host: string;
    readonly clock: Readonly<Record<string, number>>;
    readonly event: string;
  }

  /** As ShiViz does it: first line the expression, second the delimiter, the rest is matched line by line. */
  function readLog(text: string): readonly Line[] {
    const [expression = "", delimiter, ...rest] = text.split("\n");
    expect(delimiter).toBe("");
    const pattern = new RegExp(`^${expression}$`);
    return rest
      .filter((line) => line !== "")
      .map((line) => {
        const groups = pattern.exec(line)?.groups ?? {};
        const clock = JSON.parse(groups["clock"] ?? "") as Line["clock"];
        return { host: groups["host"] ?? "", clock, event: groups["event"] ?? "" };
      });
  }

  test("starts with the expression that reads it, and every line is read", () => {
    const text = write("shiviz");
    expect(text.startsWith(`${SHIVIZ_LINE}\n\n`)).toBe(true);
    const lines = readLog(text);
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.some(({ host, event }) => host === "outside" && /crash node n\d/.test(event))).toBe(true);
  });

  test("each host counts its own events without a gap, and hears of others only what they have counted", () => {
    const counted = new Map<string, number>();
    for (const { host, clock } of readLog(write("shiviz"))) {
      expect(clock[host]).toBe((counted.get(host) ?? 0) + 1);
      counted.set(host, clock[host] ?? 0);
      const ahead = Object.entries(clock).filter(([other, count]) => count > (counted.get(other) ?? 0));
      expect(ahead).toEqual([]);
    }
  });

  test("a host never forgets, and hears everything that whom it hears of had heard", () => {
    const lines = readLog(write("shiviz"));
    const at = new Map(lines.map((line) => [`${line.host} ${line.clock[line.host]}`, line.clock]));
    const latest = new Map<string, Line["clock"]>();
    const isPart = (part: Line["clock"] = {}, whole: Line["clock"] = {}): boolean =>
      Object.entries(part).every(([host, count]) => (whole[host] ?? 0) >= count);
    const forgetful = lines.filter(({ host, clock }) => {
      const before = latest.get(host);
      latest.set(host, clock);
      return !isPart(before, clock);
    });
    expect(forgetful).toEqual([]);
    const partial = lines.filter(({ clock }) =>
      Object.entries(clock).some(([other, count]) => !isPart(at.get(`${other} ${count}`), clock)),
    );
    expect(partial).toEqual([]);
  });

  test("a message that was handled knows the event in which it was sent", () => {
    const { nodes } = run.world;
    const records = readWindow(run.world, ALL).records;
    const isChosen = ({ kind, cause, node }: TraceRecord): boolean =>
      kind === EVENT_KIND.net_sent || (cause !== undefined && cause.node !== node);
    const inputTimesUs = run.world.inputs.map(({ atUs }) => atUs);
    const events = vectorClocks({ nodes: nodes.length, records, inputTimesUs, untilUs: ALL, isChosen });
    const clockOf = new Map(events.map(({ record, clock }) => [`${record?.node} ${record?.seq}`, clock]));
    const inputs = events.filter(({ record }) => record === undefined).map(({ clock }) => clock);
    const deaf = events.filter(({ record, clock }) => {
      const { cause, node } = record ?? {};
      if (cause === undefined || cause.node === node || cause.seq === 0) return false;
      const host = cause.node === INPUT_NODE ? nodes.length : cause.node;
      const known =
        cause.node === INPUT_NODE ? inputs[cause.seq - 1] : clockOf.get(`${cause.node} ${cause.seq}`);
      return known === undefined || (clock[host] as number) < (known[host] as number);
    });
    expect(deaf).toEqual([]);
    expect(events.length).toBeGreaterThan(1_000);
  });
});

describe("tables", () => {
  const read = (id: string): Papa.ParseResult<Record<string, string>> =>
    Papa.parse<Record<string, string>>(write(id), { header: true, skipEmptyLines: true });

  test("samples: one row per whole second with the figures of the run", () => {
    const { data, errors, meta } = read("samples-csv");
    expect(errors).toEqual([]);
    expect(meta.linebreak).toBe("\r\n");
    expect(data.length).toBe(run.samples.length);
    const last = run.samples.at(-1);
    expect(Number(data.at(-1)?.["time_s"])).toBe((last?.atUs ?? 0) / 1e6);
    expect(Number(data.at(-1)?.["commit_index"])).toBe(last?.committed);
    expect(data.at(-1)?.["accuracy_mean"]).toBe(String(last?.accuracy?.mean ?? ""));
    expect(data[0]?.["accuracy_mean"]).toBe("");
  });

  test("metrics: totals first, equal to the sum over the nodes where none was down in between", () => {
    const { data, errors } = read("metrics-csv");
    expect(errors).toEqual([]);
    const elections = data.filter(({ metric }) => metric === "raft.elections");
    const [total, ...nodes] = elections;
    expect(total?.["node"]).toBe("all");
    const sum = nodes.reduce((all, row) => all + Number(row["value"]), 0);
    expect(Number(total?.["value"])).toBe(sum);
    expect(sum).toBeGreaterThan(0);
  });

  test("telemetry as JSON holds the same", () => {
    const telemetry = JSON.parse(write("telemetry-json")) as Record<string, unknown[]>;
    expect(telemetry["samples"]?.length).toBe(run.samples.length);
    expect(telemetry["metrics"]?.length).toBe(run.metrics().length);
  });
});

describe("Prometheus", () => {
  test("a foreign parser reads every family, its type and its labels", () => {
    const families = parsePrometheus(write("prometheus"));
    const named = new Map(families.map((family) => [family.name, family]));
    expect(named.size).toBe(families.length);
    expect(named.get("mabeam_virtual_time_seconds")?.metrics[0]?.value).toBe("6.5");
    const elections = named.get("mabeam_raft_elections_total");
    expect(elections?.type).toBe("COUNTER");
    expect(elections?.metrics.every(({ labels }) => /^n\d$/.test(labels?.["node"] ?? ""))).toBe(true);
    expect(families.every(({ help }) => help.length > 0)).toBe(true);
  });

  test("histograms are cumulated up to +Inf, which is their count", () => {
    // The parser puts the lines of a histogram together only where it has no labels: so one node at a time, unnamed.
    const ofOneNode = write("prometheus")
      .split("\n")
      .filter((line) => line.startsWith("#") || line.includes('node="n2"'))
      .map((line) => line.replace(/node="n2",?/, "").replace("{}", ""));
    const histograms = parsePrometheus(ofOneNode.join("\n")).filter(({ type }) => type === "HISTOGRAM");
    const full = histograms.flatMap(({ metrics }) => metrics.filter(({ buckets }) => buckets !== undefined));
    expect(full.length).toBeGreaterThan(0);
    for (const { buckets = {}, count, sum } of full) {
      const bound = ([text]: readonly [string, string]): number => Number(text.replace("+Inf", "Infinity"));
      const counts = Object.entries(buckets)
        .sort((a, b) => bound(a) - bound(b))
        .map(([, value]) => Number(value));
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts.at(-1)).toBe(Number(count));
      expect(Number(sum)).toBeGreaterThanOrEqual(0);
    }
  });

  test("buckets lose no value, and zeros have one of their own", () => {
    const octaves = run.metrics().flatMap(({ histogram }) => (histogram === undefined ? [] : [histogram]));
    for (const histogram of octaves) {
      const buckets = bucketsOf(histogram);
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(histogram.count);
      expect(buckets.map(({ upper }) => upper)).toEqual(
        buckets.map(({ upper }) => upper).toSorted((a, b) => a - b),
      );
    }
  });
});

describe("OTLP", () => {
  interface Span {
    readonly traceId: readonly number[];
    readonly spanId: readonly number[];
    readonly parentSpanId?: readonly number[];
    readonly startTimeUnixNano: string;
    readonly endTimeUnixNano: string;
  }

  test("traces pass through the protocol's binary form; every span has its cause as parent, in the same trace", () => {
    const data = readOtlp("TracesData", write("otlp-traces")) as {
      readonly resourceSpans: readonly {
        readonly scopeSpans: readonly { readonly spans?: readonly Span[] }[];
      }[];
    };
    const spans = data.resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) => scope.spans ?? []),
    );
    const byId = new Map(spans.map((span) => [span.spanId.join(), span]));
    expect(byId.size).toBe(spans.length);
    expect(spans.length).toBe(run.world.nodes.reduce((sum, { trace }) => sum + trace.seq, 0));
    const children = spans.filter(({ parentSpanId }) => parentSpanId !== undefined);
    expect(children.length).toBeGreaterThan(spans.length / 2);
    const isEarlier = (a: string, b: string): boolean => BigInt(a) <= BigInt(b);
    const astray = children.filter((child) => {
      const parent = byId.get((child.parentSpanId ?? []).join());
      if (parent === undefined || parent.traceId.join() !== child.traceId.join()) return true;
      return !isEarlier(parent.startTimeUnixNano, child.startTimeUnixNano);
    });
    expect(astray).toEqual([]);
    const backwards = spans.filter((span) => !isEarlier(span.startTimeUnixNano, span.endTimeUnixNano));
    expect(backwards).toEqual([]);
  });

  test("metrics pass through it too; a histogram has one bucket more than bounds, adding up to its count", () => {
    interface Point {
      readonly count: string;
      readonly bucketCounts: readonly string[];
      readonly explicitBounds?: readonly number[];
    }
    interface Metric {
      readonly name: string;
      readonly histogram?: { readonly dataPoints: readonly Point[] };
      readonly sum?: { readonly isMonotonic: boolean; readonly aggregationTemporality: number };
    }
    const data = readOtlp("MetricsData", write("otlp-metrics")) as {
      readonly resourceMetrics: readonly {
        readonly scopeMetrics: readonly { readonly metrics?: readonly Metric[] }[];
      }[];
    };
    const metrics = data.resourceMetrics.flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap((s) => s.metrics ?? []),
    );
    expect(metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(["mabeam.raft.elections"]));
    const points = metrics.flatMap(({ histogram }) => histogram?.dataPoints ?? []);
    expect(points.length).toBeGreaterThan(0);
    for (const { count, bucketCounts, explicitBounds = [] } of points) {
      expect(bucketCounts.length).toBe(explicitBounds.length + 1);
      expect(bucketCounts.reduce((sum, one) => sum + Number(one), 0)).toBe(Number(count));
    }
    for (const { sum } of metrics)
      if (sum !== undefined) expect([sum.isMonotonic, sum.aggregationTemporality]).toEqual([true, 2]);
  });
});

describe("replay page", () => {
  test("asks nothing of any network, and no text of the run can end its script", () => {
    const text = write("html");
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/(src|href)="(?!#)/);
    expect(text).not.toMatch(/@import|url\(/);
    const data = /<script type="application\/json" id="run">(.*)<\/script>/.exec(text)?.[1] ?? "";
    expect(data).not.toContain("<");
    expect((JSON.parse(data) as { moments: unknown[] }).moments.length).toBeGreaterThan(5);
  });

  test("knows who led, who was down, and that both end", () => {
    const [first, second] = run.world.inputs;
    const crashed = Number(first?.action.target.slice(1)) - 1;
    const phases = nodePhases(run);
    const now = readLeader(run.world.nodes)?.node ?? -1;
    expect(phases[now]?.at(-1)?.phase).toBe("leader");
    const story = phases[crashed]?.map(({ phase }) => phase) ?? [];
    expect(story.slice(-3)).toEqual(["leader", "down", "up"]);
    expect(phases[crashed]?.find(({ phase }) => phase === "down")?.fromUs).toBe(first?.atUs);
    expect(phases[crashed]?.at(-1)?.fromUs).toBe(second?.atUs);
  });
});
