/**
 * Following: taking entries from the leader of the term (Raft paper, figure 2, "AppendEntries RPC").
 *
 * A follower accepts entries only behind an entry it has too (§5.3), drops its own only where they conflict, and
 * says after a refusal how far the logs can agree at most.
 */

import { assert } from "../../base/index.ts";
import type { LogEntry } from "./entry.ts";
import { agreementBound, lastIndexOf, type RaftLog, termAt } from "./log.ts";
import type { AppendRequest } from "./message.ts";
import { hasDefect, type RaftState } from "./raft-state.ts";
import { appendReply, becomeFollower, restartElectionTimer, type Turn, writeEntries } from "./turn.ts";

/** An append or heartbeat of this server's term. */
export function takeAppend(turn: Turn, request: AppendRequest): void {
  const { next, moment } = turn;
  if (next.role.kind !== "follower" || next.role.leader !== request.from) {
    becomeFollower(turn, next.durable.term, request.from, "newer_leader");
  }
  next.leaderSeenUs = moment.nowUs;
  restartElectionTimer(turn);
  const { log } = next.durable;
  const { prevIndex, prevTerm, entries, commitIndex } = request;
  if (!agrees(next, prevIndex, prevTerm)) {
    const hintIndex = agreementBound(log, prevIndex - 1, prevTerm);
    appendReply(turn, request, {
      accepted: false,
      index: prevIndex,
      hintIndex,
      hintTerm: termAt(log, hintIndex) ?? 0,
    });
    return;
  }
  writeNew(turn, entries);
  const index = prevIndex + entries.length;
  next.commitIndex = Math.max(next.commitIndex, Math.min(commitIndex, index));
  appendReply(turn, request, { accepted: true, index });
}

/** An entry before the log's base is committed and compacted: every leader has it. */
function agrees({ durable, config }: RaftState, prevIndex: number, prevTerm: number): boolean {
  const { log } = durable;
  if (prevIndex < log.baseIndex) return true;
  if (hasDefect(config, "raft_no_consistency_check")) return prevIndex <= lastIndexOf(log);
  return termAt(log, prevIndex) === prevTerm;
}

/** §5.3: an entry that is there stays; from the first conflict on the leader's entries replace the follower's. */
function writeNew(turn: Turn, entries: readonly LogEntry[]): void {
  const { durable, commitIndex, config } = turn.next;
  const first = entries.findIndex((entry) => !has(durable.log, entry));
  if (first < 0) return;
  const fresh = entries.slice(first);
  const index = (fresh[0] as LogEntry).index;
  assert(
    config.defects.length > 0 || index > commitIndex,
    `server ${config.id} would rewrite committed entry ${index}`,
  );
  writeEntries(turn, fresh);
}

function has(log: RaftLog, entry: LogEntry): boolean {
  return entry.index <= log.baseIndex || termAt(log, entry.index) === entry.term;
}
