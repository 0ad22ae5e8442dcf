/**
 * Who was asked for a vote, what was answered and why: read from the messages in the traces of the nodes.
 *
 * A server that refuses does not say why, but the messages leave few reasons: a later term, a vote already given in
 * this term, or a log that is further on. A server that has heard a leader does not answer at all.
 */

import { EVENT_KIND, type Run } from "../../sim/index.ts";
import type { ConsensusBallot, ConsensusElection, ConsensusRound } from "../consensus-assigns.ts";
import type { Attempt, PreVote } from "./consensus-history.ts";
import { raftMessageIn } from "./consensus-reading.ts";

interface Said {
  readonly node: number;
  readonly atUs: number;
  readonly isSent: boolean;
  readonly peer: number;
  readonly isLost: boolean;
  readonly message: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly candidate: number;
  readonly kind: "pre_vote" | "vote";
  readonly term: number;
  readonly atUs: number;
}

const ROUNDS_MAX = 6;
/** Answers come at most so long after the decision. */
const AFTER_US = 200_000;
const VOTE_KINDS = ["pre_vote", "request_vote", "vote_reply"];

const name = (node: number): string => `n${node + 1}`;

/** The election as its messages tell it. `voters` are those whose ballots count. */
export function electionOf(run: Run, attempt: Attempt, voters: readonly number[]): ConsensusElection {
  const said = saidBetween(run, attempt.startedUs, (attempt.electedUs ?? run.world.nowUs) + AFTER_US);
  const rounds = roundsIn(said).filter(
    ({ term, kind, candidate }) =>
      term === attempt.term && (kind === "vote" || attempt.candidates.includes(candidate)),
  );
  const winner = attempt.leader === null ? null : name(attempt.leader);
  return {
    term: attempt.term,
    startedUs: attempt.startedUs,
    winner,
    title: titleOf(attempt),
    rounds: rounds.slice(-ROUNDS_MAX).map((asked) => roundOf(run, asked, said, voters)),
  };
}

/** Somebody asks whether it could win, and has got no further. */
export function preElectionOf(run: Run, preVote: PreVote, voters: readonly number[]): ConsensusElection {
  const said = saidBetween(run, preVote.atUs, run.world.nowUs);
  const term = preVote.term + 1;
  const rounds = roundsIn(said).filter(
    (asked) => asked.candidate === preVote.node && asked.kind === "pre_vote",
  );
  return {
    term,
    startedUs: preVote.atUs,
    winner: null,
    title: `${name(preVote.node)} asks whether it could win term ${term}; it has not started it`,
    rounds: rounds.slice(-1).map((asked) => roundOf(run, asked, said, voters)),
  };
}

function titleOf({ term, leader, candidates }: Attempt): string {
  const names = candidates.map(name).join(" and ");
  if (leader !== null) return `${name(leader)} won term ${term}`;
  return candidates.length > 1
    ? `${names} split the votes of term ${term}`
    : `${names} stands in term ${term}`;
}

function saidBetween(run: Run, fromUs: number, untilUs: number): Said[] {
  const said: Said[] = [];
  for (const { index: node, trace } of run.world.nodes) {
    for (let seq = firstAt(trace, fromUs); seq <= trace.seq; seq++) {
      const record = trace.read(seq);
      if (record === undefined || record.timeUs < fromUs) continue;
      if (record.timeUs > untilUs) break;
      const found = raftMessageIn(record);
      if (found === undefined || !VOTE_KINDS.includes(String(found.message["kind"]))) continue;
      const isLost = record.kind === EVENT_KIND.net_lost;
      said.push({ node, atUs: record.timeUs, peer: record.peerNode, isLost, ...found });
    }
  }
  return said.sort((a, b) => a.atUs - b.atUs || a.node - b.node);
}

interface Trace {
  readonly seq: number;
  oldest(): number;
  read(seq: number): { readonly timeUs: number } | undefined;
}

/** The first record at or after a time, among those that are held. */
function firstAt(trace: Trace, atUs: number): number {
  let low = trace.oldest();
  let high = trace.seq + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const record = trace.read(middle);
    if (record === undefined || record.timeUs < atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function roundsIn(said: readonly Said[]): Asked[] {
  const rounds: Asked[] = [];
  for (const { node, atUs, isSent, message } of said) {
    if (!isSent || message["kind"] === "vote_reply") continue;
    const kind = message["kind"] === "pre_vote" ? "pre_vote" : "vote";
    const term = Number(message["term"]);
    const isKnown = rounds.some(
      (round) =>
        round.candidate === node && round.kind === kind && round.term === term && atUs - round.atUs < 1_000,
    );
    if (!isKnown) rounds.push({ candidate: node, kind, term, atUs });
  }
  return rounds;
}

function roundOf(run: Run, asked: Asked, said: readonly Said[], voters: readonly number[]): ConsensusRound {
  const { candidate, kind, term, atUs } = asked;
  return {
    candidate: name(candidate),
    kind,
    term,
    atUs,
    ballots: voters.map((voter) =>
      voter === candidate
        ? { from: name(voter), answer: "granted", why: "its own" }
        : ballotOf(run, asked, said, voter),
    ),
  };
}

function ballotOf(run: Run, asked: Asked, said: readonly Said[], voter: number): ConsensusBallot {
  const from = name(voter);
  const isPreVote = asked.kind === "pre_vote";
  const later = said.filter(({ atUs }) => atUs >= asked.atUs);
  const reply = later.find(
    ({ node, peer, isSent, message }) =>
      node === voter &&
      isSent &&
      peer === asked.candidate &&
      message["kind"] === "vote_reply" &&
      message["isPreVote"] === isPreVote,
  );
  if (reply === undefined) return { from, answer: "none", why: silence(run, asked, later, voter) };
  const hasArrived = later.some(
    ({ node, isSent, message }) => node === asked.candidate && !isSent && isSame(message, reply.message),
  );
  const onItsWay = hasArrived ? "" : reply.isLost ? "; the answer was lost" : "; the answer is on its way";
  if (reply.message["granted"] === true)
    return {
      from,
      answer: "granted",
      why: `the log of ${name(asked.candidate)} is at least as new${onItsWay}`,
    };
  return { from, answer: "refused", why: `${refusal(asked, reply, said)}${onItsWay}` };
}

/** A message that has crossed to another worker is no longer the same object. */
function isSame(a: Said["message"], b: Said["message"]): boolean {
  return ["kind", "from", "term", "isPreVote", "granted"].every((field) => a[field] === b[field]);
}

function refusal(asked: Asked, { node, atUs, message }: Said, said: readonly Said[]): string {
  const term = Number(message["term"]);
  if (term > asked.term || (asked.kind === "pre_vote" && term === asked.term))
    return `it is in term ${term} already`;
  const before = said.filter(
    (one) => one.node === node && one.isSent && one.atUs <= atUs && one.message !== message,
  );
  const isOfTerm = (one: Said) => Number(one.message["term"]) === asked.term;
  if (before.some((one) => one.message["kind"] === "request_vote" && isOfTerm(one)))
    return `it stands in term ${asked.term} itself`;
  const given = before.find(
    (one) =>
      one.message["kind"] === "vote_reply" &&
      one.message["granted"] === true &&
      one.message["isPreVote"] === false &&
      isOfTerm(one),
  );
  if (given !== undefined) return `it has given its vote of term ${asked.term} to ${name(given.peer)}`;
  return `its own log is further on than that of ${name(asked.candidate)}`;
}

function silence(run: Run, asked: Asked, later: readonly Said[], voter: number): string {
  const { nodes, network } = run.world;
  const wanted = asked.kind === "pre_vote" ? "pre_vote" : "request_vote";
  const isQuestion = ({ message }: Said) =>
    message["kind"] === wanted && Number(message["term"]) === asked.term;
  const isHeard = later.some(
    (one) => one.node === voter && !one.isSent && one.peer === asked.candidate && isQuestion(one),
  );
  if (isHeard) return "it has heard from a leader lately and does not answer";
  const node = nodes[voter];
  if (node?.up !== true) return "it is down";
  if (network.isCut(asked.candidate, voter)) return "the link is cut";
  if (node.paused) return "it is paused";
  return "no answer yet";
}
