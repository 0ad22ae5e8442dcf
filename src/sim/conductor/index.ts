/** Door of the conductor: one world over many workers, by conservative windows. */

export type { Hold, Holding } from "./identities.ts";
export { holdStrongly } from "./identities.ts";
export { runShardsInProcess, type ShardedOptions, type ShardedOutcome } from "./in-process.ts";
export type { Member, MemberFigures, MemberOptions } from "./member.ts";
export { breakEvenEvents, chooseShards, expectedSpeedUp, type WindowFigures } from "./mode.ts";
export { findLargeScenario, openMember, type ShardOrder, type WorldOrder } from "./order.ts";
export { lookAheadUs } from "./placement.ts";
