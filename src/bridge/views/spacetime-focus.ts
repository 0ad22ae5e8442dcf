/** What is said of single events: the selected one with its cones, a second one and how the two relate, rows of the list. */

import {
  coneSizes,
  futureCut,
  messagePath,
  NO_EVENT,
  parseEventId,
  relationOf,
  type World,
} from "../../sim/index.ts";
import type {
  SpacetimeEvent,
  SpacetimeFocus,
  SpacetimePair,
  SpacetimeRow,
  SpacetimeStep,
} from "../spacetime-assigns.ts";
import { eventRow } from "./event-rows.ts";
import type { SpacetimeHistory } from "./spacetime-history.ts";
import type { SpacetimeWindow } from "./spacetime-window.ts";

export interface Kept {
  readonly world: World;
  readonly window: SpacetimeWindow;
  readonly history: SpacetimeHistory;
}

/** Ordinal of an event by its id, or NO_EVENT when it is not kept or the text is no id. */
export function ordinalOf({ world, history }: Kept, id: string): number {
  const event = parseEventId(id);
  if (event === undefined || event.node >= world.nodes.length) return NO_EVENT;
  return history.log.find(event.node, event.seq);
}

export function eventAt({ world, window, history }: Kept, at: number): SpacetimeEvent | null {
  const event = window.eventAt(at);
  if (event === undefined) return null;
  const { id, atUs, kind, text, actor, peer } = eventRow(world.nodes, event.record);
  const { log } = history;
  const parties = actor === null ? (peer ?? "") : peer === null ? actor : `${actor} → ${peer}`;
  return {
    id,
    at,
    line: log.lineOf(at),
    atUs,
    kind,
    parties,
    text: event.lost ? `${text} (lost on the way)` : text,
    clock: Array.from(log.clockOf(at)),
  };
}

export function focusAt(kept: Kept, at: number): SpacetimeFocus | null {
  const event = eventAt(kept, at);
  if (event === null) return null;
  const { log } = kept.history;
  const future = futureCut(log, at);
  return { ...event, future: Array.from(future), ...coneSizes(log, at, future) };
}

/** The event `other` as the second of two: what `first` is to it, and by which messages. */
export function pairOf(kept: Kept, first: number, other: number): SpacetimePair | null {
  const event = eventAt(kept, other);
  if (event === null) return null;
  const { log } = kept.history;
  const relation = relationOf(log, first, other);
  const path = relation === "after" ? messagePath(log, other, first) : messagePath(log, first, other);
  let messages = 0;
  for (let i = 1; i < path.length; i++)
    if (log.lineOf(path[i - 1] as number) !== log.lineOf(path[i] as number)) messages++;
  const steps: SpacetimeStep[] = [];
  for (const at of path) {
    const step = eventAt(kept, at);
    if (step !== null)
      steps.push({ id: step.id, at, line: step.line, atUs: step.atUs, text: `${step.kind}: ${step.text}` });
  }
  return { ...event, relation, path: steps, messages };
}

/** Rows of the list from the `first`-th kept event on. */
export function rowsOf(
  kept: Kept,
  { first, count }: { readonly first: number; readonly count: number },
  focus: number,
): SpacetimeRow[] {
  const { history } = kept;
  const { log, plan } = history;
  const rows: SpacetimeRow[] = [];
  const end = Math.min(log.to, log.from + first + count);
  for (let at = log.from + first; at < end; at++) {
    const event = eventAt(kept, at);
    if (event === null) continue;
    const { clock, line, ...rest } = event;
    rows.push({
      ...rest,
      line: plan.lines[line]?.label ?? "",
      clock: clockText(kept, clock),
      relation: focus === NO_EVENT ? null : relationOf(log, at, focus),
    });
  }
  return rows;
}

/** "n1 2041 · n3 17": lines of which nothing is known are left out. */
function clockText({ history }: Kept, clock: readonly number[]): string {
  const parts: string[] = [];
  clock.forEach((seq, line) => {
    if (seq > 0) parts.push(`${history.plan.lines[line]?.id ?? ""} ${seq}`);
  });
  return parts.join(" · ");
}
