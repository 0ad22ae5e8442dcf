/**
 * Receive timeouts: `receive ... after`. A process that calls others waits with a timeout at every call and is nearly
 * always answered in time, so each process has at most one entry in the node's queue: it stays there when the wait ends,
 * and when it is due and finds a later deadline, it moves on to that.
 *
 * Invariant: the timeout happens at the place in the node's order that it had when the wait began.
 */

import { assert } from "../base/index.ts";
import { trueDelayUs } from "./clock.ts";
import type { Frame } from "./frame.ts";
import type { Later } from "./later.ts";
import type { Node } from "./node.ts";
import type { Process, ProcessParts } from "./process.ts";
import { SIGNAL } from "./signal.ts";
import { TIMED_CLASS, timedOrder } from "./timed-queue.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** The process begins to wait for at most `timeoutUs`, counted from when the time it has spent is over. */
export function startDeadline(node: Node, process: Process, frame: Frame, timeoutUs: number): void {
  assert(timeoutUs >= 0, "a receive timeout is a time in µs, 0 or more");
  const { clock } = node;
  const delayUs = (clock === undefined ? timeoutUs : trueDelayUs(clock, timeoutUs)) + node.spentUs;
  if (delayUs === 0) {
    node.enqueue(SIGNAL.receive_timeout, process.pid, undefined, frame.waitSerial, node.currentSeq);
    return;
  }
  const parts = process.parts();
  parts.deadlineUs = node.nowUs + delayUs;
  parts.deadlineSeq = ++node.laterSeq;
  if (parts.armedUs > parts.deadlineUs) arm(node, process, parts);
}

/** The wait is over. */
export function endDeadline(process: Process): void {
  if (process.rare !== undefined) process.rare.deadlineUs = NEVER;
}

/** An entry of this process has come up: true when its deadline is reached. */
export function isDeadlineReached(node: Node, process: Process): boolean {
  const { rare } = process;
  const { poppedTimeUs, poppedSeq } = node.later;
  if (rare === undefined || rare.armedUs === NEVER || rare.armedSeq !== poppedSeq) return false;
  rare.armedUs = NEVER;
  if (rare.deadlineUs === NEVER) return false;
  if (rare.deadlineUs === poppedTimeUs && rare.deadlineSeq === poppedSeq) {
    rare.deadlineUs = NEVER;
    return true;
  }
  arm(node, process, rare);
  return false;
}

function arm(node: Node, process: Process, parts: ProcessParts): void {
  const item: Later = { kind: "receive_timeout", pid: process.pid };
  parts.armedUs = parts.deadlineUs;
  parts.armedSeq = parts.deadlineSeq;
  node.later.insert(parts.deadlineUs, timedOrder(TIMED_CLASS.timer, node.index), parts.deadlineSeq, item);
}
