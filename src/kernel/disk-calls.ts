/**
 * System calls that write to the disk of a node.
 *
 * A refused write raises its reason, as code that expects `ok` from Erlang's `file` module would crash. In a frame that
 * is noted by the number of the write, because a write that went well leaves no answer there.
 */

import { writeToDisk } from "./barrier.ts";
import type { Node } from "./node.ts";
import { error } from "./raise.ts";
import type { Term } from "./term.ts";

/** Writes, or deletes; raises `enospc` or `erofs` when the disk takes it not. */
export function writeOrRaise(node: Node, key: string, value: Term, isDelete: boolean): void {
  const { frame } = node;
  if (frame !== undefined) frame.writes++;
  if (node.replayCursor >= 0) {
    const refused = frame?.refused?.find(([write]) => write === frame.writes);
    if (refused !== undefined) error(refused[1]);
    return;
  }
  const refusal = node.disk.refusal(isDelete);
  if (refusal === undefined) {
    writeToDisk(node, key, value, isDelete);
    return;
  }
  if (frame !== undefined) frame.refused = [...(frame.refused ?? []), [frame.writes, refusal]];
  error(refusal);
}
