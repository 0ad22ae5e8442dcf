/** Enforcing the limits of a process: see `limits.ts` for what each policy means. */

import { terminate } from "./lifecycle.ts";
import type { Node } from "./node.ts";
import type { Process } from "./process.ts";
import { type RemoteSignal, SIGNAL } from "./signal.ts";
import { stateBytes } from "./snapshot-size.ts";
import { TIMED_CLASS } from "./timed-queue.ts";
import { EVENT_KIND } from "./trace.ts";

const DEFAULT_WINDOW_US = 1_000_000;

type Delivery = Pick<RemoteSignal, "from" | "body" | "causeNode" | "causeSeq">;

/** True when the message must not be delivered. */
export function overMailboxLimit(node: Node, process: Process, signal: Delivery): boolean {
  const limits = process.limits;
  const max = limits?.mailboxLengthMax;
  if (limits === undefined || max === undefined || process.mailboxLength < max) return false;
  const seq = node.record(
    EVENT_KIND.limit,
    process,
    signal.from,
    signal.causeNode,
    signal.causeSeq,
    "mailbox",
  );
  node.currentSeq = seq;
  switch (limits.policy) {
    case "drop":
      return true;
    case "reject":
      if (signal.from !== undefined) {
        const body = ["rejected", process.pid, signal.body];
        node.dispatch(SIGNAL.message, signal.from, process.pid, body, seq);
      }
      return true;
    case "kill":
      terminate(node, process, "limit");
      return true;
    case "back_pressure": {
      const sender = signal.from === undefined ? undefined : node.find(signal.from);
      if (sender !== undefined && sender !== process) {
        node.suspend(sender);
        const parts = process.parts();
        parts.heldSenders ??= [];
        parts.heldSenders.push(sender.pid);
      }
      return false;
    }
  }
}

/** Lets held senders go on once the mailbox is half empty. */
export function senderRelief(node: Node, process: Process): void {
  const max = process.limits?.mailboxLengthMax ?? 0;
  if (process.mailboxLength * 2 > max) return;
  const parts = process.parts();
  const held = parts.heldSenders;
  parts.heldSenders = undefined;
  for (const pid of held ?? []) {
    const sender = node.find(pid);
    if (sender !== undefined) node.release(sender);
  }
}

/** A message that is armed to be doubled goes to the end of the queue once more. */
export function doubleIfArmed(node: Node, process: Process, signal: Delivery): void {
  const { rare } = process;
  if (rare === undefined || rare.doubleNext === 0) return;
  rare.doubleNext--;
  const { from, body, causeNode, causeSeq } = signal;
  const seq = node.record(EVENT_KIND.limit, process, from, causeNode, causeSeq, "doubled");
  node.enqueue(SIGNAL.message, process.pid, from, body, seq);
}

/** Looks at the memory limit; true when the process is gone. */
function isTooLarge(node: Node, process: Process, bytesMax: number): boolean {
  if (stateBytes(process.state) <= bytesMax) return false;
  const { index, currentSeq } = node;
  node.currentSeq = node.record(EVENT_KIND.limit, process, undefined, index, currentSeq, "memory");
  terminate(node, process, "limit");
  return true;
}

/** Counts a turn against the limits of memory and reductions; true when the process has to rest or is gone. */
export function restIfSpent(node: Node, process: Process): boolean {
  const limits = process.limits;
  const bytesMax = limits?.stateBytesMax;
  if (bytesMax !== undefined && isTooLarge(node, process, bytesMax)) return true;
  const max = limits?.reductionsMax;
  if (limits === undefined || max === undefined) return false;
  const windowUs = limits.windowUs ?? DEFAULT_WINDOW_US;
  const window = Math.floor(node.nowUs / windowUs) * windowUs;
  const parts = process.parts();
  if (window !== parts.windowStartUs) {
    parts.windowStartUs = window;
    parts.windowCount = 0;
  }
  parts.windowCount++;
  if (parts.windowCount < max) return false;
  node.currentSeq = node.record(
    EVENT_KIND.limit,
    process,
    undefined,
    node.index,
    node.currentSeq,
    "reductions",
  );
  if (limits.policy === "kill") {
    terminate(node, process, "limit");
    return true;
  }
  node.suspend(process);
  node.at(window + windowUs - node.nowUs, TIMED_CLASS.timer, { kind: "release", pid: process.pid });
  return true;
}
