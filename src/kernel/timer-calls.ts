/**
 * System calls about timers (erlang:send_after, start_timer, cancel_timer, read_timer). A timer to a pid is gone when
 * that process is; a timer to a name looks the name up when it fires; timers outlive the process that set them.
 *
 * A timer's reference says where in the node's timed queue it is; it is found without a table of references.
 */

import { assert } from "../base/index.ts";
import { localDelayUs, trueDelayUs } from "./clock.ts";
import { TIMER } from "./later.ts";
import type { Node } from "./node.ts";
import { type Address, Pid, Ref, type Term } from "./term.ts";
import { TIMED_CLASS } from "./timed-queue.ts";

export function sendAfter(node: Node, us: number, to: Address, message: Term): Ref {
  const ref = newTimer(node, us);
  node.timers.put(ref.slot, ref.serial, to, message, node.currentSeq);
  return ref;
}

/** As `sendAfter`, but what arrives is `["timeout", ref, message]`. */
export function startTimer(node: Node, us: number, to: Address, message: Term): Ref {
  const ref = newTimer(node, us);
  node.timers.put(ref.slot, ref.serial, to, ["timeout", ref, message], node.currentSeq);
  return ref;
}

function newTimer(node: Node, us: number): Ref {
  assert(Number.isSafeInteger(us) && us >= 0, "a timer takes a whole number of µs, 0 or more");
  const delayUs = node.clock === undefined ? us : trueDelayUs(node.clock, us);
  const handle = node.at(delayUs + node.spentUs, TIMED_CLASS.timer, TIMER);
  return new Ref(node.index, ++node.refSerial, handle);
}

export function cancelTimer(node: Node, ref: Ref): number | false {
  if (!isPending(node, ref)) return false;
  const leftUs = readTimer(node, ref);
  node.later.cancel(ref.slot);
  node.timers.forget(ref.slot);
  return leftUs;
}

export function readTimer(node: Node, ref: Ref): number | false {
  if (!isPending(node, ref)) return false;
  const to = node.timers.to(ref.slot);
  if (to instanceof Pid && to.node === node.index && node.find(to) === undefined) return false;
  const leftUs = node.later.timeAt(ref.slot) - node.nowUs;
  return node.clock === undefined ? leftUs : localDelayUs(node.clock, leftUs);
}

function isPending(node: Node, { node: home, slot, serial }: Ref): boolean {
  return (
    slot >= 0 &&
    home === node.index &&
    node.later.itemAt(slot) === TIMER &&
    node.timers.serial(slot) === serial
  );
}
