/** Before, after or neither: the relation of two events, the cones of one, and how one reached the other. */

import { type CausalLog, NO_EVENT } from "./causal-log.ts";

export type CausalRelation = "same" | "before" | "after" | "concurrent";

/** Stamp of a line on which nothing is in the future of the event. */
export const NEVER = 0x7fffffff;

/** Whether `a` could have influenced `b`, and a ≠ b. */
export function happenedBefore(log: CausalLog, a: number, b: number): boolean {
  return a !== b && (log.clockOf(b)[log.lineOf(a)] as number) >= log.seqOf(a);
}

/** What `a` is to `b`: "before" when a happened before b. */
export function relationOf(log: CausalLog, a: number, b: number): CausalRelation {
  if (a === b) return "same";
  if (happenedBefore(log, a, b)) return "before";
  return happenedBefore(log, b, a) ? "after" : "concurrent";
}

/**
 * The future cone of an event as one stamp per line: the first event there that it could have influenced, or NEVER. An
 * event lies in the cone exactly when its stamp is not smaller. (The past cone is the clock itself: stamps not larger.)
 */
export function futureCut(log: CausalLog, at: number): Int32Array {
  const cut = new Int32Array(log.lines).fill(NEVER);
  cut[log.lineOf(at)] = log.seqOf(at);
  for (let next = at + 1; next < log.to; next++) {
    const line = log.lineOf(next);
    if (cut[line] !== NEVER) continue;
    const cause = log.causeOf(next);
    if (cause >= at && log.seqOf(cause) >= (cut[log.lineOf(cause)] as number)) cut[line] = log.seqOf(next);
  }
  return cut;
}

export interface ConeSizes {
  readonly before: number;
  readonly after: number;
  readonly concurrent: number;
}

/** How many kept events lie in the past of an event, in its future, and in neither. */
export function coneSizes(log: CausalLog, at: number, future: Int32Array): ConeSizes {
  const clock = log.clockOf(at);
  let before = -1;
  let after = -1;
  for (let other = log.from; other < log.to; other++) {
    const line = log.lineOf(other);
    const seq = log.seqOf(other);
    if (seq <= (clock[line] as number)) before++;
    if (seq >= (future[line] as number)) after++;
  }
  return { before, after, concurrent: log.to - log.from - 1 - before - after };
}

/**
 * How `a` reached `b` with the fewest messages: both events and the two ends of every message between them, oldest
 * first. Empty when a did not happen before b.
 */
export function messagePath(log: CausalLog, a: number, b: number): number[] {
  if (!happenedBefore(log, a, b)) return [];
  const count = b - a + 1;
  const messages = new Int32Array(count).fill(NEVER);
  const parent = new Int32Array(count).fill(NO_EVENT);
  messages[0] = 0;
  for (let at = a + 1; at <= b; at++) {
    const previous = log.previousOf(at);
    const cause = log.causeOf(at);
    const along = previous >= a ? (messages[previous - a] as number) : NEVER;
    const isMessage = cause >= a && log.lineOf(cause) !== log.lineOf(at);
    const across = isMessage ? (messages[cause - a] as number) : NEVER;
    if (along === NEVER && across === NEVER) continue;
    const isAcross = across < along - 1 || along === NEVER;
    messages[at - a] = isAcross ? across + 1 : along;
    parent[at - a] = isAcross ? cause : previous;
  }
  return endsOfMessages(log, parent, { a, b });
}

function endsOfMessages(
  log: CausalLog,
  parent: Int32Array,
  { a, b }: { readonly a: number; readonly b: number },
): number[] {
  const path = [b];
  for (let at = b; at !== a; ) {
    const before = parent[at - a] as number;
    if (log.lineOf(before) !== log.lineOf(at)) {
      if (path.at(-1) !== at) path.push(at);
      path.push(before);
    }
    at = before;
  }
  if (path.at(-1) !== a) path.push(a);
  return path.reverse();
}
