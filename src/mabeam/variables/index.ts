/** Door of the variables room: universal variables and the state machine by which agents agree on them. */

export type {
  AckCommand,
  ActivateCommand,
  AgentDownCommand,
  AgentUpCommand,
  DeclareCommand,
  ExpireCommand,
  OpenCommand,
  VariablesCommand,
  VoteCommand,
  WithdrawCommand,
} from "./command.ts";
export { parseCommand } from "./command.ts";
export type { MachineDefect } from "./defects.ts";
export { KEEPS_OLD_VERSION, MACHINE_DEFECTS, machineNameFor, VARIABLE_DEFECTS } from "./defects.ts";
export { VARIABLE_EVENTS } from "./events.ts";
export type { Answer, Notice, NoticeEvent, RefusalCode } from "./outcome.ts";
export type { Ack, Proposal, ProposalState, Vote } from "./proposal.ts";
export { isTerminal, isUndecidedOrPending } from "./proposal.ts";
export type { AgentRecord, Evidence, Variable, VariablesState, VersionRecord } from "./replicated-state.ts";
export {
  agentOf,
  agentsOf,
  agentsUp,
  findProposal,
  NO_VARIABLES,
  variableOf,
  variablesOf,
} from "./replicated-state.ts";
export type {
  BooleanSpec,
  CategoricalSpec,
  FloatSpec,
  IntegerSpec,
  VariableSpec,
  VariableValue,
} from "./variable-spec.ts";
export { checkValue, parseSpec, writeNumber } from "./variable-spec.ts";
export { applyEntry, createVariablesMachine, VARIABLES_MACHINES } from "./variables-machine.ts";
export { foldNotice } from "./view.ts";
export type { Decision, Elector, Rule, RuleName, Tally } from "./voting-rule.ts";
export { RULE_NAMES, tallyOf, VOTING_RULES, verdictOfTally } from "./voting-rule.ts";
