/** R4: a vote goes only to a candidate whose log is at least as up to date as the voter's. */

import { lastIndexOf, lastTermOf, type RaftState } from "../../../foundation/consensus/index.ts";
import { AppendMap } from "../memory/append-map.ts";
import { type RaftChange, raftChecker } from "./raft-checker.ts";

interface LogEnd {
  readonly lastTerm: number;
  readonly lastIndex: number;
}

function endOf({ durable }: RaftState): LogEnd {
  return { lastTerm: lastTermOf(durable.log), lastIndex: lastIndexOf(durable.log) };
}

export const voteFreshness = raftChecker(
  {
    id: "raft_vote_freshness",
    title: "A granted vote means that the candidate's log was at least as up to date as the voter's.",
    source: "Raft paper §5.4.1",
  },
  () => {
    /** Log of each candidate when it started its campaign: "term/node". */
    const campaigns = new AppendMap<string, LogEnd>();
    return { memory: [campaigns], inspect: (change) => inspectVote(change, campaigns) };
  },
);

function inspectVote(
  { node, before, after }: RaftChange,
  campaigns: AppendMap<string, LogEnd>,
): string | undefined {
  const { term, votedFor } = after.durable;
  const isVoteNew = before !== undefined && before.durable !== after.durable && votedFor !== null;
  if (!isVoteNew || (before.durable.term === term && before.durable.votedFor === votedFor)) return undefined;
  if (votedFor === node.index) {
    campaigns.set(`${term}/${node.index}`, endOf(before));
    return undefined;
  }
  const candidate = campaigns.get(`${term}/${votedFor}`);
  const voter = endOf(before);
  if (candidate === undefined) return undefined;
  const isFresh =
    candidate.lastTerm > voter.lastTerm ||
    (candidate.lastTerm === voter.lastTerm && candidate.lastIndex >= voter.lastIndex);
  if (isFresh) return undefined;
  return `${node.name} voted in term ${term} for n${votedFor + 1}, whose log ends at ${show(candidate)}, its own at ${show(voter)}`;
}

function show({ lastIndex, lastTerm }: LogEnd): string {
  return `${lastIndex} (term ${lastTerm})`;
}
