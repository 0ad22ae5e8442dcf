/**
 * What has happened to a cluster, read from the domain events of its run: attempts to become leader, terms, and when
 * entries were first known to be committed.
 *
 * It is kept with the run, because views are made anew after every jump. Invariant: it never holds anything later than
 * the moment shown, and nothing of a branch that is not open.
 */

import { type DomainEvent, eventIdText, type Run, type Timeline } from "../../sim/index.ts";

export interface Attempt {
  readonly term: number;
  readonly candidates: number[];
  startedUs: number;
  leader: number | null;
  electedUs: number | null;
  waitedUs: number | null;
  untilUs: number | null;
}

export interface PreVote {
  readonly node: number;
  readonly atUs: number;
  readonly term: number;
}

export interface Commit {
  readonly index: number;
  readonly atUs: number;
}

export interface History {
  attempts: Attempt[];
  preVotes: PreVote[];
  /** Ascending in both fields. */
  commits: Commit[];
  /** The newest event worth a sentence. */
  news: DomainEvent | null;
  /** Domain events read so far, and of which branch. */
  read: number;
  branch: string;
}

const PRE_VOTES_MAX = 64;
const COMMITS_MAX = 8_000;
/** A pre-vote belongs to the election that its server starts within this time. */
const ROUND_US = 1_500_000;
const UNTOLD = ["raft.committed", "raft.entry_applied"];

const histories = new WeakMap<Run, History>();

export function historyOf(run: Run, timeline: Timeline | undefined): History {
  const branch = timeline?.branch.id ?? "";
  const known = histories.get(run);
  const isContinued = known !== undefined && known.branch === branch && known.read <= run.domain.count;
  const history = isContinued ? known : reread(known, run, timeline);
  histories.set(run, history);
  if (history.read < run.domain.count) {
    for (const event of run.domain.since(history.read)) take(history, event);
    history.read = run.domain.count;
  }
  return history;
}

/** From the events still kept; what was known of the time before them stays, where it belongs to this branch. */
function reread(known: History | undefined, run: Run, timeline: Timeline | undefined): History {
  const branch = timeline?.branch.id ?? "";
  const firstUs = run.domain.since(0)[0]?.atUs ?? Number.POSITIVE_INFINITY;
  const forksUs = (timeline?.branches ?? []).flatMap(({ parent, fork }) =>
    parent === undefined ? [] : [fork.nowUs],
  );
  const sharedUs = known?.branch === branch ? run.world.nowUs : Math.min(run.world.nowUs, ...forksUs);
  const isOld = (atUs: number) => atUs < firstUs && atUs <= sharedUs;
  return {
    attempts:
      known?.attempts.filter(({ startedUs, electedUs }) => isOld(electedUs ?? startedUs)) ??
      marked(timeline, firstUs, run.world.nowUs),
    preVotes: [],
    commits: known?.commits.filter(({ atUs }) => isOld(atUs)) ?? [],
    news: null,
    read: 0,
    branch,
  };
}

const ELECTED = /is the leader of term (\d+)/;

/** Elections before the events that are kept, as far as the marks of the timeline tell. */
function marked(timeline: Timeline | undefined, beforeUs: number, nowUs: number): Attempt[] {
  const attempts: Attempt[] = [];
  for (const { id, kind, atUs, text } of timeline?.branch.marks ?? []) {
    const term = kind === "election" ? ELECTED.exec(text)?.[1] : undefined;
    const node = /^n(\d+)#/.exec(id)?.[1];
    if (term === undefined || node === undefined || atUs >= beforeUs || atUs > nowUs) continue;
    const leader = Number(node) - 1;
    attempts.push({ ...fresh(Number(term), atUs), leader, electedUs: atUs, candidates: [leader] });
  }
  return attempts;
}

function fresh(term: number, startedUs: number): Attempt {
  return { term, startedUs, candidates: [], leader: null, electedUs: null, waitedUs: null, untilUs: null };
}

function take(history: History, event: DomainEvent): void {
  if (!event.name.startsWith("raft.")) return;
  const { node, atUs, data } = event;
  const measured = (typeof data === "object" && data !== null ? data : {}) as Readonly<
    Record<string, unknown>
  >;
  const number = (name: string): number =>
    typeof measured[name] === "number" ? (measured[name] as number) : 0;
  if (!UNTOLD.includes(event.name)) history.news = event;
  switch (event.name) {
    case "raft.pre_vote_started":
      history.preVotes.push({ node, atUs, term: number("term") });
      if (history.preVotes.length > PRE_VOTES_MAX) history.preVotes.shift();
      return;
    case "raft.election_started":
      addCandidate(history, number("term"), node, atUs);
      return;
    case "raft.leader_elected": {
      const attempt = addCandidate(history, number("term"), node, atUs);
      for (const before of history.attempts) if (before.leader === node) before.untilUs ??= atUs;
      Object.assign(attempt, { leader: node, electedUs: atUs, waitedUs: number("waitedUs"), untilUs: null });
      return;
    }
    case "raft.stepped_down": {
      const led = history.attempts.findLast(({ leader }) => leader === node);
      if (led !== undefined) led.untilUs ??= atUs;
      return;
    }
    case "raft.committed":
      addCommit(history.commits, number("index"), atUs);
  }
}

function addCandidate({ attempts, preVotes }: History, term: number, node: number, atUs: number): Attempt {
  const asked = preVotes.findLast((round) => round.node === node && atUs - round.atUs < ROUND_US);
  const known = attempts.find((attempt) => attempt.term === term);
  const attempt = known ?? fresh(term, asked?.atUs ?? atUs);
  if (known === undefined) {
    attempts.push(attempt);
    attempts.sort((a, b) => a.term - b.term);
  }
  if (!attempt.candidates.includes(node)) {
    attempt.candidates.push(node);
    attempt.startedUs = Math.min(attempt.startedUs, asked?.atUs ?? atUs);
  }
  return attempt;
}

function addCommit(commits: Commit[], index: number, atUs: number): void {
  if (index <= (commits.at(-1)?.index ?? 0)) return;
  commits.push({ index, atUs });
  if (commits.length > COMMITS_MAX) commits.splice(0, COMMITS_MAX / 2);
}

/** When an index was first known to be committed; null when that is not known. */
export function committedUsOf({ commits }: History, index: number): number | null {
  const first = commits[0];
  if (first === undefined || (index < first.index && first.index > 1 && commits.length >= COMMITS_MAX / 2))
    return null;
  let low = 0;
  let high = commits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commits[middle] as Commit).index >= index) high = middle;
    else low = middle + 1;
  }
  return commits[low]?.atUs ?? null;
}

export function newsId(event: DomainEvent): string {
  return eventIdText(event.node, event.seq);
}
