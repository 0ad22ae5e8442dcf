/**
 * The contract of leader election: what every way of electing takes, gives and promises. One conformance suite holds all
 * ways to it (`election.conformance.test.ts`).
 *
 * A protocol is pure: state, input, moment in; next state and messages out. The server around it owns clock, disk,
 * network and detector.
 *
 * Promised by every protocol
 * - A term names at most one leader, ever, also across restarts; the terms that one node announces or follows rise with
 *   every change of leader. So a term can serve as fencing token.
 * - In a settled network there is exactly one leader and every member knows it.
 * - When the leader dies or resigns, the members that can still reach each other (for `terms`: a majority) have another
 *   within `electionBoundUs`.
 *
 * Where they differ: under a cut `bully` has one leader on each side, each with a term of its own, and `terms` has none
 * on a side without a majority. With `terms` no two leaders lead at one instant, as long as clocks run at one rate and
 * nobody is paused; with `bully` only the fencing makes the second leader harmless, and only at resources that have seen
 * the larger term.
 */

import type { Term } from "../../kernel/index.ts";

/** Mistakes that can be planted in this room, so that the checkers can be shown to find them. */
export const ELECTION_DEFECTS = [
  "election_term_reused",
  "election_vote_lost_on_restart",
  "election_lease_ignored",
] as const;

export type ElectionDefect = (typeof ELECTION_DEFECTS)[number];

/** Times are µs of virtual time. */
export type ElectionConfig = {
  readonly node: number;
  /** Indexes of all nodes that may lead, the own one among them. */
  readonly members: readonly number[];
  /** A leader says so to everybody every `beatUs`. */
  readonly beatUs: number;
  /** Who has not heard the leader for a time between these two looks for another. */
  readonly patienceMinUs: number;
  readonly patienceMaxUs: number;
  /** How long answers of the others are waited for. */
  readonly answerUs: number;
  /** How long a leader that has resigned does not stand again. */
  readonly abstainUs: number;
  readonly defects: readonly ElectionDefect[];
};

/** Who leads as far as a node knows, and the term of that; while nobody leads, the newest term it knows. */
export type Leadership = { readonly leader: number | null; readonly term: number };

export type ElectionInput =
  | { readonly kind: "start" }
  | { readonly kind: "tick" }
  | { readonly kind: "message"; readonly from: number; readonly body: readonly Term[] }
  | { readonly kind: "resign" }
  /** All members that the failure detector suspects now. */
  | { readonly kind: "suspects"; readonly nodes: readonly number[] };

/** When a step happens, and one draw for it (a uniform 32-bit number). */
export type ElectionMoment = { readonly nowUs: number; readonly random: number };

export type Outgoing = { readonly to: number; readonly body: readonly Term[] };

export type ElectionStep<S extends Term> = { readonly state: S; readonly messages: readonly Outgoing[] };

export interface ElectionProtocol<S extends Term> {
  readonly name: string;
  /** Whether it wants to know whom the failure detector suspects. */
  readonly usesDetector: boolean;
  /** `durable` is what `durableOf` gave last time, `undefined` the first time, or damaged. */
  readonly create: (config: ElectionConfig, durable: Term, nowUs: number) => S;
  readonly step: (state: S, input: ElectionInput, moment: ElectionMoment) => ElectionStep<S>;
  readonly leadershipOf: (state: S) => Leadership;
  /** What has to be on disk before the messages of a step leave. */
  readonly durableOf: (state: S) => Term;
  /** When the next tick is wanted. */
  readonly dueUs: (state: S) => number;
}

/** Fields that have a default, and the default. */
export const ELECTION_DEFAULTS = {
  beatUs: 100_000,
  patienceMinUs: 400_000,
  patienceMaxUs: 800_000,
  answerUs: 100_000,
  abstainUs: 2_000_000,
} as const;

/** Why the configuration cannot be used; undefined when it can. */
export function electionRefusal(config: ElectionConfig): string | undefined {
  const { node, members, beatUs, patienceMinUs, patienceMaxUs } = config;
  if (!members.includes(node)) return "members: the own node is one of them";
  if (!members.every((member) => isCount(member, 0))) return "members: whole numbers from 0";
  if (new Set(members).size !== members.length) return "members: each node once";
  if (!isCount(beatUs, 1)) return "beatUs: a whole number of µs from 1";
  if (!isCount(patienceMinUs, 1) || patienceMinUs <= beatUs) return "patienceMinUs: longer than a beat";
  if (!isCount(patienceMaxUs, patienceMinUs)) return "patienceMaxUs: at least patienceMinUs";
  if (!isCount(config.answerUs, 1)) return "answerUs: a whole number of µs from 1";
  return isCount(config.abstainUs, 0) ? undefined : "abstainUs: a whole number of µs from 0";
}

/**
 * How long the members that reach each other may be without a leader after they have lost one, when no more than one
 * attempt comes to nothing (two that stand at once, or one that dies meanwhile). Delays of messages are below `answerUs`.
 */
export function electionBoundUs({ patienceMaxUs, answerUs, beatUs }: ElectionConfig): number {
  return 2 * (patienceMaxUs + 2 * answerUs) + beatUs;
}

function isCount(value: number, min: number): boolean {
  return Number.isSafeInteger(value) && value >= min;
}
