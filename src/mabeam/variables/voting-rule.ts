/**
 * Decision rules: when do the votes of an electorate accept a proposal?
 *
 * A rule is a pure function of a tally. A proposal is decided as soon as the votes still missing cannot change the
 * outcome any more, so the order in which votes enter the log decides nothing (trap T37).
 *
 * Invariants
 * - Monotone: one more accept in place of a reject, an abstention or a missing vote never turns "holds" into "fails".
 * - The denominator is the whole electorate: agents that are down or silent count as missing, never as consent.
 */

/** One member of a frozen electorate. Weights are whole numbers from 1. */
export type Elector = {
  readonly agent: string;
  readonly incarnation: number;
  readonly weight: number;
  /** Index of the node the agent lived on when the electorate was frozen. */
  readonly node: number;
};

export type Decision = "accept" | "reject" | "abstain";

/** How many agents, and how much weight, stand behind each decision; `pending` have not voted. */
export type Tally = {
  readonly accept: Share;
  readonly reject: Share;
  readonly abstain: Share;
  readonly pending: Share;
};

export type Share = { readonly agents: number; readonly weight: number };

export type RuleName = "majority" | "two_thirds" | "weighted_majority";

/** True when the tally, taken as final, accepts. */
export type Rule = (tally: Tally) => boolean;

/** The rules by name. `majority` counts heads, so that one heavy agent cannot decide alone. */
export const VOTING_RULES: Readonly<Record<RuleName, Rule>> = {
  /** More than half of all agents. */
  majority: (tally) => 2 * tally.accept.agents > totalOf(tally).agents,
  /** At least two thirds of all agents. */
  two_thirds: (tally) => totalOf(tally).agents > 0 && 3 * tally.accept.agents >= 2 * totalOf(tally).agents,
  /** More than half of the weight of all agents. */
  weighted_majority: (tally) => 2 * tally.accept.weight > totalOf(tally).weight,
};

export const RULE_NAMES: readonly RuleName[] = ["majority", "two_thirds", "weighted_majority"];

/** Counts votes against the electorate. Votes of strangers are left out; of several of one agent the first counts. */
export function tallyOf(
  electorate: readonly Elector[],
  votes: readonly { readonly agent: string; readonly decision: Decision }[],
): Tally {
  const counts: Record<keyof Tally, Share> = { accept: NONE, reject: NONE, abstain: NONE, pending: NONE };
  for (const { agent, weight } of electorate) {
    const key = votes.find((vote) => vote.agent === agent)?.decision ?? "pending";
    counts[key] = { agents: counts[key].agents + 1, weight: counts[key].weight + weight };
  }
  return counts;
}

/** `accepted` or `rejected` when no further vote can change it, else undefined. */
export function verdictOfTally(rule: Rule, tally: Tally): "accepted" | "rejected" | undefined {
  if (rule({ ...tally, reject: sum(tally.reject, tally.pending), pending: NONE })) return "accepted";
  if (!rule({ ...tally, accept: sum(tally.accept, tally.pending), pending: NONE })) return "rejected";
  return undefined;
}

const NONE: Share = { agents: 0, weight: 0 };

function sum(a: Share, b: Share): Share {
  return { agents: a.agents + b.agents, weight: a.weight + b.weight };
}

function totalOf({ accept, reject, abstain, pending }: Tally): Share {
  return sum(sum(accept, reject), sum(abstain, pending));
}
