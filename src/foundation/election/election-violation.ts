/**
 * What must hold of elections: pure functions for checkers.
 *
 * E1  A term names at most one leader, over the whole run.
 * E2  On one node the newest term never falls, and the leader changes only together with a larger term.
 * E3  In one term a member votes once; a restart does not free the vote. (`terms`; the views may be of two servers of
 *     one node whose disk was not wiped or damaged.)
 * E4  No two nodes lead at one instant. (`terms`; nodes that are down or paused and clocks that drift are to be left out.)
 */

import type { ElectionView } from "./election-client.ts";

/** Leaders by term, as far as they were seen: `terms[i]` was led by `leaders[i]`. */
export type LeaderHistory = { readonly terms: readonly number[]; readonly leaders: readonly number[] };

export const NO_LEADERS: LeaderHistory = { terms: [], leaders: [] };

/** E1: the history with what this view says, or the rule it breaks. Only as long as there are terms. */
export function rememberLeader(history: LeaderHistory, view: ElectionView): LeaderHistory | string {
  if (view.leader === null) return history;
  const at = history.terms.lastIndexOf(view.term);
  if (at < 0) return { terms: [...history.terms, view.term], leaders: [...history.leaders, view.leader] };
  const known = history.leaders[at] as number;
  if (known === view.leader) return history;
  return `E1: term ${view.term} was led by n${known + 1}, and by n${view.leader + 1} as n${view.node + 1} has it`;
}

/** E2 and E3, between two looks at one node. */
export function electionViolationOf(before: ElectionView, after: ElectionView): string | undefined {
  const name = `n${after.node + 1}`;
  if (after.newestTerm < before.newestTerm)
    return `E2: the newest term of ${name} fell from ${before.newestTerm} to ${after.newestTerm}`;
  const isOther = before.leader !== null && after.leader !== null && before.leader !== after.leader;
  if (isOther && after.term <= before.term) return `E2: ${name} follows another leader in term ${after.term}`;
  const isSameTerm = after.newestTerm === before.newestTerm;
  if (isSameTerm && before.votedFor !== null && after.votedFor !== before.votedFor)
    return `E3: ${name} has taken back its vote in term ${after.newestTerm}`;
  return undefined;
}

/** E4, over the views of all running nodes at one instant. */
export function leadershipViolationOf(views: readonly ElectionView[]): string | undefined {
  const leaders = views.filter(({ isLeader, protocol }) => isLeader && protocol === "terms");
  if (leaders.length < 2) return undefined;
  const names = leaders.map(({ node, term }) => `n${node + 1} in term ${term}`);
  return `E4: ${names.join(" and ")} lead at once`;
}
