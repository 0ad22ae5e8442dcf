/**
 * What must hold of membership views: pure functions for checkers.
 *
 * M1  Of one member a view only ever believes greater sayings: dead is final for an incarnation, alive beats suspect
 *     only with a larger incarnation, and no member is forgotten (N8).
 * M2  Nobody believes in an incarnation that the member itself has not taken (N8).
 * M3  A member that has been down for longer than the bound is not taken for present (N9).
 */

import { isPresent, memberOf, supersedes } from "./member.ts";
import type { MembershipView } from "./membership-client.ts";

/** M1, between two looks at one server. */
export function membershipViolationOf(before: MembershipView, after: MembershipView): string | undefined {
  if (after.incarnation < before.incarnation) return `M1: n${after.node + 1} has lowered its own incarnation`;
  for (const earlier of before.members) {
    const member = memberOf(after.members, earlier.node);
    if (member === undefined) return `M1: n${after.node + 1} has forgotten n${earlier.node + 1}`;
    if (supersedes(earlier, member))
      return `M1: on n${after.node + 1}, n${member.node + 1} went from ${earlier.status} in incarnation ${earlier.incarnation} back to ${member.status} in ${member.incarnation}`;
  }
  return undefined;
}

/** M2, over the views of all nodes at one instant. Nodes whose disk was wiped have to be left out. */
export function incarnationViolationOf(views: readonly MembershipView[]): string | undefined {
  for (const view of views) {
    for (const { node, incarnation } of view.members) {
      const owner = views.find((other) => other.node === node);
      if (owner !== undefined && incarnation > owner.incarnation)
        return `M2: n${view.node + 1} believes in incarnation ${incarnation} of n${node + 1}, which is in ${owner.incarnation}`;
    }
  }
  return undefined;
}

/** M3: `down` are nodes that have been down, or cut off from the view's node, for longer than `detectionBoundUs`. */
export function completenessViolationOf(view: MembershipView, down: readonly number[]): string | undefined {
  const missed = view.members.find((member) => down.includes(member.node) && isPresent(member));
  return missed === undefined
    ? undefined
    : `M3: n${view.node + 1} still takes n${missed.node + 1} for ${missed.status}`;
}
