/** Door of the OTP floor: behaviours on the simulated BEAM, with OTP's names and OTP's semantics. */

export { agent } from "./agent.ts";
export type { Application } from "./application.ts";
export { application } from "./application.ts";
export type { AutoShutdown, ChildSpec, ChildType, Modules, RestartType, Shutdown } from "./child-spec.ts";
export { CORE_MODULES } from "./core-modules.ts";
export type { DynamicOptions } from "./dynamic-supervisor.ts";
export { dynamicSupervisor } from "./dynamic-supervisor.ts";
export type { DomainEvent, OtpEvent } from "./events.ts";
export { OTP_EVENTS } from "./events.ts";
export type { ServerCallbacks } from "./gen-server.ts";
export { defineServer } from "./gen-server.ts";
export type { EventHandler, StateFunction, StateFunctions, StatemCallbacks } from "./gen-statem.ts";
export { defineStatem } from "./gen-statem.ts";
export type { MatchClause } from "./match-spec.ts";
export { OTP_MODULES } from "./modules.ts";
export {
  countEntries,
  dispatch,
  lookupKey,
  matchEntries,
  registeredKeys,
  registeredValues,
  registerKey,
  selectEntries,
  unregisterKey,
  unregisterMatch,
  updateValue,
} from "./registry.ts";
export type { Via } from "./registry-names.ts";
export {
  deleteMeta,
  putMeta,
  readMeta,
  registerName,
  sendVia,
  unregisterName,
  whereisName,
} from "./registry-names.ts";
export type { RegistryStart } from "./registry-server.ts";
export { startRegistry } from "./registry-server.ts";
export type { Entry as RegistryEntry, RegistryKind } from "./registry-tables.ts";
export { decideAutoShutdown, decideRestart, enterRestart, restartGroup } from "./restart-decision.ts";
export type { BackOff, RestartDelay } from "./restart-delay.ts";
export { sameTerm } from "./same-term.ts";
export { CALL_TIMEOUT_US, call, cast, replyTo, stopServer, tryCall } from "./server-call.ts";
export type { EnterOptions } from "./server-enter.ts";
export { enterServer } from "./server-enter.ts";
export type { Everywhere, ManyReplies } from "./server-many.ts";
export { abcast, multiCall } from "./server-many.ts";
export type { OwnName, ServerName } from "./server-name.ts";
export type { Response, ResponseTimeout } from "./server-request.ts";
export { checkResponse, receiveResponse, sendRequest, waitResponse } from "./server-request.ts";
export type { Handled, LabelledResponse, RequestSet } from "./server-request-set.ts";
export {
  checkAnyResponse,
  receiveAnyResponse,
  reqids,
  sendRequestInto,
  waitAnyResponse,
} from "./server-request-set.ts";
export type { CallResult, From, InitResult, NoreplyResult, StartResult, Then } from "./server-results.ts";
export { ignore, noreply, reply, started, stop, stopInit, stopReply } from "./server-results.ts";
export type { StartOptions } from "./server-start.ts";
export { start, startLink, startMonitor } from "./server-start.ts";
export { serverModuleOf, serverStateOf } from "./server-state.ts";
export { genStatem } from "./statem-client.ts";
export type {
  Action,
  EnterAction,
  EventType,
  ReplyAction,
  StatemEvent,
  StatemInit,
  StatemResult,
  TimeoutAction,
  TimeoutType,
} from "./statem-results.ts";
export {
  keepState,
  keepStateAndData,
  nextState,
  repeatState,
  repeatStateAndData,
  startedIn,
  stopAndReply,
} from "./statem-results.ts";
export type { SetTimeout, StatemState } from "./statem-state.ts";
export { statemStateOf } from "./statem-state.ts";
export type { SupervisorInit } from "./supervisor.ts";
export { defineSupervisor } from "./supervisor.ts";
export type { ChildCounts, ChildListing } from "./supervisor-client.ts";
export { supervisor } from "./supervisor-client.ts";
export type { Strategy, SupFlags } from "./supervisor-flags.ts";
export type { SupervisedChild, SupervisorView } from "./supervisor-view.ts";
export { readSupervisor } from "./supervisor-view.ts";
export type { ServerStatus } from "./sys.ts";
export { sys } from "./sys.ts";
export type { Task, TaskOutcome } from "./task.ts";
export { taskAsync, taskAwait, taskIgnore, taskShutdown, taskStart, taskYield } from "./task.ts";
export { taskAwaitMany, taskYieldMany } from "./task-many.ts";
export type { StreamItem, StreamOptions, StreamResult } from "./task-stream.ts";
export { taskStream } from "./task-stream.ts";
export type { TaskOptions } from "./task-supervisor.ts";
export { taskSupervisor } from "./task-supervisor.ts";
