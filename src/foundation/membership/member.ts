/**
 * What is said of a member, and which of two sayings stands.
 *
 * Sayings about one member are totally ordered by (incarnation, rank of the status), and a view keeps the greatest it
 * has heard. So the order in which sayings arrive does not matter, two views that have heard the same are equal, and
 * every view is one that some order of the delivered messages explains (N11).
 *
 * The order is SWIM's (Das, Gupta, Motivala 2002, §4.2): alive beats suspect only with a larger incarnation, which only
 * the member itself can give out; dead is final for an incarnation (N8). A member that left has said so itself, which
 * weighs more than others calling it dead.
 */

export const STATUS_RANK = { alive: 0, suspect: 1, dead: 2, left: 3 } as const;

export type MemberStatus = keyof typeof STATUS_RANK;

/** A saying about a member, as it travels. */
export type Saying = {
  readonly node: number;
  readonly status: MemberStatus;
  readonly incarnation: number;
};

/** A member as a view keeps it: the saying that stands, since when, and when a suspect will be declared dead. */
export type Member = Saying & {
  readonly sinceUs: number;
  /** Infinity unless it is suspected. */
  readonly suspectUntilUs: number;
};

/** Whether saying `a` stands against `b`, both about one member. */
export function supersedes(a: Saying, b: Saying): boolean {
  if (a.incarnation !== b.incarnation) return a.incarnation > b.incarnation;
  return STATUS_RANK[a.status] > STATUS_RANK[b.status];
}

/** Whether the member takes part: dead and left ones do not. */
export function isPresent({ status }: Saying): boolean {
  return status === "alive" || status === "suspect";
}

export function memberOf(members: readonly Member[], node: number): Member | undefined {
  return members.find((member) => member.node === node);
}

/** The list with this member in its place, ascending by node. */
export function withMember(members: readonly Member[], member: Member): readonly Member[] {
  const others = members.filter(({ node }) => node !== member.node);
  return [...others, member].sort((a, b) => a.node - b.node);
}

export function sayingOf({ node, status, incarnation }: Saying): Saying {
  return { node, status, incarnation };
}
