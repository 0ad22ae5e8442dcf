/**
 * Birth and death of a process.
 *
 * Death order (observed on OTP 25): the process leaves the table and its name is free, then its links get exit
 * signals, then its monitors get DOWN in the order in which they were set. Tables it owned go with it.
 */

import type { Mfa } from "./code.ts";
import type { SpawnOptions } from "./context.ts";
import { Frame } from "./frame.ts";
import type { Node } from "./node.ts";
import { Process, STATUS } from "./process.ts";
import { SIGNAL } from "./signal.ts";
import type { Pid, Term } from "./term.ts";
import { EVENT_KIND } from "./trace.ts";
import { isElsewhere, leaveList } from "./watch.ts";

export function spawnProcess(node: Node, mfa: Mfa, options: SpawnOptions | undefined): Process {
  const entry = node.entries.get(mfa[0], mfa[1]);
  const slot = node.freeSlots.pop() ?? node.slots.length;
  const { current } = node;
  const parent = current?.pid;
  const label = options?.label ?? entry.label;
  const process = new Process(node.newPid(slot), parent, entry, label, node.nowUs);
  process.frame = new Frame(mfa, mfa[2]);
  node.slots[slot] = process;
  node.processCount++;
  if (options !== undefined) applyOptions(process, options, current);
  const seq = node.record(EVENT_KIND.spawned, process, parent, node.index, node.currentSeq, label);
  node.enqueue(SIGNAL.start, process.pid, parent, undefined, seq);
  return process;
}

function applyOptions(process: Process, options: SpawnOptions, parent: Process | undefined): void {
  const { limits, costUs } = options;
  if (limits !== undefined) {
    process.parts().limits = limits;
    process.status |= STATUS.limited;
  }
  if (costUs !== undefined) process.parts().costUs = costUs;
  if (options.link === true && parent !== undefined) {
    process.linkTo(parent.pid);
    parent.linkTo(process.pid);
  }
}

/** Ends a live process with `reason` and tells its links and monitors. */
export function terminate(node: Node, process: Process, reason: Term): void {
  const seq = node.record(EVENT_KIND.exited, process, undefined, node.index, node.currentSeq, reason);
  node.currentSeq = seq;
  const { pid, links, rare } = process;
  if (pid === node.initPid) node.halting = true;
  bury(node, process);
  if (links !== undefined && links.size > 0) {
    const notice = ["EXIT", pid, reason];
    for (const peer of links.toArray()) node.dispatch(SIGNAL.broken_link, peer, pid, notice, seq);
  }
  if (process.firstWatcher !== undefined) tellWatchers(node, process, reason);
  if (process.firstOwned !== undefined) dropOwned(node, process);
  if (rare?.heldSenders !== undefined) releaseSenders(node, rare.heldSenders);
}

/** Those who watch the dead process hear of it, in the order in which they began to. */
function tellWatchers(node: Node, process: Process, reason: Term): void {
  const seq = node.currentSeq;
  const local = node.index;
  let entry = process.firstWatcher;
  process.firstWatcher = undefined;
  while (entry !== undefined) {
    const { nextWatcher, owner } = entry;
    const notice = ["DOWN", entry.ref, "process", entry.object, reason];
    node.dispatch(SIGNAL.down, owner, process.pid, notice, seq);
    leaveList(entry);
    if (owner.node !== local) node.watches.dropForeign(entry);
    entry = nextWatcher;
  }
}

/** Its own watches end. */
function dropOwned(node: Node, process: Process): void {
  for (let entry = process.firstOwned; entry !== undefined; entry = process.firstOwned) {
    node.watches.disown(process, entry);
    const { target } = entry;
    if (isElsewhere(node, target))
      node.dispatch(SIGNAL.demonitor, target, process.pid, entry.ref, node.currentSeq);
  }
}

/** Senders it held back go on. */
function releaseSenders(node: Node, pids: readonly Pid[]): void {
  for (const pid of pids) {
    const sender = node.find(pid);
    if (sender !== undefined) node.release(sender);
  }
}

/** Takes a process out of its node without telling anybody. */
export function bury(node: Node, process: Process): void {
  process.alive = false;
  node.slots[process.pid.slot] = undefined;
  node.freeSlots.push(process.pid.slot);
  node.processCount--;
  if ((process.status & STATUS.busy) !== 0) {
    process.status &= ~STATUS.busy;
    node.freeSchedulers++;
  }
  if (node.nodeWatchers.size > 0) node.nodeWatchers.delete(process.pid);
  const { rare } = process;
  if (rare === undefined) return;
  if (rare.name !== undefined) node.names.delete(rare.name);
  if (!rare.ownsTables) return;
  for (const table of node.tables.values()) {
    if (table.owner === process.pid) node.tables.delete(table.name);
  }
}
