/** Entries of the log in words: the one asked about, and all of the window. */

import type { ConsensusAssigns, ConsensusEntry, ConsensusEntryKind } from "../consensus-assigns.ts";
import { CONSENSUS_LETTER } from "../consensus-assigns.ts";
import type { Context } from "./consensus-context.ts";
import { committedUsOf } from "./consensus-history.ts";
import type { EntryReading } from "./consensus-reading.ts";
import { entryText } from "./consensus-words.ts";

export function kindOf({ kind }: EntryReading): ConsensusEntryKind {
  return Object.hasOwn(CONSENSUS_LETTER, kind) ? (kind as ConsensusEntryKind) : "command";
}

export function askedEntry(context: Context, asked: string): ConsensusEntry | null {
  const [index, term] = asked.split(".").map(Number);
  if (index === undefined || term === undefined || !(index >= 1)) return null;
  for (const lane of context.lanes) {
    const entry = lane.entryAt(index);
    if (entry?.term === term) return entryOf(context, entry);
  }
  return null;
}

/** Every entry of the window, newest first; at one index that of the highest term first. */
export function rowsIn(context: Context, { from, to }: ConsensusAssigns["window"]): ConsensusEntry[] {
  const rows: ConsensusEntry[] = [];
  for (let index = to; index >= from; index--) {
    const found = new Map<number, EntryReading>();
    for (const lane of context.lanes) {
      const entry = lane.entryAt(index);
      if (entry !== undefined) found.set(entry.term, entry);
    }
    const terms = Array.from(found.keys()).sort((a, b) => b - a);
    for (const term of terms) rows.push(entryOf(context, found.get(term) as EntryReading));
  }
  return rows;
}

function entryOf({ lanes, reference, history }: Context, entry: EntryReading): ConsensusEntry {
  const { index, term } = entry;
  const holders = lanes.filter((lane) => lane.entryAt(index)?.term === term);
  const isCommitted = holders.some((lane) => lane.commitIndex >= index);
  const there = reference?.entryAt(index);
  return {
    index,
    term,
    kind: kindOf(entry),
    text: entryText(entry),
    holders: holders.map(({ node }) => node.name),
    isCommitted,
    committedUs: isCommitted ? committedUsOf(history, index) : null,
    isConflicting: !isCommitted && there !== undefined && there.term !== term,
  };
}
