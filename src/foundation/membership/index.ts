/** Door of membership: who is in the cluster as each node sees it (SWIM), and what checkers hold it to. */

export { MEMBERSHIP_EVENTS } from "./events.ts";
export type { Member, MemberStatus, Saying } from "./member.ts";
export { isPresent, supersedes } from "./member.ts";
export type { MembershipView } from "./membership-client.ts";
export { leave, members, readMembership, subscribeMembers } from "./membership-client.ts";
export type { MembershipConfig } from "./membership-server.ts";
export { INCARNATION_KEY, MEMBERSHIP, membershipChild, membershipModule } from "./membership-server.ts";
export {
  completenessViolationOf,
  incarnationViolationOf,
  membershipViolationOf,
} from "./membership-violation.ts";
export type { SwimMoment } from "./swim.ts";
export { swimStep } from "./swim.ts";
export type { SwimConfig, SwimDefect, SwimOptions } from "./swim-config.ts";
export {
  completeSwimConfig,
  detectionBoundUs,
  SWIM_DEFAULTS,
  SWIM_DEFECTS,
  swimRefusal,
} from "./swim-config.ts";
export type { Swim, SwimEffects, SwimInput, SwimMessage } from "./swim-state.ts";
export { createSwim, swimDueUs } from "./swim-state.ts";
