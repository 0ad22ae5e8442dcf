/**
 * Long chains folded: what a person should see stays, runs of routine steps become one line that can be unfolded.
 * Most of a long chain is a timer that sets itself again, or a family of starts.
 */

import { EVENT_KIND, type EventKind, type TraceRecord } from "../../kernel/index.ts";
import { KIND_NAMES } from "./describe-record.ts";
import { eventIdText } from "./why.ts";
import type { Level } from "./words.ts";

export interface ChainFold {
  /** Id of the newest hidden event: the name of the fold. */
  readonly fold: string;
  readonly count: number;
  /** Times of the newest and the oldest hidden event. */
  readonly untilUs: number;
  readonly fromUs: number;
  readonly text: string;
}

export type ChainPart = { readonly record: TraceRecord } | { readonly hidden: readonly TraceRecord[] };

/** Steps at both ends that are always shown. */
const ENDS = 4;
/** Fewer hidden steps than this take no less room shown. */
const FOLD_MIN = 3;
/** Steps that one unfolding shows. */
export const UNFOLD_STEP = 100;

const ROUTINE: ReadonlySet<EventKind> = new Set<EventKind>([
  EVENT_KIND.message,
  EVENT_KIND.timer_fired,
  EVENT_KIND.net_sent,
  EVENT_KIND.spawned,
  EVENT_KIND.resumed,
  EVENT_KIND.finished,
  EVENT_KIND.link,
  EVENT_KIND.unlink,
  EVENT_KIND.monitor,
  EVENT_KIND.demonitor,
]);

/** `unfolded`: names of folds that are to be shown. */
export function foldChain(records: readonly TraceRecord[], unfolded: readonly string[]): ChainPart[] {
  const parts: ChainPart[] = [];
  let at = 0;
  while (at < records.length) {
    const end = routineEnd(records, at);
    const first = records[at] as TraceRecord;
    if (end - at < FOLD_MIN) {
      parts.push({ record: first });
      at++;
    } else if (unfolded.includes(eventIdText(first.node, first.seq))) {
      const shownEnd = end - at - UNFOLD_STEP < FOLD_MIN ? end : at + UNFOLD_STEP;
      for (const record of records.slice(at, shownEnd)) parts.push({ record });
      at = shownEnd;
    } else {
      parts.push({ hidden: records.slice(at, end) });
      at = end;
    }
  }
  return parts;
}

/** Where the run of routine steps ends that begins at `at`; `at` itself when none does. */
function routineEnd(records: readonly TraceRecord[], at: number): number {
  let end = at;
  const last = records.length - ENDS;
  if (at < ENDS) return at;
  while (end < last && ROUTINE.has((records[end] as TraceRecord).kind)) end++;
  return end;
}

const NOVICE_WORDS: Partial<Readonly<Record<EventKind, string>>> = {
  [EVENT_KIND.timer_fired]: "alarms that go off and are set again",
  [EVENT_KIND.message]: "messages that were dealt with",
  [EVENT_KIND.net_sent]: "messages between nodes",
  [EVENT_KIND.spawned]: "programs that start other programs",
};

export function foldText(hidden: readonly TraceRecord[], level: Level): string {
  const counts = new Map<EventKind, number>();
  for (const { kind } of hidden) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const order = [...counts].sort(([a, n], [b, m]) => m - n || a - b);
  if (level !== "novice") return order.map(([kind, count]) => `${KIND_NAMES[kind]} × ${count}`).join(", ");
  const main = order.map(([kind]) => NOVICE_WORDS[kind]).find((words) => words !== undefined);
  const timers = counts.has(EVENT_KIND.timer_fired) ? NOVICE_WORDS[EVENT_KIND.timer_fired] : main;
  return `routine: ${timers ?? "steps of everyday work"}`;
}

export function foldOf(hidden: readonly TraceRecord[], level: Level): ChainFold {
  const [first] = hidden;
  const last = hidden.at(-1);
  return {
    fold: first === undefined ? "" : eventIdText(first.node, first.seq),
    count: hidden.length,
    untilUs: first?.timeUs ?? 0,
    fromUs: last?.timeUs ?? 0,
    text: foldText(hidden, level),
  };
}
