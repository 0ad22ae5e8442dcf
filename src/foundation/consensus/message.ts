/**
 * Messages between the servers of one cluster. Every message names its sender and carries the sender's term, except
 * that a pre-vote and the grant of one carry the term that is being tried.
 */

import type { LogEntry } from "./entry.ts";

/** `pre_vote` asks whether a vote would be granted, and changes nothing (dissertation §9.6). */
export type VoteRequest = {
  readonly kind: "request_vote" | "pre_vote";
  readonly from: number;
  readonly term: number;
  readonly lastIndex: number;
  readonly lastTerm: number;
};

export type VoteReply = {
  readonly kind: "vote_reply";
  readonly from: number;
  readonly term: number;
  readonly isPreVote: boolean;
  readonly granted: boolean;
};

/** AppendEntries: `append` with entries, `heartbeat` without (§5.2, §5.3). */
export type AppendRequest = {
  readonly kind: "append" | "heartbeat";
  readonly from: number;
  readonly term: number;
  readonly prevIndex: number;
  readonly prevTerm: number;
  readonly entries: readonly LogEntry[];
  readonly commitIndex: number;
};

/**
 * `accepted`: the logs agree up to `index`. Refused: they do not agree at `index` (the request's prevIndex); they may
 * agree up to (`hintIndex`, `hintTerm`).
 */
export type AppendReply = {
  readonly kind: "append_reply";
  readonly from: number;
  readonly term: number;
  readonly accepted: boolean;
  readonly index: number;
  readonly hintIndex: number;
  readonly hintTerm: number;
};

export type RaftMessage = VoteRequest | VoteReply | AppendRequest | AppendReply;

/** Kinds of messages between servers, for views that classify traffic. */
export type RaftMessageKind = RaftMessage["kind"];

export type Envelope = { readonly to: number; readonly message: RaftMessage };
