/**
 * What a signal does when it reaches its receiver (Erlang reference manual, "Processes": signals, links, monitors).
 *
 * Every signal but a message is acted on by the node in the name of the receiver; a message goes to the receiver's
 * code or its mailbox. The notices a link or monitor produces are ordinary messages to a process that asked for them.
 */

import { unreachable } from "../base/index.ts";
import { becomeReady, deliverMessage, handleReceiveTimeout } from "./activation.ts";
import { terminate } from "./lifecycle.ts";
import type { Node } from "./node.ts";
import type { Process } from "./process.ts";
import { type RemoteSignal, SIGNAL } from "./signal.ts";
import { type Address, Pid, Ref, type Term } from "./term.ts";
import { EVENT_KIND, type EventKind } from "./trace.ts";

export function handleArrival(node: Node, signal: RemoteSignal): void {
  const process = resolve(node, signal.to, signal);
  if (process === undefined) {
    unreachableReceiver(node, signal);
    return;
  }
  switch (signal.kind) {
    case SIGNAL.message:
      deliverMessage(node, process, signal);
      return;
    case SIGNAL.start:
      becomeReady(node, process, signal.causeSeq);
      return;
    case SIGNAL.receive_timeout:
      handleReceiveTimeout(node, process, signal.body as number);
      return;
    case SIGNAL.exit:
      receiveExit(node, process, signal);
      return;
    case SIGNAL.link:
      note(node, EVENT_KIND.link, process, signal);
      if (signal.from !== undefined) process.links.add(signal.from);
      return;
    case SIGNAL.unlink:
      note(node, EVENT_KIND.unlink, process, signal);
      if (signal.from !== undefined) process.links.delete(signal.from);
      return;
    case SIGNAL.monitor:
      receiveMonitor(node, process, signal);
      return;
    case SIGNAL.demonitor:
      note(node, EVENT_KIND.demonitor, process, signal);
      process.monitoredBy?.delete(signal.body as Ref);
      return;
    case SIGNAL.down:
      receiveDown(node, process, signal);
      return;
    default:
      unreachable(signal.kind);
  }
}

function note(node: Node, kind: EventKind, process: Process, signal: RemoteSignal): number {
  const seq = node.record(kind, process, signal.from, signal.causeNode, signal.causeSeq, signal.body);
  node.currentSeq = seq;
  return seq;
}

/** The process an address means now; using an alias that takes one reply ends the alias. */
function resolve(node: Node, to: Address, signal: RemoteSignal): Process | undefined {
  if (to instanceof Pid) return node.find(to);
  if (to instanceof Ref) return resolveAlias(node, to, signal);
  const pid = node.names.get(typeof to === "string" ? to : to.name);
  return pid === undefined ? undefined : node.find(pid);
}

function resolveAlias(node: Node, alias: Ref, signal: RemoteSignal): Process | undefined {
  const owner = node.aliasOwners.get(alias);
  const process = owner === undefined ? undefined : node.find(owner);
  const mode = process?.aliases?.get(alias);
  if (process === undefined || mode === undefined) return undefined;
  if (signal.kind === SIGNAL.message && (mode === "reply" || mode === "reply_demonitor")) {
    dropAlias(node, process, alias);
    if (mode === "reply_demonitor") dropMonitor(node, process, alias);
  }
  return process;
}

export function dropAlias(node: Node, process: Process, alias: Ref): boolean {
  node.aliasOwners.delete(alias);
  return process.aliases?.delete(alias) ?? false;
}

/** Forgets a monitor and tells the watched side. True when it was there. */
export function dropMonitor(node: Node, process: Process, ref: Ref): boolean {
  const target = process.monitors?.get(ref);
  if (target === undefined) return false;
  process.monitors?.delete(ref);
  if (target instanceof Pid && target.node === node.index) node.find(target)?.monitoredBy?.delete(ref);
  else {
    const causeSeq = node.currentSeq;
    node.dispatch({
      kind: SIGNAL.demonitor,
      to: target,
      from: process.pid,
      body: ref,
      causeNode: node.index,
      causeSeq,
    });
  }
  return true;
}

/** The receiver is dead or has no such name: links and monitors are answered with `noproc`, the rest vanishes. */
function unreachableReceiver(node: Node, signal: RemoteSignal): void {
  const { from, kind, body } = signal;
  const seq = node.record(EVENT_KIND.dropped, undefined, from, signal.causeNode, signal.causeSeq, body);
  if (from === undefined) return;
  const causeNode = node.index;
  if (kind === SIGNAL.link) {
    const to = signal.to as Pid;
    node.dispatch({
      kind: SIGNAL.exit,
      to: from,
      from: to,
      body: ["noproc", true],
      causeNode,
      causeSeq: seq,
    });
  } else if (kind === SIGNAL.monitor) {
    const down = [body, objectOf(node, signal.to), "noproc"];
    node.dispatch({ kind: SIGNAL.down, to: from, from: undefined, body: down, causeNode, causeSeq: seq });
  }
}

/** What a DOWN message names: the pid, or {name, node} for a monitor by name. */
function objectOf(node: Node, to: Address): Term {
  if (to instanceof Pid || to instanceof Ref) return to;
  return [typeof to === "string" ? to : to.name, node.name];
}

function receiveMonitor(node: Node, process: Process, signal: RemoteSignal): void {
  note(node, EVENT_KIND.monitor, process, signal);
  if (signal.from === undefined) return;
  process.monitoredBy ??= new Map();
  process.monitoredBy.set(signal.body as Ref, { watcher: signal.from, object: objectOf(node, signal.to) });
}

function receiveDown(node: Node, process: Process, signal: RemoteSignal): void {
  const [ref, object, reason] = signal.body as readonly [Ref, Term, Term];
  if (!process.monitors?.delete(ref)) return;
  const mode = process.aliases?.get(ref);
  if (mode === "demonitor" || mode === "reply_demonitor") dropAlias(node, process, ref);
  const seq = note(node, EVENT_KIND.down, process, signal);
  deliverNotice(node, process, ["DOWN", ref, "process", object, reason], seq);
}

/** Exit signals (reference manual, "Receiving Exit Signals"): who dies of what, and what a trapping process sees. */
function receiveExit(node: Node, process: Process, signal: RemoteSignal): void {
  const [reason, linked] = signal.body as readonly [Term, boolean];
  const { from } = signal;
  if (linked && (from === undefined || !process.links.delete(from))) return;
  const seq = note(node, EVENT_KIND.exit_signal, process, signal);
  if (reason === "kill" && !linked) terminate(node, process, "killed");
  else if (process.trapExit) deliverNotice(node, process, ["EXIT", from, reason], seq);
  else if (reason !== "normal") terminate(node, process, reason);
}

function deliverNotice(node: Node, process: Process, body: Term, causeSeq: number): void {
  const causeNode = node.index;
  const signal = { kind: SIGNAL.message, to: process.pid, from: undefined, body, causeNode, causeSeq };
  deliverMessage(node, process, signal, true);
}
