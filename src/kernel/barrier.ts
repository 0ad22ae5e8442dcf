/**
 * The output barrier: what a node sends to others after a write that is not durable yet leaves when it is. So nobody
 * hears of a vote, an answer or an entry that a crash could take back.
 *
 * Invariants
 * - The order of what a node sends to others is kept.
 * - Signals within the node are not held: a crash takes their receivers as well.
 */

import type { Node } from "./node.ts";
import type { SignalKind } from "./signal.ts";
import type { Pid, Ref, RemoteName, Term } from "./term.ts";
import { TIMED_CLASS } from "./timed-queue.ts";

/** A signal that waits until `after` delayed writes of its node are durable. */
export interface HeldSignal {
  readonly after: number;
  readonly kind: SignalKind;
  readonly to: Pid | Ref | RemoteName;
  readonly from: Pid | undefined;
  readonly body: Term;
  readonly causeSeq: number;
}

/** A write by the running process: makes it, and sees to it that it becomes durable. */
export function writeToDisk(node: Node, key: string, value: Term, isDelete: boolean): void {
  const { disk } = node;
  if (disk.isDelayed) {
    disk.expect(key, node.nowUs + node.spentUs);
    if (isDelete) disk.delete(key);
    else disk.put(key, value);
    armSync(node);
  } else if (isDelete) disk.delete(key);
  else disk.put(key, value);
}

/** Makes sure that the node looks for durable writes when the oldest pending one is due. */
export function armSync(node: Node): void {
  const { disk } = node;
  const dueUs = disk.pending[0]?.dueUs ?? Number.POSITIVE_INFINITY;
  if (dueUs >= disk.armedUs) return;
  disk.armedUs = dueUs;
  node.at(Math.max(0, dueUs - node.nowUs), TIMED_CLASS.finish, { kind: "sync" });
}

/** Writes may have become durable: what waited for them leaves. */
export function finishSync(node: Node): void {
  const { disk } = node;
  if (disk.armedUs <= node.nowUs) disk.armedUs = Number.POSITIVE_INFINITY;
  disk.settle(node.nowUs);
  let count = 0;
  while ((node.held[count]?.after ?? Number.POSITIVE_INFINITY) <= disk.durable) count++;
  if (count > 0) {
    const leaving = node.held.slice(0, count);
    node.held = node.held.slice(count);
    for (const { kind, to, from, body, causeSeq } of leaving) node.sendAway(kind, to, from, body, causeSeq);
  }
  armSync(node);
}
