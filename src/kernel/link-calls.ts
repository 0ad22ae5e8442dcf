/** System calls about links, monitors, exit signals, names and aliases; semantics of Erlang's BIFs of those names. */

import type { Node } from "./node.ts";
import type { AliasMode, Process } from "./process.ts";
import { error, SelfExit } from "./raise.ts";
import { SIGNAL, type SignalKind } from "./signal.ts";
import { dropAlias, dropWatch } from "./signals.ts";
import { isTagged, Pid, Ref, type RemoteName, type Term } from "./term.ts";
import { isElsewhere, unwatch, Watch, watch } from "./watch.ts";

/** exit/2. A signal to oneself acts at once; `kill` cannot be trapped. */
export function exitTo(node: Node, process: Process, to: Pid, reason: Term): void {
  if (to !== process.pid) {
    node.emit(SIGNAL.exit, to, ["EXIT", process.pid, reason]);
    return;
  }
  if (reason === "kill") throw new SelfExit("killed");
  if (!process.trapExit) throw new SelfExit(reason);
  keepNotice(node, process, ["EXIT", process.pid, reason]);
}

/** A notice that is there at once, before anything that is under way. */
function keepNotice(node: Node, process: Process, notice: Term): void {
  process.keep(undefined, notice, node.index, node.currentSeq, node.nowUs);
}

/** is_process_alive/1: signals the caller has sent to the process before are taken into account. */
export function isAlive(node: Node, process: Process, pid: Pid): boolean {
  const target = pid.node === node.index ? node.find(pid) : undefined;
  if (target === undefined || node.arrivals.exits === 0) return target !== undefined;
  const doom = node.arrivals.find(SIGNAL.exit, pid, process.pid);
  const reason = (doom as readonly Term[] | undefined)?.[2];
  return doom === undefined || (reason !== "kill" && (reason === "normal" || target.trapExit));
}

/**
 * link/1: to a dead local process it raises `noproc`, or gives a trapping caller an EXIT message. To a node without a
 * connection it breaks at once with `noconnection`.
 */
export function link(node: Node, process: Process, to: Pid): void {
  if (to === process.pid || process.isLinkedTo(to)) return;
  if (to.node === node.index && node.find(to) === undefined) {
    if (!process.trapExit) error("noproc");
    keepNotice(node, process, ["EXIT", to, "noproc"]);
    return;
  }
  process.linkTo(to);
  if (isCutOff(node, to)) tell(node, process, SIGNAL.broken_link, to, ["EXIT", to, NO_CONNECTION]);
  else node.emit(SIGNAL.link, to, undefined);
}

export function unlink(node: Node, process: Process, to: Pid): void {
  if (process.links?.delete(to) !== true) return;
  node.emit(SIGNAL.unlink, to, undefined);
}

export function monitor(node: Node, process: Process, to: Pid | string | RemoteName, alias?: AliasMode): Ref {
  const holder = typeof to === "string" ? node.names.get(to) : to;
  if (holder === process.pid) return node.newRef();
  if (holder === undefined) {
    const ref = node.newRef();
    keepNotice(node, process, ["DOWN", ref, "process", [to as string, node.name], "noproc"]);
    return ref;
  }
  const { ref } = openWatch(node, process, to, alias);
  if (typeof to === "object" && isCutOff(node, to)) tellCutOff(node, process, to, ref);
  else node.emit(SIGNAL.monitor, to, ref);
  return ref;
}

/**
 * Sends `[tag, [self, ref], request]` and watches the receiver with `ref`, which is also where one reply may be sent.
 * Without a connection to its node nothing is sent.
 */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
export function request(node: Node, process: Process, to: Pid | RemoteName, tag: string, body: Term): Ref {
  const { ref } = openWatch(node, process, to, "reply_demonitor");
  if (isCutOff(node, to)) tellCutOff(node, process, to, ref);
  else node.emit(SIGNAL.request, to, [tag, [process.pid, ref], body]);
  return ref;
}

const NO_CONNECTION = "noconnection";

/** Whether somebody lives on another node to which there is no connection. */
function isCutOff(node: Node, to: Pid | RemoteName): boolean {
  return to.node !== node.index && !node.connected.has(to.node);
}

/** The DOWN of a monitor on a node that cannot be reached. */
function tellCutOff(node: Node, process: Process, to: Pid | RemoteName, ref: Ref): void {
  const object: Term = to instanceof Pid ? to : [to.name, `n${to.node + 1}`];
  tell(node, process, SIGNAL.down, undefined, ["DOWN", ref, "process", object, NO_CONNECTION]);
}

/** A signal of its own node to the running process: under way at once, or when the time that it has spent has passed. */
// biome-ignore lint/complexity/useMaxParams: the parts of a signal
function tell(node: Node, process: Process, kind: SignalKind, from: Pid | undefined, notice: Term): void {
  if (node.spentUs === 0) {
    node.enqueue(kind, process.pid, from, notice, node.currentSeq);
    return;
  }
  const parts = process.parts();
  parts.outbox ??= [];
  parts.outbox.push(kind, process.pid, from, notice, node.currentSeq);
}

/** A monitor set together with the spawn: nothing can happen in between. */
export function watchDirectly(node: Node, watcher: Process, watched: Process): Ref {
  const entry = openWatch(node, watcher, watched.pid, undefined);
  watch(watched, entry, watched.pid);
  return entry.ref;
}

/** demonitor/2: whether the monitor was still there. `flush` takes a DOWN that has already come. */
export function demonitor(node: Node, process: Process, ref: Ref, flush: boolean): boolean {
  const entry = node.watches.get(ref);
  const found = entry?.target !== undefined && entry.owner === process.pid;
  if (found) endMonitor(node, process, entry);
  else if (flush && process.mailbox !== undefined) {
    const index = process.findMail({
      kind: "receive",
      match: (message) => isTagged(message, "DOWN") && message[1] === ref,
    });
    if (index >= 0) process.mailbox.removeAt(index);
  }
  return found;
}

/** An alias opened to be explicitly closed, or for one reply, outlives the monitor. */
function endMonitor(node: Node, process: Process, entry: Watch): void {
  const { alias, target } = entry;
  if (alias !== "explicit_unalias" && alias !== "reply") {
    dropWatch(node, process, entry);
    return;
  }
  unwatch(entry);
  entry.target = undefined;
  if (isElsewhere(node, target)) node.emit(SIGNAL.demonitor, target, entry.ref);
}

/** A fresh alias that is not a monitor. */
export function openAlias(node: Node, process: Process, mode: AliasMode): Ref {
  return openWatch(node, process, undefined, mode).ref;
}

function openWatch(
  node: Node,
  process: Process,
  target: Watch["target"],
  alias: AliasMode | undefined,
): Watch {
  const ref = new Ref(node.index, ++node.refSerial, node.watches.nextSlot());
  const entry = new Watch(ref, process.pid, target, alias);
  node.watches.own(process, entry);
  return entry;
}

export function unalias(node: Node, process: Process, ref: Ref): boolean {
  const entry = node.watches.get(ref);
  if (entry?.alias === undefined || entry.owner !== process.pid) return false;
  dropAlias(node, process, entry);
  return true;
}

export function register(node: Node, name: string, pid: Pid): void {
  const process = pid.node === node.index ? node.find(pid) : undefined;
  if (process === undefined || process.name !== undefined || node.names.has(name) || name === "undefined") {
    error("badarg");
  }
  process.parts().name = name;
  node.names.set(name, pid);
}

export function unregister(node: Node, name: string): void {
  const pid = node.names.get(name) ?? error("badarg");
  const process = node.find(pid);
  node.names.delete(name);
  if (process !== undefined) process.parts().name = undefined;
}
