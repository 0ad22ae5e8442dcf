/**
 * Where a server keeps what must survive a crash: one key per entry, so that an append writes what is new and no more.
 *
 * Keys: `raft/meta` → { term, votedFor }, `raft/log/<index>` → entry, `raft/commit` → index known to be committed
 * (a hint, so that a restarted server has its state back at once).
 */

import type { Context, Term } from "../../kernel/index.ts";
import type { LogEntry } from "./entry.ts";
import { appendEntries, EMPTY_LOG } from "./log.ts";
import type { Durable } from "./raft-state.ts";
import type { Writes } from "./turn.ts";

/** Key of the term and the vote. */
export const META_KEY = "raft/meta";

const COMMIT_KEY = "raft/commit";

/** Key of the entry at `index`. */
export function entryKey(index: number): string {
  return `raft/log/${index}`;
}

/** Makes the writes of a step durable. */
export function write(ctx: Context, writes: Writes): void {
  const { meta, entries, deleted, commitIndex } = writes;
  if (meta !== undefined) ctx.diskPut(META_KEY, meta);
  if (deleted !== undefined) {
    for (let index = deleted[0]; index <= deleted[1]; index++) ctx.diskDelete(entryKey(index));
  }
  for (const entry of entries) ctx.diskPut(entryKey(entry.index), entry);
  if (commitIndex !== undefined) ctx.diskPut(COMMIT_KEY, commitIndex);
}

/** What the disk holds: all of nothing on the first start. */
export function readDisk(ctx: Context): { readonly durable: Durable; readonly commitIndex: number } {
  const meta = ctx.diskGet(META_KEY) as Writes["meta"];
  const entries: LogEntry[] = [];
  let entry: Term = ctx.diskGet(entryKey(1));
  while (entry !== undefined) {
    entries.push(entry as LogEntry);
    entry = ctx.diskGet(entryKey(entries.length + 1));
  }
  const { term, votedFor } = meta ?? { term: 0, votedFor: null };
  const commitIndex = (ctx.diskGet(COMMIT_KEY) as number | undefined) ?? 0;
  return { durable: { term, votedFor, log: appendEntries(EMPTY_LOG, entries) }, commitIndex };
}
