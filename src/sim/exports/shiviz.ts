/**
 * A log for ShiViz (bestchai.bitbucket.io/shiviz): space-time diagrams from vector clocks.
 *
 * The file as ShiViz takes it: first line the regular expression of an event, second line the delimiter of executions
 * (empty: there is one), then one line per event. Hosts are the nodes, and `outside` for the inputs.
 *
 * Which events: what goes between nodes (sent, and first handled), exits, starts and ends of nodes, connections,
 * inputs, and the domain events that are narrated. ShiViz lays out every event in the page's own memory, so only the
 * newest `EVENTS_MAX` are written; counting starts again at the first of them.
 */

import { EVENT_KIND, type EventKind, type TraceRecord } from "../../kernel/index.ts";
import { describeAction } from "../input.ts";
import type { Run } from "../run.ts";
import { describeRecord } from "../story/describe-record.ts";
import { NARRATED_EVENTS } from "../story/narrate.ts";
import type { World } from "../world.ts";
import { emittedName } from "./event-name.ts";
import { type ProcessNames, processNames, readWindow } from "./trace-window.ts";
import { type ClockedEvent, vectorClocks } from "./vector-clocks.ts";

/** Above some thousands the diagram takes minutes to draw. */
const EVENTS_MAX = 2_000;

/** How ShiViz reads a line: virtual time, host, vector clock, text. */
export const SHIVIZ_LINE = "(?<time>\\S+) (?<host>\\S+) (?<clock>\\{.*?\\}) (?<event>.*)";

const ALWAYS: ReadonlySet<EventKind> = new Set<EventKind>([
  EVENT_KIND.boot,
  EVENT_KIND.exited,
  EVENT_KIND.net_sent,
  EVENT_KIND.node_down,
  EVENT_KIND.node_up,
  EVENT_KIND.input,
]);

export function writeShiviz(run: Run): string {
  const { world } = run;
  const all = readWindow(world, Number.POSITIVE_INFINITY).records;
  const records = all.slice(startOfNewest(all, EVENTS_MAX));
  const names = processNames(world, records);
  const { inputs } = world;
  const inputTimesUs = inputs.map(({ atUs }) => atUs);
  const nodes = world.nodes.length;
  const events = vectorClocks({ nodes, records, inputTimesUs, untilUs: world.nowUs, isChosen });
  const hostNames = [...world.nodes.map(({ name }) => name), "outside"];
  const lines = events.map((event) => {
    const text = event.record === undefined ? inputText(world, event.input) : recordText(event.record, names);
    return `${secondsText(event.atUs)} ${hostNames[event.host]} ${clockText(event, hostNames)} ${text}`;
  });
  return `${[SHIVIZ_LINE, "", ...lines].join("\n")}\n`;
}

function isChosen(record: TraceRecord): boolean {
  if (ALWAYS.has(record.kind)) return true;
  const name = emittedName(record);
  if (name !== undefined) return NARRATED_EVENTS.includes(name);
  return record.cause !== undefined && record.cause.node !== record.node;
}

/** Index of the first record of the window that holds the newest `eventsMax` chosen ones. */
function startOfNewest(records: readonly TraceRecord[], eventsMax: number): number {
  let count = 0;
  for (let i = records.length - 1; i >= 0; i--) {
    if (isChosen(records[i] as TraceRecord)) count++;
    if (count > eventsMax) return i + 1;
  }
  return 0;
}

function inputText({ inputs }: World, number: number): string {
  const input = inputs[number - 1];
  return input === undefined ? `input ${number}` : `input ${number}: ${describeAction(input.action)}`;
}

function recordText(record: TraceRecord, names: ProcessNames): string {
  const text = describeRecord(record).replace(/\s+/g, " ");
  return record.actor === 0 ? text : `${names(record.node, record.actor)} ${text}`;
}

/** Only what has been heard of: a missing entry is 0. */
function clockText({ clock }: ClockedEvent, hostNames: readonly string[]): string {
  const heard = clock.flatMap((count, host) => (count === 0 ? [] : [`"${hostNames[host]}":${count}`]));
  return `{${heard.join(",")}}`;
}

function secondsText(us: number): string {
  return `${Math.floor(us / 1_000_000)}.${String(us % 1_000_000).padStart(6, "0")}`;
}
