/**
 * One step of a node: the choice of the next event. Arrivals first, then ready processes while a scheduler is free,
 * then whatever is due next.
 */

import { unreachable } from "../base/index.ts";
import { finishWork, receiveTimeout, runReady } from "./activation.ts";
import type { Later, Node } from "./node.ts";
import { SIGNAL, type SignalKind } from "./signal.ts";
import { handleArrival } from "./signals.ts";
import { type Address, Pid, type Term } from "./term.ts";
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
  const entry = node.later.pop();
  if (entry === undefined) return false;
  if (entry.timeUs > node.nowUs) node.nowUs = entry.timeUs;
  handleDue(node, entry.item as Later);
  return true;
}

function takeArrival(node: Node): void {
  const { arrivals, incoming } = node;
  const { slots } = arrivals;
  const at = arrivals.offset(0);
  incoming.kind = slots[at] as SignalKind;
  incoming.to = slots[at + 1] as Address;
  incoming.from = slots[at + 2] as Pid | undefined;
  incoming.body = slots[at + 3] as Term;
  incoming.causeNode = slots[at + 4] as number;
  incoming.causeSeq = slots[at + 5] as number;
  arrivals.shift();
  if (incoming.kind === SIGNAL.message && incoming.to instanceof Pid) {
    const process = node.find(incoming.to);
    if (process !== undefined) process.arriving--;
  }
  handleArrival(node, incoming);
}

function handleDue(node: Node, item: Later): void {
  switch (item.kind) {
    case "arrival":
      handleArrival(node, item.signal);
      return;
    case "timer": {
      node.timers.delete(item.ref);
      const { to, message: body } = item;
      const seq = node.record(EVENT_KIND.timer_fired, undefined, undefined, node.index, item.causeSeq, body);
      node.dispatch({
        kind: SIGNAL.message,
        to,
        from: undefined,
        body,
        causeNode: node.index,
        causeSeq: seq,
      });
      return;
    }
    case "receive_timeout":
      receiveTimeout(node, item.pid, item.waitSerial);
      return;
    case "finish":
      finishWork(node, item.pid, item.busySerial);
      return;
    case "release": {
      const process = node.find(item.pid);
      if (process !== undefined) node.release(process);
      return;
    }
    default:
      unreachable(item);
  }
}
