/**
 * What every server computes from the log: the state machine inside its session table.
 *
 * Invariant: a pure function of the entries applied so far; two servers that have applied the same prefix are equal.
 */

import type { Term } from "../../kernel/index.ts";
import type { LogEntry } from "./entry.ts";
import { lookUp, NO_SESSIONS, remember, type Sessions } from "./sessions.ts";
import type { StateMachine } from "./state-machine.ts";

export type Replicated = {
  readonly index: number;
  readonly machineState: Term;
  readonly sessions: Sessions;
  /** Commands the machine has performed; less than those in the log when some were retried. */
  readonly performed: number;
};

/** What became of a command; `index` is where it was performed. */
export type Outcome =
  | readonly ["ok", answer: Term, index: number]
  | readonly ["error", reason: "stale_sequence"];

export type AppliedStep = {
  readonly replicated: Replicated;
  /** For command entries only. */
  readonly outcome: Outcome | undefined;
  readonly notices: readonly Term[];
};

export function initialReplicated(machine: StateMachine<Term>): Replicated {
  return { index: 0, machineState: machine.initial, sessions: NO_SESSIONS, performed: 0 };
}

/** What is known of a command without asking the log. */
export function outcomeOf(replicated: Replicated, session: string, sequence: number): Outcome | undefined {
  const known = lookUp(replicated.sessions, session, sequence);
  if (known === "new") return undefined;
  return known === "stale" ? ["error", "stale_sequence"] : ["ok", known.answer, known.index];
}

/** Applies the next entry. `isSessionless` performs every copy of a command: the defect `raft_double_apply_on_retry`. */
export function applyEntry(
  machine: StateMachine<Term>,
  before: Replicated,
  entry: LogEntry,
  isSessionless: boolean,
): AppliedStep {
  const { index, term } = entry;
  if (entry.kind !== "command") return { replicated: { ...before, index }, outcome: undefined, notices: [] };
  const { session, sequence, command } = entry;
  const known = isSessionless ? undefined : outcomeOf(before, session, sequence);
  if (known !== undefined) return { replicated: { ...before, index }, outcome: known, notices: [] };
  const { state, answer, notices } = machine.apply(before.machineState, { index, term, command });
  const sessions = isSessionless
    ? before.sessions
    : remember(before.sessions, session, { sequence, index, answer });
  const replicated = { index, machineState: state, sessions, performed: before.performed + 1 };
  return { replicated, outcome: ["ok", answer, index], notices };
}
