/** The watches of a node as plain data, and back: who holds which, and in which order each process is watched. */

import type { Node } from "./node.ts";
import type { AliasMode } from "./process.ts";
import type { Pid, Ref, Term } from "./term.ts";
import { Watch, watch } from "./watch.ts";

interface OwnedWatch {
  readonly ref: Ref;
  readonly owner: Pid;
  readonly target: Watch["target"];
  readonly alias: AliasMode | undefined;
}

interface HeldOn {
  readonly watched: Pid;
  readonly ref: Ref;
  readonly owner: Pid;
  readonly object: Term;
}

export interface WatchesSnapshot {
  /** By owner, each owner's oldest first. */
  readonly owned: readonly OwnedWatch[];
  /** By watched process, each in order of arrival. */
  readonly heldOn: readonly HeldOn[];
}

export function captureWatches(node: Node): WatchesSnapshot {
  const owned: OwnedWatch[] = [];
  const heldOn: HeldOn[] = [];
  for (const process of node.slots) {
    if (process === undefined) continue;
    for (const { ref, owner, target, alias } of process.owned()) owned.push({ ref, owner, target, alias });
    for (const { ref, owner, object } of process.watchers()) {
      heldOn.push({ watched: process.pid, ref, owner, object });
    }
  }
  return { owned, heldOn };
}

/** Makes the watches of the snapshot anew; the node's processes must be back already. */
export function putBackWatches(node: Node, snapshot: WatchesSnapshot): void {
  const { watches } = node;
  watches.clear();
  for (const { ref, owner, target, alias } of snapshot.owned) {
    const process = node.find(owner);
    if (process !== undefined) watches.own(process, new Watch(ref, owner, target, alias));
  }
  watches.collectFree();
  for (const { watched, ref, owner, object } of snapshot.heldOn) {
    const process = node.find(watched);
    if (process === undefined) continue;
    const local = watches.get(ref);
    const entry = local ?? new Watch(ref, owner, undefined, undefined);
    if (local === undefined) watches.addForeign(entry);
    watch(process, entry, object);
  }
}
