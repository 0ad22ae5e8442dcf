/**
 * Leading: replicating the log, counting what is committed, and giving up without a quorum.
 *
 * A leader probes each follower for the point where the logs agree, then streams entries without waiting, up to a
 * limit in flight. A lost append shows as a refusal of the next append or heartbeat, and probing starts again.
 */

import type { LogEntry, Proposal } from "./entry.ts";
import { agreementBound, entriesFrom, lastIndexOf, termAt } from "./log.ts";
import type { AppendReply } from "./message.ts";
import { isQuorum, membersOf, quorumIndex } from "./quorum.ts";
import { hasDefect, type Progress, type Role } from "./raft-state.ts";
import { becomeFollower, send, type Turn, writeEntries } from "./turn.ts";

/** What a new leader knows of a follower. */
const UNKNOWN = { matchIndex: 0, mode: "probe", isPaused: false, commitSent: 0 } as const;

type Leader = Extract<Role, { kind: "leader" }>;

function leaderRole(turn: Turn): Leader | undefined {
  return turn.next.role.kind === "leader" ? turn.next.role : undefined;
}

function progressOf(turn: Turn, peer: number): Progress | undefined {
  return leaderRole(turn)?.progress.find((progress) => progress.peer === peer);
}

function setProgress(turn: Turn, changed: Progress): void {
  const role = leaderRole(turn);
  if (role === undefined) return;
  const progress = role.progress.map((known) => (known.peer === changed.peer ? changed : known));
  turn.next.role = { ...role, progress };
}

/** The election is won: an empty entry of the new term goes first (§8), so that earlier ones can be committed. */
export function becomeLeader(turn: Turn, votes: number): void {
  const { next, moment } = turn;
  const { nowUs } = moment;
  const nextIndex = lastIndexOf(next.durable.log) + 1;
  const { term } = next.durable;
  turn.changes.push({ kind: "leader_elected", term, votes, waitedUs: nowUs - next.leaderSeenUs });
  const progress = membersOf(next.configuration)
    .filter((peer) => peer !== next.config.id)
    .map((peer): Progress => ({ ...UNKNOWN, peer, nextIndex, heardUs: nowUs }));
  next.role = { kind: "leader", progress, heartbeatDueUs: nowUs + next.config.heartbeatUs };
  appendOwn(turn, [{ kind: "noop", index: nextIndex, term }]);
}

/** Appends the proposals while there is room; returns how many were taken. */
export function propose(turn: Turn, proposals: readonly Proposal[]): number {
  if (leaderRole(turn) === undefined) return 0;
  const { commitIndex, config, durable } = turn.next;
  const lastIndex = lastIndexOf(durable.log);
  const room = config.uncommittedEntriesMax - (lastIndex - commitIndex);
  const taken = proposals.slice(0, Math.max(0, room));
  const entries = taken.map(
    (proposal, at): LogEntry => ({
      kind: "command",
      index: lastIndex + 1 + at,
      term: durable.term,
      ...proposal,
    }),
  );
  appendOwn(turn, entries);
  return taken.length;
}

function appendOwn(turn: Turn, entries: readonly LogEntry[]): void {
  if (entries.length === 0) return;
  writeEntries(turn, entries);
  advanceCommit(turn);
  for (const { peer } of leaderRole(turn)?.progress ?? []) stream(turn, peer);
}

/** Sends what a follower still needs, as far as its limit lets it. */
function stream(turn: Turn, peer: number): void {
  const { config, durable } = turn.next;
  const lastIndex = lastIndexOf(durable.log);
  for (;;) {
    const progress = progressOf(turn, peer);
    if (progress === undefined || progress.nextIndex > lastIndex) return;
    if (progress.mode === "probe" && progress.isPaused) return;
    const inFlight = progress.nextIndex - 1 - progress.matchIndex;
    const room = progress.mode === "probe" ? config.appendEntriesMax : config.inFlightEntriesMax - inFlight;
    if (room <= 0) return;
    const entries = entriesFrom(durable.log, progress.nextIndex, Math.min(config.appendEntriesMax, room));
    sendAppend(turn, progress, entries);
    const sent = progressOf(turn, peer) as Progress;
    if (sent.mode === "probe") setProgress(turn, { ...sent, isPaused: true });
    else setProgress(turn, { ...sent, nextIndex: sent.nextIndex + entries.length });
  }
}

function sendAppend(turn: Turn, progress: Progress, entries: readonly LogEntry[]): void {
  const { config, durable, commitIndex } = turn.next;
  const prevIndex = progress.nextIndex - 1;
  const commitSent = Math.min(commitIndex, prevIndex + entries.length);
  if (commitSent > progress.commitSent) setProgress(turn, { ...progress, commitSent });
  send(turn, progress.peer, {
    kind: entries.length > 0 ? "append" : "heartbeat",
    from: config.id,
    term: durable.term,
    prevIndex,
    prevTerm: termAt(durable.log, prevIndex) ?? 0,
    entries,
    commitIndex,
  });
}

/** Tells the followers at once what is newly committed, those that can use it and have not been told. */
function spreadCommit(turn: Turn): void {
  for (const progress of leaderRole(turn)?.progress ?? []) {
    const usable = Math.min(turn.next.commitIndex, progress.nextIndex - 1);
    if (usable > progress.commitSent) sendAppend(turn, progress, []);
  }
}

/** Heartbeats are due. Without contact to a quorum for an election timeout the leader steps down instead. */
export function tickLeader(turn: Turn): void {
  const role = leaderRole(turn);
  const { nowUs } = turn.moment;
  if (role === undefined || role.heartbeatDueUs > nowUs) return;
  const { config, configuration, durable } = turn.next;
  const isHeard = (id: number): boolean =>
    id === config.id || nowUs - (progressOf(turn, id)?.heardUs ?? 0) <= config.electionTimeoutMinUs;
  const shortBy = hasDefect(config, "raft_small_quorum") ? 1 : 0;
  if (!isQuorum(configuration, isHeard, shortBy)) {
    becomeFollower(turn, durable.term, null, "no_quorum_contact");
    return;
  }
  turn.next.role = { ...role, heartbeatDueUs: nowUs + config.heartbeatUs };
  for (const progress of role.progress) sendAppend(turn, progress, []);
}

/** A follower of this term answers. */
export function takeAppendReply(turn: Turn, reply: AppendReply): void {
  const known = progressOf(turn, reply.from);
  if (known === undefined) return;
  const progress = { ...known, heardUs: turn.moment.nowUs };
  if (reply.accepted) accept(turn, progress, reply);
  else refuse(turn, progress, reply);
  stream(turn, reply.from);
  spreadCommit(turn);
}

function accept(turn: Turn, progress: Progress, reply: AppendReply): void {
  const matchIndex = Math.max(progress.matchIndex, reply.index);
  const nextIndex = Math.max(progress.nextIndex, matchIndex + 1);
  setProgress(turn, { ...progress, matchIndex, nextIndex, mode: "replicate", isPaused: false });
  advanceCommit(turn);
}

/** §5.3: back to where the logs may agree. A refusal that answers an older probe is passed over. */
function refuse(turn: Turn, progress: Progress, reply: AppendReply): void {
  const isStale =
    progress.mode === "probe" ? reply.index !== progress.nextIndex - 1 : reply.index <= progress.matchIndex;
  if (isStale) {
    setProgress(turn, progress);
    return;
  }
  const bound = agreementBound(turn.next.durable.log, reply.hintIndex, reply.hintTerm);
  const nextIndex = Math.max(progress.matchIndex, bound) + 1;
  setProgress(turn, { ...progress, nextIndex, mode: "probe", isPaused: false });
}

/** §5.3, §5.4.2: committed is what a quorum has, counted only at an entry of the leader's own term. */
function advanceCommit(turn: Turn): void {
  const { next } = turn;
  const { config, configuration, durable } = next;
  const lastIndex = lastIndexOf(durable.log);
  const reached = (id: number): number =>
    id === config.id ? lastIndex : (progressOf(turn, id)?.matchIndex ?? 0);
  const shortBy = hasDefect(config, "raft_small_quorum") ? 1 : 0;
  const index = hasDefect(config, "raft_commit_without_quorum")
    ? lastIndex
    : quorumIndex(configuration, reached, shortBy);
  if (index > next.commitIndex && termAt(durable.log, index) === durable.term) next.commitIndex = index;
}
