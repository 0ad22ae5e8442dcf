/**
 * What a signal does when it reaches its receiver (Erlang reference manual, "Processes": signals, links, monitors).
 *
 * Every signal but a message is acted on by the node in the name of the receiver; a message goes to the receiver's
 * code or its mailbox. The notices a link or monitor produces are ordinary messages to a process that asked for them.
 */

import { becomeReady, deliverMessage, deliverNotice, handleReceiveTimeout } from "./activation.ts";
import { terminate } from "./lifecycle.ts";
import type { Node } from "./node.ts";
import type { Process } from "./process.ts";
import { CAST_TAG, type RemoteSignal, SIGNAL, type SignalKind } from "./signal.ts";
import { type Address, Pid, Ref, type Term } from "./term.ts";
import { EVENT_KIND, type EventKind } from "./trace.ts";
import { isElsewhere, Watch, watch } from "./watch.ts";

/** Handles a signal that has reached this node. */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no signal object
export function handleSignal(
  node: Node,
  kind: SignalKind,
  to: Address,
  from: Pid | undefined,
  body: Term,
  causeNode: number,
  causeSeq: number,
): void {
  const process = to instanceof Pid ? node.find(to) : resolve(node, kind, to);
  if (process === undefined) answerForNobody(node, { kind, to, from, body, causeNode, causeSeq });
  else if (kind === SIGNAL.message) deliverMessage(node, process, from, body, causeNode, causeSeq);
  else if (kind === SIGNAL.cast) deliverMessage(node, process, from, [CAST_TAG, body], causeNode, causeSeq);
  else if (kind === SIGNAL.request) {
    if (from !== undefined) startWatching(node, process, from, to, requestRef(body));
    deliverMessage(node, process, from, body, causeNode, causeSeq);
  } else if (kind === SIGNAL.start) becomeReady(node, process, causeSeq);
  else if (kind === SIGNAL.receive_timeout) handleReceiveTimeout(node, process, body as number);
  else actOn(node, process, kind, to, from, body, causeNode, causeSeq);
}

/** What the node does in the name of the receiver. */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no signal object
function actOn(
  node: Node,
  process: Process,
  kind: SignalKind,
  to: Address,
  from: Pid | undefined,
  body: Term,
  causeNode: number,
  causeSeq: number,
): void {
  if (kind === SIGNAL.down) {
    receiveDown(node, process, body, causeNode, causeSeq);
    return;
  }
  if (kind === SIGNAL.broken_link && (from === undefined || process.links?.delete(from) !== true)) return;
  const event = EVENT_OF[kind] as EventKind;
  const seq = node.record(event, process, from, causeNode, causeSeq, body);
  node.currentSeq = seq;
  if (kind === SIGNAL.exit || kind === SIGNAL.broken_link) {
    receiveExit(node, process, kind === SIGNAL.broken_link, body, seq);
  } else if (kind === SIGNAL.monitor) {
    if (from !== undefined) startWatching(node, process, from, to, body as Ref);
  } else if (kind === SIGNAL.demonitor) stopForeign(node, body as Ref);
  else if (from === undefined) return;
  else if (kind === SIGNAL.link) process.linkTo(from);
  else if (kind === SIGNAL.unlink) process.links?.delete(from);
}

/** The event that a signal leaves in the trace. */
const EVENT_OF: Partial<Record<SignalKind, EventKind>> = {
  [SIGNAL.exit]: EVENT_KIND.exit_signal,
  [SIGNAL.broken_link]: EVENT_KIND.exit_signal,
  [SIGNAL.link]: EVENT_KIND.link,
  [SIGNAL.unlink]: EVENT_KIND.unlink,
  [SIGNAL.monitor]: EVENT_KIND.monitor,
  [SIGNAL.demonitor]: EVENT_KIND.demonitor,
};

/** The process an address means now; using an alias that takes one reply ends the alias. */
function resolve(node: Node, kind: SignalKind, to: Exclude<Address, Pid>): Process | undefined {
  if (to instanceof Ref) return resolveAlias(node, kind, to);
  const pid = node.names.get(typeof to === "string" ? to : to.name);
  return pid === undefined ? undefined : node.find(pid);
}

function resolveAlias(node: Node, kind: SignalKind, alias: Ref): Process | undefined {
  const entry = node.watches.get(alias);
  if (entry?.alias === undefined) return undefined;
  const process = node.find(entry.owner);
  if (process === undefined) return undefined;
  if (kind === SIGNAL.message) {
    if (entry.alias === "reply_demonitor") dropWatch(node, process, entry);
    else if (entry.alias === "reply") dropAlias(node, process, entry);
  }
  return process;
}

/** Ends an alias; the monitor of the same reference, if there is one, goes on. */
export function dropAlias(node: Node, owner: Process, entry: Watch): void {
  entry.alias = undefined;
  if (entry.target === undefined) node.watches.disown(owner, entry);
}

/** Ends a monitor and its alias, and tells the watched side. */
export function dropWatch(node: Node, owner: Process, entry: Watch): void {
  const { target } = entry;
  node.watches.disown(owner, entry);
  if (isElsewhere(node, target))
    node.dispatch(SIGNAL.demonitor, target, owner.pid, entry.ref, node.currentSeq);
}

/** The receiver is dead or has no such name: links and monitors are answered with `noproc`, the rest vanishes. */
function answerForNobody(node: Node, signal: RemoteSignal): void {
  const { from, kind, body } = signal;
  const what = kind === SIGNAL.cast ? [CAST_TAG, body] : body;
  const seq = node.record(EVENT_KIND.dropped, undefined, from, signal.causeNode, signal.causeSeq, what);
  if (from === undefined) return;
  if (kind === SIGNAL.link) {
    const to = signal.to as Pid;
    node.dispatch(SIGNAL.broken_link, from, to, ["EXIT", to, "noproc"], seq);
  } else if (kind === SIGNAL.monitor || kind === SIGNAL.request) {
    const ref = kind === SIGNAL.monitor ? body : requestRef(body);
    const down = ["DOWN", ref, "process", objectOf(node, signal.to), "noproc"];
    node.dispatch(SIGNAL.down, from, undefined, down, seq);
  }
}

/** The reference in `[tag, [from, ref], request]`. */
function requestRef(body: Term): Ref {
  return ((body as readonly Term[])[1] as readonly Term[])[1] as Ref;
}

/** What a DOWN message names: the pid, or {name, node} for a monitor by name. */
function objectOf(node: Node, to: Address): Term {
  if (to instanceof Pid || to instanceof Ref) return to;
  return [typeof to === "string" ? to : to.name, node.name];
}

/** A monitor has arrived. One that its local owner has dropped meanwhile does nothing. */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no signal object
function startWatching(node: Node, process: Process, from: Pid, to: Address, ref: Ref): void {
  if (from.node === node.index) {
    const entry = node.watches.get(ref);
    if (entry !== undefined) watch(process, entry, objectOf(node, to));
    return;
  }
  const entry = new Watch(ref, from, undefined, undefined);
  node.watches.addForeign(entry);
  watch(process, entry, objectOf(node, to));
}

function stopForeign(node: Node, ref: Ref): void {
  const entry = node.watches.foreign(ref);
  if (entry !== undefined) node.watches.dropForeign(entry);
}

// biome-ignore lint/complexity/useMaxParams: the hot path allocates no signal object
function receiveDown(node: Node, process: Process, notice: Term, causeNode: number, causeSeq: number): void {
  const entry = node.watches.get((notice as readonly Term[])[1] as Ref);
  if (entry?.target === undefined || entry.owner !== process.pid) return;
  endByDown(node, process, entry);
  const seq = node.record(EVENT_KIND.down, process, undefined, causeNode, causeSeq, notice);
  node.currentSeq = seq;
  deliverNotice(node, process, notice, seq);
}

/** The monitor is over; an alias goes with it unless it was opened to outlive it. */
function endByDown(node: Node, owner: Process, entry: Watch): void {
  if (entry.alias === undefined || entry.alias === "demonitor" || entry.alias === "reply_demonitor") {
    node.watches.disown(owner, entry);
    return;
  }
  entry.target = undefined;
}

/** Exit signals (reference manual, "Receiving Exit Signals"): who dies of what, and what a trapping process sees. */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no signal object
function receiveExit(node: Node, process: Process, isLink: boolean, notice: Term, seq: number): void {
  const reason = (notice as readonly Term[])[2] as Term;
  if (reason === "kill" && !isLink) terminate(node, process, "killed");
  else if (process.trapExit || process.rare?.isHung === true) deliverNotice(node, process, notice, seq);
  else if (reason !== "normal") terminate(node, process, reason);
}
