/**
 * Election by majority votes in persisted terms: Raft's election without its log (Ongaro and Ousterhout 2014, §5.2), with
 * pre-vote (dissertation §9.6) and leases.
 *
 * Who misses the leader asks whether it could win; with the yes of a majority it begins a term, votes for itself and
 * asks for votes. A member gives one vote per term and remembers it on disk.
 *
 * Lease: a member that has heard a leader within `patienceMinUs` supports nobody else, and a leader gives up when a
 * majority has not answered a beat sent within `patienceMinUs`. Since a beat is sent before it is heard, the old leader
 * has given up before the majority can make another. A member that starts behaves as if it had just heard one.
 */

import { unreachable } from "../../base/index.ts";
import { isDamaged, type Term } from "../../kernel/index.ts";
import type {
  ElectionConfig,
  ElectionInput,
  ElectionMoment,
  ElectionProtocol,
  ElectionStep,
  Leadership,
  Outgoing,
} from "./election-protocol.ts";
import { isMajority, leaseEndUs, withContact } from "./majority.ts";

type Role =
  | { readonly kind: "follower"; readonly leader: number | null }
  /** Asks whether it could win; then, in a term of its own, for votes. `votes` are those who said yes. */
  | { readonly kind: "pre_candidate" | "candidate"; readonly votes: readonly number[] }
  /** `contacts[i]`: when the newest beat was sent that member i has answered. */
  | { readonly kind: "leader"; readonly contacts: readonly number[] };

export type TermsState = {
  readonly config: ElectionConfig;
  readonly term: number;
  readonly votedFor: number | null;
  /** False when its record of votes is damaged: it then follows, but neither votes nor stands. */
  readonly isVoter: boolean;
  readonly role: Role;
  /** When a leader was heard last, or the member started. */
  readonly heardUs: number;
  /** When it stands, unless it hears a leader before; a leader: when it sends the next beat. */
  readonly dueUs: number;
  readonly abstainUntilUs: number;
};

interface Turn {
  readonly next: { -readonly [K in keyof TermsState]: TermsState[K] };
  readonly moment: ElectionMoment;
  readonly messages: Outgoing[];
}

export const TERMS: ElectionProtocol<TermsState> = {
  name: "terms",
  usesDetector: false,
  create(config, durable, nowUs) {
    const isLost = isDamaged(durable);
    const [term, votedFor] =
      isLost || durable === undefined ? [0, null] : (durable as [number, number | null]);
    const isForgetful = config.defects.includes("election_vote_lost_on_restart");
    return {
      config,
      term,
      votedFor: isForgetful ? null : votedFor,
      isVoter: !isLost,
      role: { kind: "follower", leader: null },
      heardUs: nowUs,
      dueUs: nowUs + config.patienceMaxUs,
      abstainUntilUs: nowUs,
    };
  },
  step: stepTerms,
  leadershipOf({ role, term, config }: TermsState): Leadership {
    if (role.kind === "leader") return { leader: config.node, term };
    return { leader: role.kind === "follower" ? role.leader : null, term };
  },
  durableOf: ({ term, votedFor }: TermsState): Term => [term, votedFor],
  dueUs({ role, config, dueUs }: TermsState): number {
    const hasLease = role.kind === "leader" && !config.defects.includes("election_lease_ignored");
    return hasLease ? Math.min(dueUs, leaseEndUs(config, role.contacts)) : dueUs;
  },
};

function stepTerms(
  before: TermsState,
  input: ElectionInput,
  moment: ElectionMoment,
): ElectionStep<TermsState> {
  const turn: Turn = { next: { ...before }, moment, messages: [] };
  switch (input.kind) {
    case "start":
      follow(turn, null);
      break;
    case "tick":
      tick(turn);
      break;
    case "message":
      receive(turn, input.from, input.body);
      break;
    case "resign":
      resign(turn);
      break;
    case "suspects":
      break;
    default:
      unreachable(input);
  }
  return { state: turn.next, messages: turn.messages };
}

function tell({ next, messages }: Turn, body: readonly Term[]): void {
  for (const to of next.config.members) if (to !== next.config.node) messages.push({ to, body });
}

function patienceUs({ next, moment }: Turn): number {
  const { patienceMinUs, patienceMaxUs } = next.config;
  return patienceMinUs + (moment.random % (patienceMaxUs - patienceMinUs + 1));
}

function follow(turn: Turn, leader: number | null): void {
  turn.next.role = { kind: "follower", leader };
  turn.next.dueUs = turn.moment.nowUs + patienceUs(turn);
}

/** Moves on to a newer term, in which this member has not voted. */
function adopt(turn: Turn, term: number): void {
  turn.next.term = term;
  turn.next.votedFor = null;
  follow(turn, null);
}

function tick(turn: Turn): void {
  const { next, moment } = turn;
  const { role, config } = next;
  if (role.kind === "leader") {
    const isExpired = leaseEndUs(config, role.contacts) <= moment.nowUs;
    if (isExpired && !config.defects.includes("election_lease_ignored")) follow(turn, null);
    else if (next.dueUs <= moment.nowUs) beat(turn);
  } else if (next.dueUs <= moment.nowUs) {
    follow(turn, null);
    if (next.isVoter && moment.nowUs >= next.abstainUntilUs) stand(turn, "pre_candidate");
  }
}

/** Asks for support: as pre-candidate for the next term, without touching the own one. */
function stand(turn: Turn, kind: "pre_candidate" | "candidate"): void {
  const { next } = turn;
  const { node } = next.config;
  if (kind === "candidate") {
    next.term++;
    next.votedFor = node;
  }
  next.dueUs = turn.moment.nowUs + patienceUs(turn);
  next.role = { kind, votes: [] };
  tell(turn, kind === "candidate" ? ["ask", "vote", next.term] : ["ask", "pre", next.term + 1]);
  supported(turn, node);
}

function supported(turn: Turn, by: number): void {
  const { next } = turn;
  const { role } = next;
  if (role.kind !== "candidate" && role.kind !== "pre_candidate") return;
  const votes = role.votes.includes(by) ? role.votes : [...role.votes, by];
  next.role = { ...role, votes };
  if (!isMajority(next.config, votes.length)) return;
  if (role.kind === "pre_candidate") stand(turn, "candidate");
  else {
    next.role = { kind: "leader", contacts: next.config.members.map(() => turn.moment.nowUs) };
    beat(turn);
  }
}

function beat(turn: Turn): void {
  const { next, moment } = turn;
  next.dueUs = moment.nowUs + next.config.beatUs;
  tell(turn, ["lead", next.term, moment.nowUs]);
}

function receive(turn: Turn, from: number, body: readonly Term[]): void {
  const { next, messages, moment } = turn;
  const [kind, first, second] = body;
  switch (kind) {
    case "ask": {
      const isGranted = isSupported(turn, from, [first as string, second as number]);
      messages.push({ to: from, body: ["answer", first, second, isGranted, next.term] });
      break;
    }
    case "answer":
      onAnswer(turn, from, body);
      break;
    case "lead":
      onLead(turn, from, [first as number, second as number]);
      break;
    case "following":
      if ((first as number) > next.term) adopt(turn, first as number);
      else if (first === next.term && next.role.kind === "leader") {
        const contacts = withContact(next.config, next.role.contacts, [from, second as number]);
        next.role = { kind: "leader", contacts };
      }
      break;
    case "resigned":
      if (next.role.kind !== "follower" || next.role.leader !== from || next.term !== first) break;
      next.heardUs = Number.NEGATIVE_INFINITY;
      follow(turn, null);
      next.dueUs = moment.nowUs + (moment.random % next.config.answerUs);
  }
}

/** Whether this member supports the asker for a term; a vote is given here, and is then its only one in that term. */
function isSupported(turn: Turn, from: number, [phase, term]: readonly [string, number]): boolean {
  const { next, moment } = turn;
  const { config, role } = next;
  const isContent = role.kind === "leader" || moment.nowUs - next.heardUs < config.patienceMinUs;
  if (!next.isVoter || isContent || term < next.term) return false;
  if (phase === "pre") return term > next.term;
  if (term > next.term) adopt(turn, term);
  if (next.votedFor !== null && next.votedFor !== from) return false;
  next.votedFor = from;
  next.dueUs = moment.nowUs + patienceUs(turn);
  return true;
}

function onAnswer(turn: Turn, from: number, body: readonly Term[]): void {
  const { next } = turn;
  const [, phase, term, isGranted, theirTerm] = body as [string, string, number, boolean, number];
  if (theirTerm > next.term && !isGranted) {
    adopt(turn, theirTerm);
    return;
  }
  const isOfPre = phase === "pre" && next.role.kind === "pre_candidate" && term === next.term + 1;
  const isOfVote = phase === "vote" && next.role.kind === "candidate" && term === next.term;
  if (isGranted && (isOfPre || isOfVote)) supported(turn, from);
}

function onLead(turn: Turn, from: number, [term, sentUs]: readonly [number, number]): void {
  const { next, messages, moment } = turn;
  if (term >= next.term) {
    if (term > next.term) adopt(turn, term);
    follow(turn, from);
    next.heardUs = moment.nowUs;
  }
  messages.push({ to: from, body: ["following", next.term, sentUs] });
}

function resign(turn: Turn): void {
  const { next, moment } = turn;
  if (next.role.kind !== "leader") return;
  next.abstainUntilUs = moment.nowUs + next.config.abstainUs;
  next.heardUs = Number.NEGATIVE_INFINITY;
  follow(turn, null);
  tell(turn, ["resigned", next.term]);
}
