/**
 * The metrics as a Prometheus scrape (text format 0.0.4): what `promtool check metrics` and every collector read.
 *
 * Series carry the label `node`; what the kernel and the network count themselves stands beside the metrics of the
 * telemetry servers. There are no timestamps: virtual time is a gauge of its own.
 *
 * Invariants
 * - One HELP and one TYPE line per name, its series right below, names in order of their first appearance.
 * - Counters end in `_total`; a histogram has cumulated buckets up to `+Inf`, `_sum` and `_count`.
 */

import type { Run } from "../run.ts";
import { bucketsOf, type MetricRow, metricsByNode, plainName } from "./metric-rows.ts";

type LabelPair = readonly [name: string, value: string];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly lines: string[];
}

export function writePrometheus(run: Run): string {
  const families = [...worldFamilies(run), ...metricFamilies(metricsByNode(run))];
  const text = families.flatMap(({ name, help, type, lines }) => [
    `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
    `# TYPE ${name} ${type}`,
    ...lines,
  ]);
  return `${text.join("\n")}\n`;
}

function worldFamilies({ world }: Run): Family[] {
  const { nodes, network } = world;
  const perNode = (value: (index: number) => number, name: string): string[] =>
    nodes.map(({ index, name: node }) => line(name, [["node", node]], value(index)));
  const links = nodes.flatMap((from) =>
    nodes.filter((to) => to !== from).map((to) => ({ from, to, link: network.link(from.index, to.index) })),
  );
  const perLink = (name: string, value: "sent" | "lost"): string[] =>
    links.map(({ from, to, link }) =>
      line(
        name,
        [
          ["from", from.name],
          ["to", to.name],
        ],
        link[value],
      ),
    );
  const family = (name: string, type: Family["type"], help: string, lines: string[]): Family => ({
    name,
    type,
    help,
    lines,
  });
  const waiting = (index: number): number =>
    (nodes[index]?.slots ?? []).reduce((sum, process) => sum + (process?.mailboxLength ?? 0), 0);
  const run: LabelPair[] = [
    ["scenario", world.scenario.id],
    ["seed", String(world.seed)],
  ];
  return [
    family("mabeam_run_info", "gauge", "The run these figures are of.", [line("mabeam_run_info", run, 1)]),
    family("mabeam_virtual_time_seconds", "gauge", "Virtual time since the start of the run.", [
      line("mabeam_virtual_time_seconds", [], world.nowUs / 1_000_000),
    ]),
    family("mabeam_events_total", "counter", "Events handled since the start of the run.", [
      line("mabeam_events_total", [], world.events),
    ]),
    family(
      "mabeam_node_up",
      "gauge",
      "1 while the node is up.",
      perNode((i) => (nodes[i]?.up ? 1 : 0), "mabeam_node_up"),
    ),
    family(
      "mabeam_processes",
      "gauge",
      "Living processes.",
      perNode((i) => nodes[i]?.processCount ?? 0, "mabeam_processes"),
    ),
    family(
      "mabeam_mailbox_messages",
      "gauge",
      "Messages waiting in mailboxes.",
      perNode(waiting, "mabeam_mailbox_messages"),
    ),
    family(
      "mabeam_network_messages_sent_total",
      "counter",
      "Messages sent over a link.",
      perLink("mabeam_network_messages_sent_total", "sent"),
    ),
    family(
      "mabeam_network_messages_lost_total",
      "counter",
      "Messages lost on a link.",
      perLink("mabeam_network_messages_lost_total", "lost"),
    ),
  ].filter(({ lines }) => lines.length > 0);
}

function metricFamilies(rows: readonly MetricRow[]): Family[] {
  const families = new Map<string, Family>();
  for (const row of rows) {
    const base = plainName(row);
    const name = row.kind === "counter" ? `${base}_total` : base;
    const family = families.get(name) ?? {
      name,
      help: `${row.title}: ${row.hint}`,
      type: row.kind,
      lines: [],
    };
    families.set(name, family);
    const labels: LabelPair[] = [["node", row.node], ...Object.entries(row.labels).map(ownLabel)];
    family.lines.push(
      ...(row.histogram === undefined ? [line(name, labels, row.value)] : histogramLines(name, labels, row)),
    );
  }
  return Array.from(families.values());
}

function histogramLines(name: string, labels: readonly LabelPair[], { histogram }: MetricRow): string[] {
  if (histogram === undefined) return [];
  let cumulated = 0;
  const buckets = bucketsOf(histogram).map(({ upper, count }) => {
    cumulated += count;
    return line(`${name}_bucket`, [...labels, ["le", String(upper)]], cumulated);
  });
  return [
    ...buckets,
    line(`${name}_bucket`, [...labels, ["le", "+Inf"]], histogram.count),
    line(`${name}_sum`, labels, histogram.sum),
    line(`${name}_count`, labels, histogram.count),
  ];
}

function line(name: string, labels: readonly LabelPair[], value: number): string {
  const pairs = labels.map(([label, text]) => `${labelName(label)}="${escapeLabel(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`;
}

/** A label of the metric itself that has the name of ours, as Prometheus renames it. */
function ownLabel([name, value]: LabelPair): LabelPair {
  return [name === "node" || name === "le" ? `exported_${name}` : name, value];
}

function labelName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/g, "_").replace(/^(?=\d)/, "_");
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
