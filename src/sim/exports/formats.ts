/**
 * The catalogue of exports as facts: what each holds and what opens it. Apart from the writers, so that a menu can list
 * them without carrying the code that writes them.
 */

export interface FormatFacts {
  /** As the command line names it. */
  readonly id: string;
  readonly title: string;
  /** One line: what it holds, and which program opens it. */
  readonly opensIn: string;
  /** End of the file's name, with its dot: `.csv`, `-samples.csv`. */
  readonly ending: string;
  readonly mime: string;
}

const JSON_TYPE = "application/json";

export const EXPORT_FORMATS = [
  {
    id: "journal",
    title: "Journal",
    opensIn: "Everything to have the same run again: this page, the command line",
    ending: ".json",
    mime: JSON_TYPE,
  },
  {
    id: "html",
    title: "Replay page",
    opensIn: "Story, states and curves in one file: any browser, no network",
    ending: "-replay.html",
    mime: "text/html",
  },
  {
    id: "perfetto",
    title: "Trace, Perfetto",
    opensIn: "Newest 50\u202f000 events with causes: ui.perfetto.dev, chrome://tracing",
    ending: ".trace.json",
    mime: JSON_TYPE,
  },
  {
    id: "shiviz",
    title: "Space-time log, ShiViz",
    opensIn: "Newest 2\u202f000 events between nodes, vector clocks: ShiViz",
    ending: ".shiviz.log",
    mime: "text/plain",
  },
  {
    id: "samples-csv",
    title: "Samples, CSV",
    opensIn: "One line per virtual second: spreadsheets, pandas, R",
    ending: "-samples.csv",
    mime: "text/csv",
  },
  {
    id: "metrics-csv",
    title: "Metrics, CSV",
    opensIn: "One line per series as it stands: spreadsheets, pandas, R",
    ending: "-metrics.csv",
    mime: "text/csv",
  },
  {
    id: "telemetry-json",
    title: "Telemetry, JSON",
    opensIn: "Samples and metrics in one document: notebooks, jq",
    ending: "-telemetry.json",
    mime: JSON_TYPE,
  },
  {
    id: "prometheus",
    title: "Metrics, Prometheus",
    opensIn: "Text format 0.0.4: Prometheus, promtool, any collector",
    ending: ".prom",
    mime: "text/plain; version=0.0.4",
  },
  {
    id: "otlp-traces",
    title: "Traces, OTLP",
    opensIn: "Newest 20\u202f000 events as spans, JSON: OpenTelemetry, Jaeger",
    ending: "-traces.otlp.json",
    mime: JSON_TYPE,
  },
  {
    id: "otlp-metrics",
    title: "Metrics, OTLP",
    opensIn: "Metrics and samples, JSON: OpenTelemetry collectors",
    ending: "-metrics.otlp.json",
    mime: JSON_TYPE,
  },
] as const satisfies readonly FormatFacts[];

export type FormatId = (typeof EXPORT_FORMATS)[number]["id"];
