/**
 * One step of a node: the choice of the next event. Arrivals first, then ready processes while a scheduler is free,
 * then whatever is due next.
 */

import { unreachable } from "../base/index.ts";
import { finishWork, receiveTimeout, runReady } from "./activation.ts";
import { finishSync } from "./barrier.ts";
import type { Later } from "./later.ts";
import type { Node } from "./node.ts";
import { SIGNAL, type SignalKind } from "./signal.ts";
import { handleSignal } from "./signals.ts";
import type { Address, Pid, Term } from "./term.ts";
import { EVENT_KIND } from "./trace.ts";

/** Handles one event. False when there is none. */
export function stepNode(node: Node): boolean {
  if (node.arrivals.length > 0) {
    takeArrival(node);
    return true;
  }
  const { ready } = node;
  if (ready.length > 0 && node.freeSchedulers > 0) {
    const process = node.find(ready.slots[ready.offset(0)] as Pid);
    ready.shift();
    if (process !== undefined) runReady(node, process);
    return true;
  }
  const item = node.later.pop();
  if (item === undefined) return false;
  const timeUs = node.later.poppedTimeUs;
  if (timeUs > node.nowUs) node.nowUs = timeUs;
  handleDue(node, item);
  return true;
}

function takeArrival(node: Node): void {
  const { arrivals } = node;
  const { head, headAt } = arrivals;
  const kind = head[headAt] as SignalKind;
  const to = head[headAt + 1] as Address;
  const from = head[headAt + 2] as Pid | undefined;
  const body = head[headAt + 3] as Term;
  const causeSeq = head[headAt + 4] as number;
  arrivals.drop();
  handleSignal(node, kind, to, from, body, node.index, causeSeq);
}

function handleDue(node: Node, item: Later): void {
  switch (item.kind) {
    case "arrival": {
      const { kind, to, from, body, causeNode, causeSeq } = item.signal;
      node.delivered++;
      handleSignal(node, kind, to, from, body, causeNode, causeSeq);
      return;
    }
    case "timer": {
      const { timers } = node;
      const handle = node.later.poppedHandle;
      const message = timers.message(handle);
      const causeSeq = timers.causeSeq(handle);
      const seq = node.record(EVENT_KIND.timer_fired, undefined, undefined, node.index, causeSeq, message);
      node.dispatch(SIGNAL.message, timers.to(handle), undefined, message, seq);
      timers.forget(handle);
      return;
    }
    case "receive_timeout":
      receiveTimeout(node, item);
      return;
    case "finish":
      finishWork(node, item.pid, item.busySerial);
      return;
    case "release": {
      const process = node.find(item.pid);
      if (process !== undefined) node.release(process);
      return;
    }
    case "sync":
      finishSync(node);
      return;
    default:
      unreachable(item);
  }
}
