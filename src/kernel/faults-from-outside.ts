/**
 * What is done to a process, a disk or a clock from outside to see what the rest makes of it. Each is an event whose
 * cause is an entry of the journal, like those of `power.ts`.
 */

import { armSync, finishSync } from "./barrier.ts";
import { changedClock } from "./clock.ts";
import type { DiskMode, StorageFate } from "./disk.ts";
import { type ArmedFault, armFault } from "./fault-points.ts";
import type { Limits } from "./limits.ts";
import type { Node } from "./node.ts";
import { type Process, STATUS } from "./process.ts";
import { SIGNAL } from "./signal.ts";
import type { Pid, Term } from "./term.ts";
import { EVENT_KIND, INPUT_NODE } from "./trace.ts";

/** The process handles nothing from now on and ignores every exit signal but `kill`. */
export function hangFromOutside(node: Node, pid: Pid, inputSeq: number): void {
  const process = aimedAt(node, pid, inputSeq, "hang");
  if (process === undefined) return;
  process.parts().isHung = true;
  process.status |= STATUS.suspended;
}

/** Puts `count` messages nobody has sent into the mailbox of a process: `["flood", 1]`, `["flood", 2]` … */
export function floodFromOutside(node: Node, pid: Pid, count: number, inputSeq: number): void {
  const process = aimedAt(node, pid, inputSeq, ["flood", count]);
  if (process === undefined) return;
  for (let i = 1; i <= count; i++)
    node.enqueue(SIGNAL.message, pid, undefined, ["flood", i], node.currentSeq);
}

/** A message from outside to a process. */
export function messageFromOutside(node: Node, pid: Pid, message: Term, inputSeq: number): void {
  if (aimedAt(node, pid, inputSeq, message) === undefined) return;
  node.enqueue(SIGNAL.message, pid, undefined, message, node.currentSeq);
}

/** The next `count` messages reach the process twice. */
export function doubleFromOutside(node: Node, pid: Pid, count: number, inputSeq: number): void {
  const process = aimedAt(node, pid, inputSeq, ["double", count]);
  if (process === undefined) return;
  process.parts().doubleNext += count;
  process.status |= STATUS.limited;
}

/** Sets the limits of a process, or takes them away. */
export function limitFromOutside(node: Node, pid: Pid, limits: Limits | undefined, inputSeq: number): void {
  const process = aimedAt(node, pid, inputSeq, "limit");
  if (process === undefined) return;
  const parts = process.parts();
  parts.limits = limits;
  parts.isPinched = limits !== undefined;
  if (limits !== undefined || parts.doubleNext > 0) process.status |= STATUS.limited;
  else process.status &= ~STATUS.limited;
}

/** Makes callbacks of a module fail; false when it has none of that kind. */
export function failFromOutside(node: Node, fault: ArmedFault, inputSeq: number): boolean {
  if (!armFault(node, fault)) return false;
  noteInput(node, ["fail_next", fault.module, fault.point, fault.left], inputSeq);
  return true;
}

/** No callback of this node is going to fail any more. */
export function disarmFromOutside(node: Node, inputSeq: number): void {
  if (node.armedFaults.length === 0) return;
  noteInput(node, "disarm", inputSeq);
  node.armedFaults = [];
}

/** Changes the node's clock; what is left out stays as it was. */
export function setClock(
  node: Node,
  change: { readonly driftPpm?: number | undefined; readonly offsetUs?: number | undefined },
  inputSeq: number,
): void {
  noteInput(node, "clock", inputSeq);
  node.clock = changedClock(node.clock, node.nowUs, change);
}

/** Everything that costs time takes `factor` times as long on this node. */
export function slowDown(node: Node, factor: number, inputSeq: number): void {
  noteInput(node, ["slow", factor], inputSeq);
  node.slowness = factor;
}

/** Changes what the node's disk is like; also that of a node that is down. */
export function setDisk(
  node: Node,
  { mode, syncUs }: { readonly mode: DiskMode; readonly syncUs: number },
  inputSeq: number,
): void {
  noteInput(node, ["disk", mode, syncUs], inputSeq);
  node.disk.become(mode, syncUs, node.nowUs);
  if (!node.up) return;
  finishSync(node);
  armSync(node);
}

/** What the crash of a node has left of its disk. To be called once, before the node is started again. */
export function recoverDisk(node: Node, fate: StorageFate): void {
  const draw = (bound: number): number => node.streams.get("disk", node.incarnation).nextBelow(bound);
  node.disk.recover(fate, draw);
}

/** The live process, and the input as the cause of what follows. */
function aimedAt(node: Node, pid: Pid, inputSeq: number, what: Term): Process | undefined {
  const process = node.find(pid);
  if (process === undefined) return undefined;
  node.currentSeq = node.record(EVENT_KIND.input, process, undefined, INPUT_NODE, inputSeq, what);
  return process;
}

function noteInput(node: Node, what: Term, inputSeq: number): void {
  node.currentSeq = node.record(EVENT_KIND.input, undefined, undefined, INPUT_NODE, inputSeq, what);
}
