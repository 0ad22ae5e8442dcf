/**
 * One step being taken: a draft of the next state and what has to be done with it.
 *
 * The draft's fields may be assigned; the values in them stay immutable. What has to be written is found by
 * comparing the durable part before and after, so no rule of the protocol can forget to write.
 */

import type { Configuration, LogEntry } from "./entry.ts";
import { appendEntries, entriesFrom, lastIndexOf, truncateFrom } from "./log.ts";
import type { AppendRequest, Envelope, RaftMessage } from "./message.ts";
import { configurationOf } from "./quorum.ts";
import { type Durable, hasDefect, initialConfiguration, type RaftState } from "./raft-state.ts";

/** When a step happens, and one draw for it (a uniform 32-bit number): clock and chance stay outside. */
export type Moment = { readonly nowUs: number; readonly random: number };

/** What has to be on disk before any message of the step leaves. */
export type Writes = {
  readonly meta: { readonly term: number; readonly votedFor: number | null } | undefined;
  /** Put, each at its index. */
  readonly entries: readonly LogEntry[];
  /** Taken away: from the first to the second index, both included. */
  readonly deleted: readonly [from: number, to: number] | undefined;
  /** A hint that saves work after a restart; losing it is harmless. */
  readonly commitIndex: number | undefined;
};

export type StepDownReason = "higher_term" | "newer_leader" | "no_quorum_contact";

/** What an observer wants to know of a step. */
export type RoleChange =
  | { readonly kind: "pre_vote_started"; readonly term: number }
  | { readonly kind: "election_started"; readonly term: number }
  | {
      readonly kind: "leader_elected";
      readonly term: number;
      readonly votes: number;
      readonly waitedUs: number;
    }
  | { readonly kind: "stepped_down"; readonly term: number; readonly reason: StepDownReason };

/** To be carried out in this order: writes, messages, entries to apply. */
export type Effects = {
  readonly writes: Writes;
  readonly messages: readonly Envelope[];
  readonly committed: readonly LogEntry[];
  readonly changes: readonly RoleChange[];
};

export type Step = { readonly state: RaftState; readonly effects: Effects };

export interface Turn {
  readonly before: RaftState;
  readonly next: { -readonly [K in keyof RaftState]: RaftState[K] };
  readonly moment: Moment;
  readonly messages: Envelope[];
  readonly changes: RoleChange[];
  /** Lowest index of the log that this step wrote. */
  writtenFrom: number;
}

export function openTurn(before: RaftState, moment: Moment): Turn {
  return {
    before,
    next: { ...before },
    moment,
    messages: [],
    changes: [],
    writtenFrom: Number.POSITIVE_INFINITY,
  };
}

export function closeTurn(turn: Turn): Step {
  const { before, next, messages, changes } = turn;
  const committed = entriesFrom(
    next.durable.log,
    before.appliedIndex + 1,
    next.commitIndex - before.appliedIndex,
  );
  next.appliedIndex = before.appliedIndex + committed.length;
  const effects = { writes: writesOf(turn), messages, committed, changes };
  return { state: next, effects };
}

function writesOf({ before, next, writtenFrom }: Turn): Writes {
  const { term, votedFor, log } = next.durable;
  const isMetaNew = term !== before.durable.term || votedFor !== before.durable.votedFor;
  const oldLast = lastIndexOf(before.durable.log);
  const newLast = lastIndexOf(log);
  return {
    meta: isMetaNew ? { term, votedFor } : undefined,
    entries: writtenFrom <= newLast ? entriesFrom(log, writtenFrom) : [],
    deleted: newLast < oldLast ? [newLast + 1, oldLast] : undefined,
    commitIndex: next.commitIndex !== before.commitIndex ? next.commitIndex : undefined,
  };
}

export function send(turn: Turn, to: number, message: RaftMessage): void {
  turn.messages.push({ to, message });
}

/** Changes term or vote. */
export function setMeta(turn: Turn, term: number, votedFor: number | null): void {
  const durable: Durable = turn.next.durable;
  turn.next.durable = { ...durable, term, votedFor };
}

/** Writes `entries` behind index `entries[0].index − 1`; what was there before, from there on, is gone. */
export function writeEntries(turn: Turn, entries: readonly LogEntry[]): void {
  const first = entries[0]?.index;
  if (first === undefined) return;
  const { next } = turn;
  const { log } = next.durable;
  const isCut = first <= lastIndexOf(log);
  const tail = hasDefect(next.config, "raft_conflict_keeps_tail")
    ? entriesFrom(log, first + entries.length)
    : [];
  const written = appendEntries(appendEntries(truncateFrom(log, first), entries), tail);
  next.durable = { ...next.durable, log: written };
  turn.writtenFrom = Math.min(turn.writtenFrom, first);
  if (isCut || entries.some((entry) => entry.kind === "configuration")) {
    next.configuration = configurationOf(written, initialConfiguration(next.config)) satisfies Configuration;
  }
}

/** A new draw of the election timeout, counted from now (§5.2: randomized, so that split votes are rare). */
export function drawElectionTimeout(turn: Turn): void {
  const { electionTimeoutMinUs, electionTimeoutMaxUs } = turn.next.config;
  const spanUs = electionTimeoutMaxUs - electionTimeoutMinUs + 1;
  turn.next.electionTimeoutUs = electionTimeoutMinUs + (turn.moment.random % spanUs);
  restartElectionTimer(turn);
}

/** The same timeout, counted from now: a leader was heard, or a vote granted. */
export function restartElectionTimer(turn: Turn): void {
  turn.next.electionDeadlineUs = turn.moment.nowUs + turn.next.electionTimeoutUs;
}

/** Follows `leader` (if known) in `term`; a vote given in this term stays given. */
export function becomeFollower(
  turn: Turn,
  term: number,
  leader: number | null,
  reason: StepDownReason,
): void {
  const { next, moment } = turn;
  const { durable } = next;
  const wasLeader = next.role.kind === "leader";
  if (wasLeader) {
    turn.changes.push({ kind: "stepped_down", term: durable.term, reason });
    next.leaderSeenUs = moment.nowUs;
  }
  if (term !== durable.term) setMeta(turn, term, null);
  next.role = { kind: "follower", leader };
  // A newer term alone is no reason to wait longer (§5.2): the timer of a follower or candidate goes on.
  if (wasLeader || leader !== null) drawElectionTimeout(turn);
}

/** The reply to an append that was accepted up to `index`, or refused at `index`. */
export function appendReply(
  turn: Turn,
  request: AppendRequest,
  answer: {
    readonly accepted: boolean;
    readonly index: number;
    readonly hintIndex?: number;
    readonly hintTerm?: number;
  },
): void {
  const { config, durable } = turn.next;
  const { accepted, index, hintIndex = 0, hintTerm = 0 } = answer;
  const reply = { from: config.id, term: durable.term, accepted, index, hintIndex, hintTerm };
  send(turn, request.from, { kind: "append_reply", ...reply });
}
