/**
 * The bully algorithm (Garcia-Molina, "Elections in a distributed computing system", 1982): the member with the highest
 * number that lives leads. It takes over from a lower one as soon as it is there.
 *
 * Whoever misses the leader asks all others at once. A higher one answers and goes on by itself; without such an answer
 * in `answerUs` the asker leads and tells everybody, again and again. Lower ones answer too, with the newest term they
 * know, so that the new term is larger than all that can be heard of.
 *
 * Terms: node number r of n uses only terms that are r modulo n, and none below or at its last one, which is on disk. So
 * no two nodes ever use one term, without any agreement. That is all that a cut leaves: two leaders, two terms.
 */

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

type Phase =
  | { readonly kind: "settled" }
  /** Has asked the others; leads at `untilUs` unless a higher one answers. */
  | { readonly kind: "asking"; readonly untilUs: number }
  /** Waits for another to lead, and asks again at `untilUs`. */
  | { readonly kind: "waiting"; readonly untilUs: number };

export type BullyState = {
  readonly config: ElectionConfig;
  readonly leader: number | null;
  /** Term of the leader that is followed, or was followed last. */
  readonly term: number;
  /** Newest term heard of. Durable. */
  readonly newest: number;
  readonly phase: Phase;
  readonly suspects: readonly number[];
  /** When the leader was heard last. */
  readonly heardUs: number;
  readonly beatDueUs: number;
  readonly abstainUntilUs: number;
};

const SETTLED: Phase = { kind: "settled" };

interface Turn {
  readonly next: { -readonly [K in keyof BullyState]: BullyState[K] };
  readonly nowUs: number;
  readonly messages: Outgoing[];
}

export const BULLY: ElectionProtocol<BullyState> = {
  name: "bully",
  usesDetector: true,
  create(config, durable, nowUs) {
    const newest = !isDamaged(durable) && typeof durable === "number" ? durable : 0;
    return {
      config,
      leader: null,
      term: 0,
      newest,
      phase: SETTLED,
      suspects: [],
      heardUs: nowUs,
      beatDueUs: Number.POSITIVE_INFINITY,
      abstainUntilUs: nowUs,
    };
  },
  step: stepBully,
  leadershipOf: ({ leader, term, newest }: BullyState): Leadership => ({
    leader,
    term: leader === null ? newest : term,
  }),
  durableOf: ({ newest }: BullyState): Term => newest,
  dueUs({ config, phase, leader, heardUs, beatDueUs }: BullyState): number {
    const phaseDueUs = phase.kind === "settled" ? Number.POSITIVE_INFINITY : phase.untilUs;
    if (leader === config.node) return Math.min(phaseDueUs, beatDueUs);
    return leader === null ? phaseDueUs : Math.min(phaseDueUs, heardUs + config.patienceMaxUs);
  },
};

function stepBully(
  before: BullyState,
  input: ElectionInput,
  { nowUs }: ElectionMoment,
): ElectionStep<BullyState> {
  const turn: Turn = { next: { ...before }, nowUs, messages: [] };
  switch (input.kind) {
    case "start":
      ask(turn);
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
      turn.next.suspects = input.nodes;
      if (before.leader !== null && input.nodes.includes(before.leader)) ask(turn);
  }
  return { state: turn.next, messages: turn.messages };
}

function tell({ next, messages }: Turn, body: readonly Term[]): void {
  for (const to of next.config.members) if (to !== next.config.node) messages.push({ to, body });
}

/** Looks for a leader: asks all others at once. */
function ask(turn: Turn): void {
  const { next, nowUs } = turn;
  next.leader = null;
  next.phase = { kind: "asking", untilUs: nowUs + next.config.answerUs };
  tell(turn, ["election", next.newest]);
}

function tick(turn: Turn): void {
  const { next, nowUs } = turn;
  const { phase, config } = next;
  if (phase.kind === "waiting" && phase.untilUs <= nowUs) ask(turn);
  else if (phase.kind === "asking" && phase.untilUs <= nowUs) {
    if (isAbstaining(turn)) next.phase = { kind: "waiting", untilUs: next.abstainUntilUs };
    else lead(turn);
  } else if (next.leader === config.node) {
    if (next.beatDueUs <= nowUs) beat(turn);
  } else if (next.leader !== null && next.heardUs + config.patienceMaxUs <= nowUs) ask(turn);
}

function isAbstaining({ next, nowUs }: Turn): boolean {
  return nowUs < next.abstainUntilUs;
}

/** Takes the lead in the smallest term of its own that is larger than all it has heard of. */
function lead(turn: Turn): void {
  const { next } = turn;
  next.term = ownTermAfter(next.newest, next.config);
  next.newest = next.term;
  next.leader = next.config.node;
  next.phase = SETTLED;
  beat(turn);
}

function ownTermAfter(newest: number, { node, members, defects }: ElectionConfig): number {
  if (defects.includes("election_term_reused")) return Math.max(1, newest);
  const rank = members.filter((member) => member < node).length;
  const ahead = (((rank - newest - 1) % members.length) + members.length) % members.length;
  return newest + 1 + ahead;
}

function beat(turn: Turn): void {
  const { next, nowUs } = turn;
  next.beatDueUs = nowUs + next.config.beatUs;
  tell(turn, ["coordinator", next.term]);
}

function receive(turn: Turn, from: number, [kind, value]: readonly Term[]): void {
  const { next } = turn;
  const term = value as number;
  if (kind === "coordinator") onCoordinator(turn, from, term);
  else if (kind === "resigned") {
    if (next.leader === from && next.term === term) ask(turn);
  } else {
    next.newest = Math.max(next.newest, term);
    if (kind === "election") onElection(turn, from);
    else if (kind === "alive" && next.phase.kind === "asking" && from > next.config.node) waitFor(turn);
    else if (kind === "stale" && next.leader === next.config.node && term > next.term) lead(turn);
  }
}

/** A higher one lives: it will lead, or this node asks again. */
function waitFor(turn: Turn): void {
  const { next, nowUs } = turn;
  next.phase = { kind: "waiting", untilUs: nowUs + 2 * next.config.answerUs };
}

function onElection(turn: Turn, from: number): void {
  const { next, messages } = turn;
  const { config } = next;
  const isBully = from < config.node && !isAbstaining(turn);
  messages.push({ to: from, body: [isBully ? "alive" : "known", next.newest] });
  if (!isBully) return;
  if (next.leader === config.node) messages.push({ to: from, body: ["coordinator", next.term] });
  else if (next.phase.kind === "settled" && !(next.leader !== null && next.leader > config.node)) ask(turn);
}

/** Follows, unless the sender has missed a newer term, or is lower than this node, which then takes over. */
function onCoordinator(turn: Turn, from: number, term: number): void {
  const { next, nowUs, messages } = turn;
  if (term < next.newest) {
    messages.push({ to: from, body: ["stale", next.newest] });
    return;
  }
  next.newest = term;
  if (from < next.config.node && !isAbstaining(turn)) {
    if (next.phase.kind === "settled") ask(turn);
    return;
  }
  next.leader = from;
  next.term = term;
  next.heardUs = nowUs;
  next.phase = SETTLED;
}

function resign(turn: Turn): void {
  const { next, nowUs } = turn;
  if (next.leader !== next.config.node) return;
  next.leader = null;
  next.abstainUntilUs = nowUs + next.config.abstainUs;
  next.phase = { kind: "waiting", untilUs: next.abstainUntilUs };
  tell(turn, ["resigned", next.term]);
}
