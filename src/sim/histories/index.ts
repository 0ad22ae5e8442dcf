/** Door of the histories: client operations, the deciders that judge them, and a workload that makes some. */

export type { HistoryBench, HistoryBenchPlan } from "./bench-history.ts";
export { prepareHistoryBench } from "./bench-history.ts";
export { isLinearizable } from "./brute-force.ts";
export type { DecideOptions, StaleReads } from "./decide.ts";
export { decide, STEPS_MAX } from "./decide.ts";
export { CLIENT_EVENTS } from "./events.ts";
export type { ClientOutcome, Invoked, Returned } from "./history-of.ts";
export { historyOf } from "./history-of.ts";
export { judgeRegisters, LAG_US } from "./judge.ts";
export { createAppendListsModel } from "./models/append-lists.ts";
export { createLockModel } from "./models/lock.ts";
export { createRegisterModel } from "./models/register.ts";
export { createVersionedModel } from "./models/versioned-variable.ts";
export type { Json, Operation } from "./operation.ts";
export { operationText } from "./operation.ts";
export { readHistory, writeHistory, writeOperation } from "./operation-lines.ts";
export { recordHistory, SCENARIOS_WITH_CLIENTS } from "./recorded-run.ts";
export { registersScenario } from "./registers-scenario.ts";
export type { SequentialModel } from "./sequential-model.ts";
export type { Evidence, Verdict } from "./verdict.ts";
export { verdictText } from "./verdict.ts";
