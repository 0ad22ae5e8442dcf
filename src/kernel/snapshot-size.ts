/**
 * How much memory a snapshot holds that another one does not: an estimate by counting, because JavaScript tells
 * nobody the size of an object. Terms are compared by identity, so what two snapshots share counts once.
 *
 * The constants are those of V8 on 64 bits with compressed pointers off; within a factor of two elsewhere.
 */

import type { Process } from "./process.ts";
import type { NodeSnapshot } from "./snapshot.ts";
import type { Term } from "./term.ts";

const PROCESS_BYTES = 260;
const PARTS_BYTES = 200;
const FRAME_BYTES = 160;
/** A timer, an entry of the queue, a watch, a name. */
const ENTRY_BYTES = 72;
const ROW_BYTES = 48;
const OBJECT_BYTES = 24;
const WORD_BYTES = 8;

/** Big fields often lie in several places of one node (a state, its saved copy, a table): each is counted once. */
type Seen = Set<object>;

/** Bytes that `snapshot` holds beside what it shares with `other`. */
export function snapshotBytes(snapshot: NodeSnapshot, other: NodeSnapshot | undefined): number {
  const { watches } = snapshot;
  const seen: Seen = new Set();
  const entries =
    snapshot.later.length +
    snapshot.timers.length +
    watches.owned.length +
    watches.heldOn.length +
    snapshot.names.size +
    snapshot.streams.length;
  let bytes = ENTRY_BYTES * entries + WORD_BYTES * (snapshot.arrivals.length + snapshot.ready.length);
  for (const [slot, process] of snapshot.slots.entries()) {
    bytes += WORD_BYTES;
    if (process !== undefined) bytes += processBytes(process, other?.slots[slot], seen);
  }
  for (const [i, { rows }] of snapshot.tables.entries()) {
    if (rows !== other?.tables[i]?.rows) bytes += mapBytes(rows, other?.tables[i]?.rows, seen);
  }
  return bytes + mapBytes(snapshot.disk.files, other?.disk.files, seen);
}

function processBytes(process: Process, other: Process | undefined, seen: Seen): number {
  const before = other?.pid === process.pid ? other : undefined;
  let bytes = PROCESS_BYTES + termBytes(process.state, before?.state, seen);
  if (process.rare !== undefined) bytes += PARTS_BYTES;
  if (process.mailbox !== undefined) bytes += PARTS_BYTES + WORD_BYTES * process.mailboxLength;
  if (process.frame !== undefined) {
    bytes += FRAME_BYTES + termBytes(process.frame.input, before?.frame?.input, seen);
    bytes += termBytes(process.frame.answers as Term, before?.frame?.answers as Term, seen);
  }
  return bytes;
}

function mapBytes(
  rows: ReadonlyMap<unknown, Term>,
  other: ReadonlyMap<unknown, Term> | undefined,
  seen: Seen,
): number {
  let bytes = ROW_BYTES * rows.size;
  for (const [key, value] of rows) bytes += termBytes(value, other?.get(key), seen);
  return bytes;
}

/** Bytes of a state, roughly. */
export function stateBytes(state: Term): number {
  return termBytes(state, undefined, new Set());
}

/** Bytes of a term beside what it shares with `other`, the term that was in its place. */
function termBytes(term: Term, other: Term, seen: Seen): number {
  if (term === other || term === null || term === undefined) return 0;
  if (typeof term === "string") return OBJECT_BYTES + term.length;
  if (typeof term !== "object") return 0;
  if (ArrayBuffer.isView(term)) {
    if (seen.has(term)) return 0;
    seen.add(term);
    return 4 * OBJECT_BYTES + term.byteLength;
  }
  const proto = Object.getPrototypeOf(term);
  if (Array.isArray(term)) {
    const before = Array.isArray(other) ? (other as readonly Term[]) : [];
    let bytes = OBJECT_BYTES + WORD_BYTES * term.length;
    for (let i = 0; i < term.length; i++) bytes += termBytes(term[i] as Term, before[i], seen);
    return bytes;
  }
  if (proto !== Object.prototype && proto !== null) return 0;
  const before = isRecord(other) ? other : {};
  let bytes = OBJECT_BYTES;
  for (const [key, value] of Object.entries(term))
    bytes += WORD_BYTES + termBytes(value as Term, before[key], seen);
  return bytes;
}

function isRecord(term: Term): term is Readonly<Record<string, Term>> {
  return typeof term === "object" && term !== null && !Array.isArray(term) && !ArrayBuffer.isView(term);
}
