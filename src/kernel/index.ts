/** Door of the kernel: one simulated BEAM node, and what code running on it may use. */

export type {
  Become,
  Blocking,
  Code,
  EnterLoop,
  FunctionResult,
  Loop,
  Mfa,
  Module,
  ProcessFunction,
  Receive,
  Request,
  Work,
} from "./code.ts";
export {
  become,
  createCode,
  enterLoop,
  isAnswer,
  isBlocking,
  receive,
  receiveAnswer,
  receiveTagged,
  receiveWithin,
  TIMEOUT,
  work,
} from "./code.ts";
export type { Context, SpawnOptions, TableOptions } from "./context.ts";
export { DAMAGED, isDamaged } from "./damaged.ts";
export { mixTerm } from "./digest.ts";
export type { DiskMode, StorageFate } from "./disk.ts";
export type { FaultPoint } from "./fault-points.ts";
export { FAULT_POINTS, INJECTED } from "./fault-points.ts";
export {
  disarmFromOutside,
  doubleFromOutside,
  failFromOutside,
  floodFromOutside,
  hangFromOutside,
  limitFromOutside,
  messageFromOutside,
  recoverDisk,
  setClock,
  setDisk,
  slowDown,
} from "./faults-from-outside.ts";
export type { Later } from "./later.ts";
export type { LimitPolicy, Limits } from "./limits.ts";
export { Node } from "./node.ts";
export type { NodeOptions } from "./node-options.ts";
export {
  arrivalsUnderWay,
  crashNode,
  exitFromOutside,
  pauseNode,
  peerDown,
  peerUp,
  resumeFromOutside,
  resumeNode,
  sendFromOutside,
  suspendFromOutside,
} from "./power.ts";
export type { AliasMode, Process } from "./process.ts";
export type { RaiseClass } from "./raise.ts";
export { error, exit, exitReasonOf, Raise, raiseThrow, STACK } from "./raise.ts";
export type { RemoteSignal, SignalKind, Transmit } from "./signal.ts";
export { SIGNAL } from "./signal.ts";
export type { NodeSnapshot } from "./snapshot.ts";
export { restoreSnapshot, takeSnapshot } from "./snapshot.ts";
export { snapshotBytes } from "./snapshot-size.ts";
export { mixNode, mixSignal, nodeLanes } from "./state-digest.ts";
export type { Address, Atom, RemoteName, Term, TypedField } from "./term.ts";
export { formatTerm, isTagged, Pid, Ref } from "./term.ts";
export type { EventId, EventKind, TraceRecord, TraceTail } from "./trace.ts";
export { EVENT_KIND, INPUT_NODE, Trace } from "./trace.ts";
export type { TableKey } from "./tuple-keys.ts";
