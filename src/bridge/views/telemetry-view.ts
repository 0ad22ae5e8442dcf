/**
 * Telemetry: metric cards and curves. The cards show the metrics of all nodes merged, as their telemetry servers keep
 * them, next to what the kernel itself counts; the curves are drawn from the samples of each whole virtual second.
 */

import { type MetricReading, quantilesOf, type Run, type Sample } from "../../sim/index.ts";
import type { MetricCard, MetricSeries, TelemetryAssigns } from "../assigns.ts";
import type { LiveView } from "../live-view.ts";

/** Points of a curve; the samples are thinned evenly beyond that. */
const POINTS_MAX = 300;

export function createTelemetryView(): LiveView<"telemetry"> {
  let seen: Sample | undefined;
  let curves: Pick<TelemetryAssigns, "timeS" | "series"> = { timeS: [], series: {} };
  return {
    name: "telemetry",
    render(run) {
      const last = run.samples.at(-1);
      if (last !== seen) {
        seen = last;
        curves = curvesOf(run.samples);
      }
      return { cards: last === undefined ? [] : cardsOf(run, last), ...curves };
    },
  };
}

function cardsOf(run: Run, last: Sample): MetricCard[] {
  const kernel: MetricCard[] = [
    card("kernel.processes", "Processes", "gauge", last.processes, "", "Alive on all nodes."),
    card(
      "kernel.mailboxes",
      "Waiting messages",
      "gauge",
      last.mailboxTotal,
      "",
      "In all mailboxes together.",
    ),
    card(
      "network.sent",
      "Messages sent",
      "counter",
      last.messagesSent,
      "",
      "Between nodes, since the start.",
    ),
    card(
      "network.lost",
      "Messages lost",
      "counter",
      last.messagesLost,
      "",
      "Dropped by loss, cuts and dead nodes.",
    ),
  ];
  if (last.accuracy !== undefined) {
    const percent = (share: number): number => Math.round(share * 1_000) / 10;
    const { mean, low, high } = last.accuracy;
    kernel.unshift(
      card(
        "agents.accuracy",
        "Held-out accuracy",
        "gauge",
        percent(mean),
        "%",
        `Mean over the agents, on digits none has trained on. Lowest ${percent(low)}\u00a0%, highest ${percent(high)}\u00a0%.`,
      ),
    );
  }
  // A gauge per agent would be ten cards of one name: their spread stands in the card of the mean.
  const others = run.metrics().filter(({ labels }) => Object.keys(labels).length === 0);
  return [...kernel, ...others.map(cardOf)];
}

// biome-ignore lint/complexity/useMaxParams: a table of cards reads best as rows
function card(
  id: string,
  title: string,
  kind: MetricCard["kind"],
  value: number,
  unit: string,
  hint: string,
): MetricCard {
  return { id, title, kind, value, unit, hint, quantiles: null };
}

function cardOf(reading: MetricReading): MetricCard {
  const { id, title, kind, value, unit, hint } = reading;
  return { id, title, kind, value, unit, hint, quantiles: quantilesOf(reading) ?? null };
}

function curvesOf(samples: readonly Sample[]): Pick<TelemetryAssigns, "timeS" | "series"> {
  const stride = Math.max(1, Math.ceil(samples.length / POINTS_MAX));
  const shown = samples.filter((_, i) => (samples.length - 1 - i) % stride === 0);
  const rate = (pick: (sample: Sample) => number): (number | null)[] =>
    shown.map((sample, i) => {
      const before = shown[i - 1];
      if (before === undefined || sample.atUs === before.atUs) return null;
      return ((pick(sample) - pick(before)) * 1_000_000) / (sample.atUs - before.atUs);
    });
  const series: Record<string, MetricSeries> = {};
  const add = (id: string, title: string, unit: string, lines: MetricSeries["lines"]): void => {
    series[id] = { id, title, unit, lines };
  };
  if (shown.some((sample) => sample.accuracy !== undefined)) {
    const percent = (pick: "mean" | "low" | "high") =>
      shown.map(({ accuracy }) => (accuracy === undefined ? null : Math.round(accuracy[pick] * 1_000) / 10));
    add("accuracy", "Held-out accuracy", "%", {
      mean: percent("mean"),
      lowest: percent("low"),
      highest: percent("high"),
    });
  }
  add("messages", "Messages between nodes", "per s", {
    sent: rate((sample) => sample.messagesSent),
    lost: rate((sample) => sample.messagesLost),
  });
  add("events", "Events handled", "per s", { events: rate((sample) => sample.events) });
  add("mailboxes", "Waiting messages", "", { waiting: shown.map((sample) => sample.mailboxTotal) });
  add("processes", "Processes alive", "", { processes: shown.map((sample) => sample.processes) });
  const committed = rate((sample) => sample.committed);
  if (committed.some((value) => value !== null && value > 0)) {
    add("commits", "Log entries committed", "per s", { committed });
  }
  return { timeS: shown.map((sample) => sample.atUs / 1_000_000), series };
}
