/**
 * The log of one server: entries `baseIndex + 1 … lastIndex`, persistent data in chunks.
 *
 * A log before and after an append shares all chunks but the last, so keeping old states (checkpoints, checkers that
 * compare before with after) costs little. `baseIndex` is 0 until a prefix has been compacted away.
 *
 * Invariants
 * - Indexes have no gap; terms never decrease along the log.
 * - Every chunk but the last holds exactly CHUNK entries.
 */

import { assert } from "../../base/index.ts";
import type { LogEntry } from "./entry.ts";

/** Entries of a chunk: an append copies at most this many references. */
const CHUNK = 32;

export type RaftLog = {
  readonly baseIndex: number;
  readonly baseTerm: number;
  readonly length: number;
  readonly chunks: readonly (readonly LogEntry[])[];
};

/** A log without entries: the start of a cluster. */
export const EMPTY_LOG: RaftLog = { baseIndex: 0, baseTerm: 0, length: 0, chunks: [] };

export function lastIndexOf(log: RaftLog): number {
  return log.baseIndex + log.length;
}

export function lastTermOf(log: RaftLog): number {
  return termAt(log, lastIndexOf(log)) as number;
}

export function entryAt(log: RaftLog, index: number): LogEntry | undefined {
  const position = index - log.baseIndex - 1;
  if (position < 0 || position >= log.length) return undefined;
  return log.chunks[(position / CHUNK) | 0]?.[position % CHUNK];
}

/** The term of the entry at `index`; of the base too. Undefined where the log does not reach. */
export function termAt(log: RaftLog, index: number): number | undefined {
  if (index === log.baseIndex) return log.baseTerm;
  return entryAt(log, index)?.term;
}

/** The log with `entries` behind its last one. */
export function appendEntries(log: RaftLog, entries: readonly LogEntry[]): RaftLog {
  if (entries.length === 0) return log;
  assert(entries[0]?.index === lastIndexOf(log) + 1, "an append leaves no gap in the log");
  const chunks = log.chunks.slice();
  let at = 0;
  while (at < entries.length) {
    const last = chunks[chunks.length - 1];
    const isOpen = last !== undefined && last.length < CHUNK;
    const room = isOpen ? CHUNK - last.length : CHUNK;
    const part = entries.slice(at, at + room);
    if (isOpen) chunks[chunks.length - 1] = [...last, ...part];
    else chunks.push(part);
    at += part.length;
  }
  return { ...log, length: log.length + entries.length, chunks };
}

/** The log without the entries from `index` on. */
export function truncateFrom(log: RaftLog, index: number): RaftLog {
  const length = index - log.baseIndex - 1;
  if (length >= log.length) return log;
  assert(length >= 0, "a log is never truncated into its compacted part");
  const whole = (length / CHUNK) | 0;
  const chunks = log.chunks.slice(0, whole);
  const rest = length % CHUNK;
  if (rest > 0) chunks.push((log.chunks[whole] as readonly LogEntry[]).slice(0, rest));
  return { ...log, length, chunks };
}

/** Up to `countMax` entries from `index` on. */
export function entriesFrom(log: RaftLog, index: number, countMax = Number.POSITIVE_INFINITY): LogEntry[] {
  const found: LogEntry[] = [];
  const end = Math.min(lastIndexOf(log), index + countMax - 1);
  for (let i = index; i <= end; i++) found.push(entryAt(log, i) as LogEntry);
  return found;
}

/**
 * The largest index ≤ `index` whose term is ≤ `term`: as far back as two logs can still agree, one jump per term
 * instead of one per entry (§5.3, last paragraphs).
 */
export function agreementBound(log: RaftLog, index: number, term: number): number {
  let at = Math.min(index, lastIndexOf(log));
  while (at > log.baseIndex && (termAt(log, at) as number) > term) at--;
  return at;
}

/** First index at which the logs differ, by the identity of entries; last + 1 of the shorter when one extends the other. */
export function firstDifference(a: RaftLog, b: RaftLog): number {
  const end = Math.min(lastIndexOf(a), lastIndexOf(b));
  let index = Math.max(a.baseIndex, b.baseIndex) + 1;
  if (a.baseIndex === b.baseIndex) {
    let shared = 0;
    while (shared < a.chunks.length && a.chunks[shared] === b.chunks[shared]) shared++;
    index += Math.min(shared * CHUNK, a.length, b.length);
  }
  while (index <= end && entryAt(a, index) === entryAt(b, index)) index++;
  return index;
}
