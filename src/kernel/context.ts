/**
 * What code running inside a process may do: the system calls of a simulated node.
 *
 * Calls that answer something are recorded while a generator runs, and answered from the record when it is rebuilt;
 * calls that only act are skipped then. Code must therefore take *everything* it learns about the world through its
 * context or the messages it receives.
 *
 * Times are virtual microseconds. Names and semantics are Erlang's unless a sentence says otherwise.
 */

import type { Code, Mfa } from "./code.ts";
import type { Limits } from "./limits.ts";
import type { AliasMode } from "./process.ts";
import type { Address, Pid, Ref, RemoteName, Term } from "./term.ts";
import type { TableKey } from "./tuple-keys.ts";

export interface SpawnOptions {
  readonly link?: boolean;
  readonly monitor?: boolean;
  /** Text that names the process in views, e.g. the child id. */
  readonly label?: string;
  readonly limits?: Limits | undefined;
  /** Virtual time each handled message takes; the node's default otherwise. */
  readonly costUs?: number | undefined;
}

export interface TableOptions {
  /** Who may write: only the owner, or every process of the node. Everybody may read. */
  readonly access?: "protected" | "public";
}

export interface Context {
  readonly self: Pid;
  /** Index of this node, 0-based; node names are n1, n2 … */
  readonly node: number;
  readonly nodeName: string;
  /** How often this node has been started in this run, from 1. */
  readonly nodeIncarnation: number;
  readonly code: Code;
  /** The node's monotonic clock, in µs: true virtual time unless the clock drifts. Timers run by it. */
  now(): number;
  /** The time of day the node shows, in µs: `now` plus whatever its clock is off. Only for stamps and leases. */
  systemTimeUs(): number;
  /** True when this planted defect is switched on for the run (teaching, and tests of the checkers). */
  hasDefect(name: string): boolean;

  /** Sends a message. Raises `badarg` for a local name nobody has; to a dead process it vanishes. */
  send(to: Address, message: Term): void;
  /** Sends the message `["$gen_cast", request]`, in the least room while it is under way. */
  cast(to: Pid | RemoteName, request: Term): void;
  /**
   * Sends `[tag, [self, ref], request]` and monitors the receiver with `ref`, in one signal: the first half of a call.
   * One reply may be sent to `ref` as `[ref, value]`; it ends the monitor. Wait for it with `receiveAnswer`.
   */
  request(to: Pid | RemoteName, tag: string, request: Term): Ref;
  /** exit/2: an exit signal to another process, or to oneself. */
  exit(to: Pid, reason: Term): void;
  link(to: Pid): void;
  unlink(to: Pid): void;
  /** `["DOWN", ref, "process", pid or [name, node], reason]` comes exactly once unless demonitored before. */
  monitor(to: Pid | string | RemoteName, options?: { readonly alias?: AliasMode }): Ref;
  /** True when the monitor was still there. `flush` also removes a DOWN already in the mailbox. */
  demonitor(ref: Ref, options?: { readonly flush?: boolean }): boolean;
  /** Sets the trap_exit flag; the previous value. */
  trapExit(value: boolean): boolean;

  spawn(mfa: Mfa, options?: SpawnOptions): Pid;
  spawnMonitor(mfa: Mfa, options?: SpawnOptions): readonly [Pid, Ref];
  isAlive(pid: Pid): boolean;
  /** Names this process in views. */
  setLabel(label: string): void;
  /** Ancestors of this process, parent first (proc_lib's `$ancestors`). */
  parent(): Pid | undefined;

  /** Raises `badarg` when the name is taken, or the process is dead or has a name. */
  register(name: string, pid: Pid): void;
  unregister(name: string): void;
  whereis(name: string): Pid | undefined;

  makeRef(): Ref;
  alias(options?: { readonly reply?: boolean }): Ref;
  unalias(ref: Ref): boolean;

  /** Delivers `message` after `us`; a name is looked up when the timer fires. */
  sendAfter(us: number, to: Address, message: Term): Ref;
  /** As `sendAfter`, delivering `["timeout", ref, message]`. */
  startTimer(us: number, to: Address, message: Term): Ref;
  /** Remaining time, or false when the timer has fired or never was. */
  cancelTimer(ref: Ref): number | false;
  readTimer(ref: Ref): number | false;

  /** One uniform 32-bit draw from the stream named `purpose` of this node and incarnation. */
  draw(purpose: string): number;
  /** Uniform integer from `low` to `high`, both included. */
  drawBetween(purpose: string, low: number, high: number): number;

  /** Makes this handler take `us` longer: signals sent from here on leave when the time has passed. */
  spend(us: number): void;

  /** A table owned by this process, deleted with it. False when the name is taken. */
  tableNew(name: string, options?: TableOptions): boolean;
  tableGet(name: string, key: TableKey): Term;
  tableHas(name: string, key: TableKey): boolean;
  tablePut(name: string, key: TableKey, value: Term): void;
  /** Inserts only when the key is absent: one step, no gap between check and insert. */
  tablePutNew(name: string, key: TableKey, value: Term): boolean;
  tableDelete(name: string, key: TableKey): boolean;
  tableEntries(name: string): readonly (readonly [TableKey, Term])[];
  /** Rows whose key is a tuple that begins with `first`; of tuples of one length, in order of insertion. */
  tableUnder(name: string, first: TableKey): readonly (readonly [readonly TableKey[], Term])[];
  tableSize(name: string): number;
  tableExists(name: string): boolean;

  /**
   * The disk of the node: survives crashes and restarts of the node. A write is durable before any later signal leaves
   * for another node. A record may be `DAMAGED` after a crash (ask `isDamaged`). Writing raises `enospc` on a full disk
   * and `erofs` on one that is read-only (deleting only `erofs`).
   */
  diskGet(key: string): Term;
  diskPut(key: string, value: Term): void;
  diskDelete(key: string): void;

  /** A domain event for observers: recorded in the trace with its cause, never visible to other processes. */
  emit(event: string, data: Term): void;
  /** Nodes this node is connected to right now, and a subscription to `["nodeup" | "nodedown", name]` messages. */
  connectedNodes(): readonly number[];
  monitorNodes(on: boolean): void;
}
