/** Door of leader election: one contract, two protocols, fencing, and what checkers hold them to. */

export type { BullyState } from "./bully.ts";
export { BULLY } from "./bully.ts";
export type { Elected, ElectionView } from "./election-client.ts";
export { ELECTED_TIMEOUT_US, elected, readElection, resign, subscribeLeader } from "./election-client.ts";
export type {
  ElectionConfig,
  ElectionDefect,
  ElectionInput,
  ElectionProtocol,
  ElectionStep,
  Leadership,
} from "./election-protocol.ts";
export {
  ELECTION_DEFAULTS,
  ELECTION_DEFECTS,
  electionBoundUs,
  electionRefusal,
} from "./election-protocol.ts";
export type { ElectionOptions } from "./election-server.ts";
export { electionChild, electionModule } from "./election-server.ts";
export type { ProtocolName } from "./election-state.ts";
export { ELECTION, ELECTION_KEY } from "./election-state.ts";
export type { LeaderHistory } from "./election-violation.ts";
export {
  electionViolationOf,
  leadershipViolationOf,
  NO_LEADERS,
  rememberLeader,
} from "./election-violation.ts";
export { ELECTION_EVENTS } from "./events.ts";
export type { Fence } from "./fence.ts";
export { OPEN_FENCE, pass } from "./fence.ts";
export type { TermsState } from "./terms.ts";
export { TERMS } from "./terms.ts";
