/**
 * Birth and death of a process.
 *
 * Death order (observed on OTP 25): the process leaves the table and its name is free, then its links get exit
 * signals, then its monitors get DOWN in the order in which they were set. Tables it owned go with it.
 */

import { assert } from "../base/index.ts";
import type { Mfa } from "./code.ts";
import type { SpawnOptions } from "./context.ts";
import { openFrame } from "./frame.ts";
import type { Node } from "./node.ts";
import { Process } from "./process.ts";
import { SIGNAL } from "./signal.ts";
import { Pid, type Term } from "./term.ts";
import { EVENT_KIND } from "./trace.ts";

export function spawnProcess(node: Node, mfa: Mfa, options: SpawnOptions): Process {
  const [module, fn] = mfa;
  assert(
    node.code.get(module)?.functions?.[fn] !== undefined,
    `cannot spawn ${module}:${fn}: no such function; list the module in the scenario's code`,
  );
  const slot = node.freeSlots.pop() ?? node.slots.length;
  const parent = node.current?.pid;
  const label = options.label ?? `${module}:${fn}`;
  const costUs = options.costUs ?? node.handlerCostUs;
  const process = new Process(node.newPid(slot), parent, mfa, label, node.nowUs, costUs);
  process.limits = options.limits;
  process.frame = openFrame("function", mfa, mfa[2]);
  node.slots[slot] = process;
  node.processCount++;
  if (options.link === true && node.current !== undefined) {
    process.links.add(node.current.pid);
    node.current.links.add(process.pid);
  }
  const seq = node.record(EVENT_KIND.spawned, process, parent, node.index, node.currentSeq, label);
  node.enqueue(SIGNAL.start, process.pid, parent, undefined, seq);
  return process;
}

/** Ends a live process with `reason` and tells its links and monitors. */
export function terminate(node: Node, process: Process, reason: Term): void {
  const seq = node.record(EVENT_KIND.exited, process, undefined, node.index, node.currentSeq, reason);
  node.currentSeq = seq;
  if (process.pid === node.initPid) node.halting = true;
  const { links, monitoredBy, monitors, aliases } = process;
  bury(node, process);
  const causeNode = node.index;
  for (const peer of links) {
    node.dispatch({
      kind: SIGNAL.exit,
      to: peer,
      from: process.pid,
      body: [reason, true],
      causeNode,
      causeSeq: seq,
    });
  }
  for (const [ref, { watcher, object }] of monitoredBy ?? []) {
    const body = [ref, object, reason];
    node.dispatch({ kind: SIGNAL.down, to: watcher, from: process.pid, body, causeNode, causeSeq: seq });
  }
  for (const [ref, target] of monitors ?? []) {
    if (target instanceof Pid && target.node === node.index) node.find(target)?.monitoredBy?.delete(ref);
    else
      node.dispatch({
        kind: SIGNAL.demonitor,
        to: target,
        from: process.pid,
        body: ref,
        causeNode,
        causeSeq: seq,
      });
  }
  for (const alias of aliases?.keys() ?? []) node.aliasOwners.delete(alias);
  for (const pid of process.heldSenders) {
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
  if (process.name !== undefined) node.names.delete(process.name);
  node.nodeWatchers.delete(process.pid);
  for (const table of node.tables.values()) {
    if (table.owner === process.pid) node.tables.delete(table.name);
  }
  if (process.busy) {
    process.busy = false;
    node.freeSchedulers++;
  }
}
