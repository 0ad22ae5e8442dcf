/** What happened: the last event, who led when, and the last election. */

import { eventIdText, tellDeed } from "../../sim/index.ts";
import type { ConsensusElection, ConsensusNews, ConsensusTerm } from "../consensus-assigns.ts";
import { electionOf, preElectionOf } from "./consensus-ballots.ts";
import type { Context } from "./consensus-context.ts";
import type { Attempt } from "./consensus-history.ts";
import { nameOf, newsText, votersOf } from "./consensus-words.ts";
import { namesOf } from "./names.ts";

const TERMS_MAX = 60;
/** Answers that come after the decision are waited for so long. */
const SETTLE_US = 250_000;

/** An election that is over is read from the traces once. */
export interface SettledElection {
  settled: { readonly key: string; readonly election: ConsensusElection } | null;
}

export function newsOf({ run, history }: Context): ConsensusNews | null {
  const { news } = history;
  const note = run.notes.at(-1);
  if (note !== undefined && (news === null || note.record.atUs > news.atUs)) {
    const scripted = run.world.scenario.script?.length ?? 0;
    const who = note.number <= scripted ? "The script" : "You";
    const text = tellDeed(note.record.action, who, namesOf(run).withName);
    return { atUs: note.record.atUs, text: /[.!?]$/.test(text) ? text : `${text}.`, event: null };
  }
  if (news === null) return null;
  return { atUs: news.atUs, text: newsText(news), event: eventIdText(news.node, news.seq) };
}

export function termsOf(context: Context): ConsensusTerm[] {
  const shown = context.history.attempts.slice(-TERMS_MAX);
  return shown.map((attempt, i) => {
    const { term, leader, candidates, startedUs, electedUs, waitedUs } = attempt;
    const next = shown.slice(i + 1).find((later) => later.leader !== null);
    return {
      term,
      leader: leader === null ? null : nameOf(leader),
      candidates: candidates.map(nameOf),
      startedUs,
      electedUs,
      untilUs: leader === null ? null : endOf(context, attempt, next),
      waitedUs,
    };
  });
}

/** A leader ceases to lead when it says so, is stopped by hand, or as long before the next one as that has waited. */
function endOf({ run, lanes }: Context, attempt: Attempt, next: Attempt | undefined): number | null {
  const { leader, term, electedUs, untilUs } = attempt;
  const lane = leader === null ? undefined : lanes[leader];
  if (lane?.raft?.role.kind === "leader" && lane.term === term && !lane.node.paused) return null;
  const stopped = run.notes.find(
    ({ record }) =>
      record.atUs > (electedUs ?? 0) &&
      STOPS.includes(record.action.kind) &&
      record.action.target === lane?.node.name,
  );
  const ends = [untilUs, stopped?.record.atUs, next?.electedUs && next.electedUs - (next.waitedUs ?? 0)];
  const known = ends.filter((us) => typeof us === "number");
  return known.length === 0 ? null : Math.max(electedUs ?? 0, Math.min(...known));
}

const STOPS: readonly string[] = ["crash_node", "pause_node"];

export function lastElection(
  memory: SettledElection,
  { run, history, situation }: Context,
): ConsensusElection | null {
  const attempt = history.attempts.at(-1);
  const preVote = history.preVotes.at(-1);
  const voters = votersOf(situation.configuration);
  const isOver = attempt === undefined || attempt.leader !== null;
  const isAsking = situation.lanes[preVote?.node ?? -1]?.raft?.role.kind === "pre_candidate";
  // One that only asks is of interest while nobody leads; on the smaller side of a partition they ask for ever.
  if (preVote !== undefined && isAsking && isOver && situation.leader === null)
    return preElectionOf(run, preVote, voters);
  if (attempt === undefined) return null;
  const key = `${history.branch} ${attempt.term} ${attempt.electedUs}`;
  if (memory.settled?.key === key) return memory.settled.election;
  const election = electionOf(run, attempt, voters);
  if (attempt.electedUs !== null && run.world.nowUs > attempt.electedUs + SETTLE_US)
    memory.settled = { key, election };
  return election;
}
