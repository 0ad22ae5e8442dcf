/** System calls about links, monitors, exit signals, names and aliases; semantics of Erlang's BIFs of those names. */

import type { Node } from "./node.ts";
import type { AliasMode, Process } from "./process.ts";
import { error, SelfExit } from "./raise.ts";
import { SIGNAL } from "./signal.ts";
import { dropAlias, dropMonitor } from "./signals.ts";
import { isTagged, type Pid, type Ref, type RemoteName, type Term } from "./term.ts";

/** exit/2. A signal to oneself acts at once; `kill` cannot be trapped. */
export function exitTo(node: Node, process: Process, to: Pid, reason: Term): void {
  if (to !== process.pid) {
    node.emit(SIGNAL.exit, to, [reason, false]);
    return;
  }
  if (reason === "kill") throw new SelfExit("killed");
  if (!process.trapExit) throw new SelfExit(reason);
  process.keep(process.pid, ["EXIT", process.pid, reason], node.index, node.currentSeq, node.nowUs);
}

/** link/1: to a dead local process it raises `noproc`, or gives a trapping caller an EXIT message. */
export function link(node: Node, process: Process, to: Pid): void {
  if (to === process.pid || process.links.has(to)) return;
  if (to.node === node.index && node.find(to) === undefined && !process.trapExit) error("noproc");
  process.links.add(to);
  node.emit(SIGNAL.link, to, undefined);
}

export function unlink(node: Node, process: Process, to: Pid): void {
  if (!process.links.delete(to)) return;
  node.emit(SIGNAL.unlink, to, undefined);
}

export function monitor(node: Node, process: Process, to: Pid | string | RemoteName, alias?: AliasMode): Ref {
  const ref = node.newRef();
  if (to === process.pid) return ref;
  process.monitors ??= new Map();
  process.monitors.set(ref, to);
  if (alias !== undefined) openAlias(node, process, ref, alias);
  node.emit(SIGNAL.monitor, to, ref);
  return ref;
}

/** A monitor set together with the spawn: nothing can happen in between. */
export function watchDirectly(watcher: Process, watched: Process, ref: Ref): void {
  watcher.monitors ??= new Map();
  watcher.monitors.set(ref, watched.pid);
  watched.monitoredBy ??= new Map();
  watched.monitoredBy.set(ref, { watcher: watcher.pid, object: watched.pid });
}

/** demonitor/2: whether the monitor was still there. `flush` takes a DOWN that has already come. */
export function demonitor(node: Node, process: Process, ref: Ref, flush: boolean): boolean {
  const found = dropMonitor(node, process, ref);
  const mode = process.aliases?.get(ref);
  if (found && (mode === "demonitor" || mode === "reply_demonitor")) dropAlias(node, process, ref);
  if (!found && flush && process.mailbox !== undefined) {
    const index = process.findMail({
      kind: "receive",
      match: (message) => isTagged(message, "DOWN") && message[1] === ref,
    });
    if (index >= 0) process.mailbox.removeAt(index);
  }
  return found;
}

export function openAlias(node: Node, process: Process, ref: Ref, mode: AliasMode): Ref {
  process.aliases ??= new Map();
  process.aliases.set(ref, mode);
  node.aliasOwners.set(ref, process.pid);
  return ref;
}

export function unalias(node: Node, process: Process, ref: Ref): boolean {
  return process.aliases?.has(ref) === true && dropAlias(node, process, ref);
}

export function register(node: Node, name: string, pid: Pid): void {
  const process = pid.node === node.index ? node.find(pid) : undefined;
  if (process === undefined || process.name !== undefined || node.names.has(name) || name === "undefined") {
    error("badarg");
  }
  process.name = name;
  node.names.set(name, pid);
}

export function unregister(node: Node, name: string): void {
  const pid = node.names.get(name) ?? error("badarg");
  const process = node.find(pid);
  node.names.delete(name);
  if (process !== undefined) process.name = undefined;
}
