/** Door of the replicated log: a consensus server per node, its client calls, and what observers may read. */

export type { LocalRead, Submit, SubmitResult } from "./client.ts";
export { readLocal, submit, submitAsync, subscribe } from "./client.ts";
export { consensusModule } from "./consensus-server.ts";
export { entryKey, META_KEY } from "./durable.ts";
export type {
  CommandEntry,
  Configuration,
  ConfigurationEntry,
  LogEntry,
  NoopEntry,
  Proposal,
} from "./entry.ts";
export { RAFT_EVENTS } from "./events.ts";
export type { RaftLog } from "./log.ts";
export { entryAt, firstDifference, lastIndexOf, lastTermOf, termAt } from "./log.ts";
export type {
  AppendReply,
  AppendRequest,
  Envelope,
  RaftMessage,
  RaftMessageKind,
  VoteReply,
  VoteRequest,
} from "./message.ts";
export { isQuorum } from "./quorum.ts";
export type { RaftConfig, RaftDefect, RaftOptions } from "./raft-config.ts";
export { RAFT_DEFAULTS, RAFT_DEFECTS } from "./raft-config.ts";
export type { Durable, Progress, RaftState, Role } from "./raft-state.ts";
export { createRaft, leaderOf, nextTickUs } from "./raft-state.ts";
export type { RaftView } from "./raft-view.ts";
export { consensusStateOf, readRaft } from "./raft-view.ts";
export type { Replicated } from "./replicated.ts";
export { CONSENSUS, type ConsensusArgs, type ConsensusState } from "./server-state.ts";
export { SESSION_WINDOW } from "./sessions.ts";
export type { Applied, AppliedEntry, StateMachine } from "./state-machine.ts";
export type { RaftInput } from "./step.ts";
export { step } from "./step.ts";
export type { Effects, Moment, RoleChange, Step, StepDownReason, Writes } from "./turn.ts";
