/**
 * System calls about timers (erlang:send_after, start_timer, cancel_timer, read_timer). A timer to a pid is gone when
 * that process is; a timer to a name looks the name up when it fires; timers outlive the process that set them.
 *
 * A timer and its reference are one object, which says where in the node's timed queue it is.
 */

import { assert } from "../base/index.ts";
import type { Node } from "./node.ts";
import { type Address, Pid, type Ref, type Term, TimerRef } from "./term.ts";
import { TIMED_CLASS } from "./timed-queue.ts";

export function sendAfter(node: Node, us: number, to: Address, message: Term): Ref {
  return set(node, us, to, message);
}

/** As `sendAfter`, but what arrives is `["timeout", ref, message]`. */
export function startTimer(node: Node, us: number, to: Address, message: Term): Ref {
  const timer = set(node, us, to, undefined);
  timer.message = ["timeout", timer, message];
  return timer;
}

function set(node: Node, us: number, to: Address, message: Term): TimerRef {
  assert(Number.isSafeInteger(us) && us >= 0, "a timer takes a whole number of µs, 0 or more");
  const timer = new TimerRef(node.index, ++node.refSerial, to, message, node.currentSeq);
  timer.slot = node.at(us + node.spentUs, TIMED_CLASS.timer, timer);
  return timer;
}

export function cancelTimer(node: Node, ref: Ref): number | false {
  const leftUs = readTimer(node, ref);
  if (itemOf(node, ref) !== undefined) node.later.cancel(ref.slot);
  return leftUs;
}

export function readTimer(node: Node, ref: Ref): number | false {
  const timer = itemOf(node, ref);
  if (timer === undefined) return false;
  const { to } = timer;
  if (to instanceof Pid && to.node === node.index && node.find(to) === undefined) return false;
  return node.later.timeAt(ref.slot) - node.nowUs;
}

/** The pending timer of a reference. */
function itemOf(node: Node, ref: Ref): TimerRef | undefined {
  return ref instanceof TimerRef && ref.node === node.index && node.later.itemAt(ref.slot) === ref
    ? ref
    : undefined;
}
