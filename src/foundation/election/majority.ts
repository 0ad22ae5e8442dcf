/** Majorities and the lease that a majority's answers give: arithmetic on plain lists, one entry per member. */

import type { ElectionConfig } from "./election-protocol.ts";

export function isMajority({ members }: ElectionConfig, count: number): boolean {
  return 2 * count > members.length;
}

/** The contacts with a newer answer of one member; an older answer changes nothing. */
export function withContact(
  { members }: ElectionConfig,
  contacts: readonly number[],
  [member, sentUs]: readonly [member: number, sentUs: number],
): readonly number[] {
  return contacts.map((contact, i) => (members[i] === member ? Math.max(contact, sentUs) : contact));
}

/**
 * Until when a leader may lead: `patienceMinUs` after the newest instant at which a majority, itself included, was sent a
 * beat that it has answered. A leader alone among its members leads for ever.
 */
export function leaseEndUs(
  { node, members, patienceMinUs }: ElectionConfig,
  contacts: readonly number[],
): number {
  const others = contacts.filter((_, i) => members[i] !== node).sort((a, b) => b - a);
  const needed = Math.floor(members.length / 2);
  const since = needed === 0 ? Number.POSITIVE_INFINITY : others[needed - 1];
  return (since ?? Number.NEGATIVE_INFINITY) + patienceMinUs;
}
