/** The measures in words, and their values with units. */
import type { DensityMeasure, DensityProbe, DensityScale, ProcessStatus } from "../../../view/index.ts";
import { formatCount, formatDuration, formatNumber } from "../../widgets/format.ts";

const US_PER_S = 1_000_000;

export const MEASURE_TITLE: Readonly<Record<DensityMeasure, string>> = {
  state: "State",
  activity: "Messages per second",
  mailbox: "Mailbox length",
  age: "Age",
  handled: "Messages in all",
  busy: "Busy, share of life",
  held: "Things held",
};

/** What exactly is measured, under the menu and for screen readers. */
export const MEASURE_HINT: Readonly<Record<DensityMeasure, string>> = {
  state: "A cell shows the rarest state in it: suspended before running, ready, blocked, waiting.",
  activity: "Messages handled per virtual second, counted over the last half to one second.",
  mailbox: "Messages that wait in the mailbox or are about to arrive.",
  age: "Virtual time since the process was spawned.",
  handled: "Messages and timeouts handled since the process was spawned.",
  busy: "Share of its life that the process has spent on a scheduler.",
  held: "Messages, links, monitors, aliases and recorded answers a process holds on to.",
};

const UNIT: Readonly<Record<Exclude<DensityMeasure, "state" | "age" | "busy">, string>> = {
  activity: "messages/s",
  mailbox: "messages",
  handled: "messages",
  held: "things",
};

/** A value of a measure with its unit. */
export function valueText(measure: DensityMeasure, value: number): string {
  switch (measure) {
    case "state":
      return "";
    case "age":
      return formatDuration(Math.round(value * US_PER_S));
    case "busy":
      return formatNumber(value, "%");
    default:
      return formatNumber(value, value === 1 ? UNIT[measure].replace(/s(?=$|\/)/, "") : UNIT[measure]);
  }
}

/** The value a level from 0 to 1 of the scale stands for. */
export function valueAt(scale: DensityScale, share: number): number {
  return scale.max * (scale.curve === "root" ? share ** 2 : share);
}

export const STATES: readonly ProcessStatus[] = ["waiting", "blocked", "ready", "running", "suspended"];

export function statesText(states: DensityProbe["states"]): string {
  return STATES.filter((state) => (states[state] ?? 0) > 0)
    .map((state) => `${formatCount(states[state] ?? 0)} ${state}`)
    .join(", ");
}

/** A cell as one sentence, for the tooltip and for screen readers. */
export function probeLines(measure: DensityMeasure, probe: DensityProbe): readonly string[] {
  const { count, places, first, last, top } = probe;
  if (count === 0)
    return [places === 1 ? "Nobody lives here" : `Nobody lives in these ${formatCount(places)} places`];
  if (count === 1 && top !== null) {
    const value = probe.most === null ? [] : [valueText(measure, probe.most)];
    const where = places === 1 ? "" : `, alone in ${formatCount(places)} places`;
    return [`${top.label} ${top.pid}${where}`, [top.status, ...value].join(", ")];
  }
  const head = `${formatCount(count)} of ${formatCount(places)} places live, ${first ?? ""} to ${last ?? ""}`;
  return [head, rangeText(measure, probe)];
}

function rangeText(measure: DensityMeasure, { least, mean, most, states }: DensityProbe): string {
  if (least === null || mean === null || most === null) return statesText(states);
  if (least === most) return `each ${valueText(measure, most)}`;
  return `${valueText(measure, least)} to ${valueText(measure, most)}, mean ${valueText(measure, mean)}`;
}
