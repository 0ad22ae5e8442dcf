/**
 * Monitors and aliases of a node. A reference made by `monitor`, `spawn_monitor` or `alias` names a watch: who holds it,
 * whom it monitors (nobody, for a bare alias), and how messages may be sent to it (as an alias, or not).
 *
 * A call makes and drops one watch, so a watch is found by the place its reference names, and hangs in two lists: that of
 * its owner, and, once the monitor signal has arrived, that of the process it watches. No hash table is touched. In each
 * list the head's `previous` is the end, or undefined when the head is alone.
 *
 * Invariants
 * - `watches[ref.slot]` is the watch of `ref`, or belongs to another reference.
 * - A watch held by a process of another node is in `foreign` and in the list of the process it watches, nowhere else.
 */

import type { Node } from "./node.ts";
import type { AliasMode, Process } from "./process.ts";
import type { Pid, Ref, RemoteName, Term } from "./term.ts";

export class Watch {
  readonly ref: Ref;
  readonly owner: Pid;
  /** Whom the owner asked to monitor; undefined when this is only an alias. */
  target: Pid | string | RemoteName | undefined;
  alias: AliasMode | undefined;
  /** The process on this node that is being watched, and what its DOWN names. */
  watched: Process | undefined = undefined;
  object: Term = undefined;
  nextOwned: Watch | undefined = undefined;
  previousOwned: Watch | undefined = undefined;
  nextWatcher: Watch | undefined = undefined;
  previousWatcher: Watch | undefined = undefined;

  constructor(ref: Ref, owner: Pid, target: Watch["target"], alias: AliasMode | undefined) {
    this.ref = ref;
    this.owner = owner;
    this.target = target;
    this.alias = alias;
  }
}

export class Watches {
  #slots: (Watch | undefined)[] = [];
  #free: number[] = [];
  /** Watches of processes elsewhere on processes here. */
  readonly #foreign = new Map<Ref, Watch>();

  /** The place the next watch will have; its reference carries it. */
  nextSlot(): number {
    return this.#free.pop() ?? this.#slots.push(undefined) - 1;
  }

  get(ref: Ref): Watch | undefined {
    if (ref.slot < 0) return undefined;
    const watch = this.#slots[ref.slot];
    return watch !== undefined && watch.ref === ref ? watch : undefined;
  }

  /** Puts a watch into its place and at the end of its owner's list. */
  own(owner: Process, watch: Watch): void {
    const { slot } = watch.ref;
    while (this.#slots.length < slot) this.#slots.push(undefined);
    this.#slots[slot] = watch;
    const first = owner.firstOwned;
    const last = first?.previousOwned ?? first;
    if (first === undefined || last === undefined) owner.firstOwned = watch;
    else {
      last.nextOwned = watch;
      watch.previousOwned = last;
      first.previousOwned = watch;
    }
  }

  /** The owner's side is over: out of its list and place, and out of the watched process's list. */
  disown(owner: Process, watch: Watch): void {
    const { nextOwned: next, previousOwned: previous } = watch;
    const first = owner.firstOwned as Watch;
    if (first === watch) {
      owner.firstOwned = next;
      // The new head takes over where the end is, unless it is the end.
      if (next !== undefined) next.previousOwned = previous === next ? undefined : previous;
    } else {
      const before = previous as Watch;
      before.nextOwned = next;
      if (next !== undefined) next.previousOwned = before;
      else first.previousOwned = before === first ? undefined : before;
    }
    this.#slots[watch.ref.slot] = undefined;
    this.#free.push(watch.ref.slot);
    unwatch(watch);
  }

  /** Starts a watch held on another node. */
  addForeign(watch: Watch): void {
    this.#foreign.set(watch.ref, watch);
  }

  foreign(ref: Ref): Watch | undefined {
    return this.#foreign.get(ref);
  }

  dropForeign(watch: Watch): void {
    this.#foreign.delete(watch.ref);
    unwatch(watch);
  }

  clear(): void {
    this.#slots = [];
    this.#free = [];
    this.#foreign.clear();
  }

  /** After places were taken by hand (`own` of restored watches): the others are free. */
  collectFree(): void {
    this.#free = [];
    for (let slot = this.#slots.length - 1; slot >= 0; slot--) {
      if (this.#slots[slot] === undefined) this.#free.push(slot);
    }
  }
}

/** The monitor signal has arrived: the process is being watched. */
export function watch(process: Process, entry: Watch, object: Term): void {
  const first = process.firstWatcher;
  const last = first?.previousWatcher ?? first;
  entry.watched = process;
  entry.object = object;
  if (first === undefined || last === undefined) process.firstWatcher = entry;
  else {
    last.nextWatcher = entry;
    entry.previousWatcher = last;
    first.previousWatcher = entry;
  }
}

/** Takes a watch out of the list of the process it watches. */
export function unwatch(entry: Watch): void {
  const { watched, nextWatcher: next, previousWatcher: previous } = entry;
  if (watched === undefined) return;
  const first = watched.firstWatcher as Watch;
  if (first === entry) {
    watched.firstWatcher = next;
    if (next !== undefined) next.previousWatcher = previous === next ? undefined : previous;
  } else {
    const before = previous as Watch;
    before.nextWatcher = next;
    if (next !== undefined) next.previousWatcher = before;
    else first.previousWatcher = before === first ? undefined : before;
  }
  leaveList(entry);
}

/** Forgets its place in a list that is mended, or given up as a whole. */
export function leaveList(entry: Watch): void {
  entry.watched = undefined;
  entry.nextWatcher = undefined;
  entry.previousWatcher = undefined;
}

/** Whether a monitor's target lives on another node, so that it has to be told by a signal. */
export function isElsewhere(node: Node, target: Watch["target"]): target is Pid | RemoteName {
  return typeof target === "object" && target.node !== node.index;
}
