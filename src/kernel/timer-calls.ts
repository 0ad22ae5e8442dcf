/**
 * System calls about timers (erlang:send_after, start_timer, cancel_timer, read_timer). A timer to a pid is gone when
 * that process is; a timer to a name looks the name up when it fires; timers outlive the process that set them.
 */

import { assert } from "../base/index.ts";
import type { Node } from "./node.ts";
import { type Address, Pid, type Ref, type Term } from "./term.ts";
import { TIMED_CLASS } from "./timed-queue.ts";

export function sendAfter(node: Node, us: number, to: Address, messageOf: (ref: Ref) => Term): Ref {
  assert(Number.isSafeInteger(us) && us >= 0, "a timer takes a whole number of µs, 0 or more");
  const ref = node.newRef();
  const causeSeq = node.currentSeq;
  const item = { kind: "timer", ref, to, message: messageOf(ref), causeSeq } as const;
  node.timers.set(ref, node.at(us + node.spentUs, TIMED_CLASS.timer, item));
  return ref;
}

export function cancelTimer(node: Node, ref: Ref): number | false {
  const leftUs = readTimer(node, ref);
  const entry = node.timers.get(ref);
  if (entry !== undefined) {
    node.later.cancel(entry);
    node.timers.delete(ref);
  }
  return leftUs;
}

export function readTimer(node: Node, ref: Ref): number | false {
  const entry = node.timers.get(ref);
  const item = entry?.item;
  if (entry === undefined || item?.kind !== "timer") return false;
  const { to } = item;
  if (to instanceof Pid && to.node === node.index && node.find(to) === undefined) return false;
  return entry.timeUs - node.nowUs;
}
