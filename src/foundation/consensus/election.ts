/**
 * Becoming a leader: pre-vote, votes, and who gets one.
 *
 * A server that stops hearing a leader first asks whether it could win (pre-vote, dissertation §9.6) and only then
 * starts a term, so a server that comes back from isolation disturbs nobody. Whoever has heard a leader within the
 * shortest election timeout ignores both questions (§6, last paragraph), unless it has to learn the term by itself.
 */

import { unreachable } from "../../base/index.ts";
import { becomeLeader } from "./leader.ts";
import { lastIndexOf, lastTermOf } from "./log.ts";
import type { VoteReply, VoteRequest } from "./message.ts";
import { isQuorum, isVoter } from "./quorum.ts";
import { hasDefect, type RaftState, type Role } from "./raft-state.ts";
import {
  becomeFollower,
  drawElectionTimeout,
  restartElectionTimer,
  send,
  setMeta,
  type Turn,
} from "./turn.ts";

/** The election timer has run out (or a campaign is asked for): try a pre-vote. */
export function campaign(turn: Turn): void {
  const { next, moment } = turn;
  drawElectionTimeout(turn);
  if (next.role.kind === "leader" || !isVoter(next.configuration, next.config.id)) return;
  turn.changes.push({ kind: "pre_vote_started", term: next.durable.term });
  const startedUs = "startedUs" in next.role ? next.role.startedUs : moment.nowUs;
  next.role = { kind: "pre_candidate", ballots: [], startedUs };
  askForVotes(turn, "pre_vote", next.durable.term + 1);
  count(turn, next.config.id, true);
}

function becomeCandidate(turn: Turn, startedUs: number): void {
  const { next } = turn;
  setMeta(turn, next.durable.term + 1, next.config.id);
  turn.changes.push({ kind: "election_started", term: next.durable.term });
  next.role = { kind: "candidate", ballots: [], startedUs };
  drawElectionTimeout(turn);
  askForVotes(turn, "request_vote", next.durable.term);
  count(turn, next.config.id, true);
}

function askForVotes(turn: Turn, kind: VoteRequest["kind"], term: number): void {
  const { config, configuration, durable } = turn.next;
  const { log } = durable;
  const request = {
    kind,
    from: config.id,
    term,
    lastIndex: lastIndexOf(log),
    lastTerm: lastTermOf(log),
  } as const;
  for (const peer of new Set([...configuration.voters, ...configuration.outgoing])) {
    if (peer !== config.id) send(turn, peer, request);
  }
}

/** True while this server has good reason to believe that a leader is at work. */
export function isLeaderAtWork({ role, config, leaderSeenUs }: RaftState, nowUs: number): boolean {
  if (role.kind === "leader") return true;
  const isFollowing = role.kind === "follower" && role.leader !== null;
  return isFollowing && nowUs - leaderSeenUs < config.electionTimeoutMinUs;
}

/** A request of this server's term, or of a later one for a pre-vote. */
export function answerVoteRequest(turn: Turn, request: VoteRequest): void {
  const { next } = turn;
  const { term, votedFor } = next.durable;
  const isPreVote = request.kind === "pre_vote";
  const isFree = isPreVote
    ? request.term > term
    : votedFor === request.from ||
      (votedFor === null && !(next.role.kind === "follower" && next.role.leader !== null));
  const granted = isFree && isUpToDate(next, request);
  if (granted && !isPreVote) {
    setMeta(turn, term, request.from);
    restartElectionTimer(turn);
  }
  const reply = { from: next.config.id, term: granted ? request.term : term, isPreVote, granted };
  send(turn, request.from, { kind: "vote_reply", ...reply });
}

/** §5.4.1: the candidate's log is at least as up to date as this server's. */
function isUpToDate(state: RaftState, request: VoteRequest): boolean {
  if (hasDefect(state.config, "raft_vote_ignores_log")) return true;
  const { log } = state.durable;
  const lastTerm = lastTermOf(log);
  if (request.lastTerm !== lastTerm) return request.lastTerm > lastTerm;
  return request.lastIndex >= lastIndexOf(log);
}

export function takeVoteReply(turn: Turn, reply: VoteReply): void {
  const { role, durable } = turn.next;
  if (role.kind === "pre_candidate" && reply.isPreVote) {
    const isOfThisRound = reply.term === (reply.granted ? durable.term + 1 : durable.term);
    if (isOfThisRound) count(turn, reply.from, reply.granted);
  } else if (role.kind === "candidate" && !reply.isPreVote) count(turn, reply.from, reply.granted);
}

/** Takes one ballot (the first of each server binds) and acts when the election is decided. */
function count(turn: Turn, from: number, granted: boolean): void {
  const { next } = turn;
  const { role, configuration, config } = next;
  if (role.kind !== "pre_candidate" && role.kind !== "candidate") return;
  if (role.ballots.some((ballot) => ballot.from === from)) return;
  const ballots = [...role.ballots, { from, granted }];
  next.role = { ...role, ballots };
  const said = (answer: boolean) => (id: number) =>
    ballots.some((ballot) => ballot.from === id && ballot.granted === answer);
  const shortBy = hasDefect(config, "raft_small_quorum") ? 1 : 0;
  if (isQuorum(configuration, said(true), shortBy)) win(turn, role, ballots.filter((b) => b.granted).length);
  else if (isQuorum(configuration, said(false))) becomeFollower(turn, next.durable.term, null, "higher_term");
}

function win(turn: Turn, role: Role, votes: number): void {
  switch (role.kind) {
    case "pre_candidate":
      becomeCandidate(turn, role.startedUs);
      return;
    case "candidate":
      becomeLeader(turn, votes);
      return;
    case "follower":
    case "leader":
      return;
    default:
      unreachable(role);
  }
}
