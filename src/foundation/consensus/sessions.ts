/**
 * Client sessions: part of the replicated state, so that a command that is retried is performed once (Raft paper §8,
 * dissertation §6.3).
 *
 * A session numbers its commands; the table keeps the answers of its newest ones. A client may have several commands
 * outstanding and they may reach the log in any order, so a window of numbers is remembered, not just the last one.
 *
 * Invariants
 * - Whether a command is performed depends on the log alone.
 * - A number below the window is refused: it may have been performed, and its answer is forgotten.
 */

import type { Term } from "../../kernel/index.ts";

/** Numbers a session may have outstanding at once. */
export const SESSION_WINDOW = 16;

/** Buckets of the table: an update copies one bucket and the list of buckets, not every session. */
const BUCKETS = 64;

export type StoredAnswer = { readonly sequence: number; readonly index: number; readonly answer: Term };

/** Answers by descending sequence, at most SESSION_WINDOW of them. */
type Session = { readonly id: string; readonly answers: readonly StoredAnswer[] };

export type Sessions = readonly (readonly Session[])[];

export const NO_SESSIONS: Sessions = Array.from({ length: BUCKETS }, () => []);

/** What is known of a command: never seen, performed with this answer, or too old to tell. */
export function lookUp(sessions: Sessions, id: string, sequence: number): "new" | "stale" | StoredAnswer {
  const answers = find(sessions, id)?.answers ?? [];
  const stored = answers.find((answer) => answer.sequence === sequence);
  if (stored !== undefined) return stored;
  const newest = answers[0]?.sequence;
  return newest !== undefined && sequence <= newest - SESSION_WINDOW ? "stale" : "new";
}

/** The table with one more answer; those that fall out of the window are forgotten. */
export function remember(sessions: Sessions, id: string, stored: StoredAnswer): Sessions {
  const at = bucketOf(id);
  const bucket = sessions[at] ?? [];
  const known = bucket.find((session) => session.id === id);
  const answers = [...(known?.answers ?? []), stored].sort((a, b) => b.sequence - a.sequence);
  const floor = (answers[0] as StoredAnswer).sequence - SESSION_WINDOW;
  const session = { id, answers: answers.filter((answer) => answer.sequence > floor) };
  const changed =
    known === undefined ? [...bucket, session] : bucket.map((other) => (other === known ? session : other));
  const next = sessions.slice();
  next[at] = changed;
  return next;
}

function find(sessions: Sessions, id: string): Session | undefined {
  return sessions[bucketOf(id)]?.find((session) => session.id === id);
}

/** FNV-1a over UTF-16 units. */
function bucketOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}
