/**
 * The pure core of Raft: `step(state, input, moment) → { state, effects }`.
 *
 * Nothing in here knows a clock, a disk, a network or chance: the moment carries time and one draw, and what has to
 * be done comes back as effects. Ongaro, Ousterhout: "In Search of an Understandable Consensus Algorithm", extended
 * version (sections cited as §); Ongaro's dissertation for pre-vote and leader checks.
 *
 * Invariant: writes are durable before any message of the same step leaves, and entries are applied after that.
 */

import { unreachable } from "../../base/index.ts";
import { answerVoteRequest, campaign, isLeaderAtWork, takeVoteReply } from "./election.ts";
import type { Proposal } from "./entry.ts";
import { takeAppend } from "./follower.ts";
import { propose, takeAppendReply, tickLeader } from "./leader.ts";
import { lastIndexOf } from "./log.ts";
import type { RaftMessage } from "./message.ts";
import { configurationOf } from "./quorum.ts";
import { createRaft, type Durable, hasDefect, initialConfiguration, type RaftState } from "./raft-state.ts";
import {
  appendReply,
  becomeFollower,
  closeTurn,
  drawElectionTimeout,
  type Moment,
  openTurn,
  type Step,
  send,
  type Turn,
} from "./turn.ts";

export type RaftInput =
  /** Start, first or after a crash, with what the disk holds. */
  | { readonly kind: "restart"; readonly durable: Durable; readonly commitIndex: number }
  /** Time has passed: at `nextTickUs`, earlier or later ticks do no harm. */
  | { readonly kind: "tick" }
  /** Campaign now, without waiting for the election timer. */
  | { readonly kind: "campaign" }
  /** Only a leader takes proposals; those it has no room for are dropped. */
  | { readonly kind: "propose"; readonly proposals: readonly Proposal[] }
  | { readonly kind: "message"; readonly message: RaftMessage };

export function step(state: RaftState, input: RaftInput, moment: Moment): Step {
  if (input.kind === "restart") return restart(state, input, moment);
  const turn = openTurn(state, moment);
  switch (input.kind) {
    case "tick":
      tick(turn);
      break;
    case "campaign":
      campaign(turn);
      break;
    case "propose":
      propose(turn, input.proposals);
      break;
    case "message":
      receive(turn, input.message);
      break;
    default:
      unreachable(input);
  }
  return closeTurn(turn);
}

function restart(state: RaftState, input: Extract<RaftInput, { kind: "restart" }>, moment: Moment): Step {
  const { config } = state;
  const isVoteLost = hasDefect(config, "raft_vote_lost_on_restart");
  const durable = isVoteLost ? { ...input.durable, votedFor: null } : input.durable;
  const turn = openTurn({ ...createRaft(config), durable }, moment);
  const { next } = turn;
  next.configuration = configurationOf(durable.log, initialConfiguration(config));
  next.appliedIndex = durable.log.baseIndex;
  next.commitIndex = Math.min(input.commitIndex, lastIndexOf(durable.log));
  next.leaderSeenUs = moment.nowUs;
  drawElectionTimeout(turn);
  return closeTurn(turn);
}

function tick(turn: Turn): void {
  if (turn.next.role.kind === "leader") tickLeader(turn);
  else if (turn.next.electionDeadlineUs <= turn.moment.nowUs) campaign(turn);
}

/** The rules about terms (figure 2, "All Servers"), then the message itself. */
function receive(turn: Turn, message: RaftMessage): void {
  const { term } = turn.next.durable;
  if (message.term < term && !isTakenForCurrent(turn, message)) {
    answerOutdated(turn, message);
    return;
  }
  const isRequest = message.kind === "request_vote" || message.kind === "pre_vote";
  if (message.term > term) {
    if (isRequest && isLeaderAtWork(turn.next, turn.moment.nowUs)) return;
    if (announcesTerm(message)) {
      const isFromLeader = message.kind === "append" || message.kind === "heartbeat";
      becomeFollower(turn, message.term, isFromLeader ? message.from : null, "higher_term");
    }
  }
  dispatch(turn, message);
}

function dispatch(turn: Turn, message: RaftMessage): void {
  switch (message.kind) {
    case "request_vote":
    case "pre_vote":
      answerVoteRequest(turn, message);
      return;
    case "vote_reply":
      takeVoteReply(turn, message);
      return;
    case "append":
    case "heartbeat":
      takeAppend(turn, message);
      return;
    case "append_reply":
      takeAppendReply(turn, message);
      return;
    default:
      unreachable(message);
  }
}

/** A pre-vote and the grant of one speak of a term that may never come. */
function announcesTerm(message: RaftMessage): boolean {
  if (message.kind === "pre_vote") return false;
  return !(message.kind === "vote_reply" && message.isPreVote && message.granted);
}

function isTakenForCurrent(turn: Turn, message: RaftMessage): boolean {
  if (message.kind !== "append" && message.kind !== "heartbeat") return false;
  return hasDefect(turn.next.config, "raft_old_term_append_accepted");
}

/** §5.1: a request of an older term is refused; the refusal tells the sender the newer term. */
function answerOutdated(turn: Turn, message: RaftMessage): void {
  const { config, durable } = turn.next;
  switch (message.kind) {
    case "request_vote":
    case "pre_vote": {
      const isPreVote = message.kind === "pre_vote";
      const reply = { from: config.id, term: durable.term, isPreVote, granted: false };
      send(turn, message.from, { kind: "vote_reply", ...reply });
      return;
    }
    case "append":
    case "heartbeat":
      appendReply(turn, message, { accepted: false, index: message.prevIndex });
      return;
    case "vote_reply":
    case "append_reply":
      return;
    default:
      unreachable(message);
  }
}
