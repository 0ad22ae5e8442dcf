/**
 * The disk of a node: keys with durable values. It survives a crash of the node.
 *
 * A write is seen at once by whoever reads on the node, and is durable `syncUs` later, in the order of the writes; until
 * then it is *pending*: a crash may lose it, and no signal that was sent after it leaves the node (the output barrier,
 * see `barrier.ts`). With a `syncUs` of 0, the default, a write is durable before the call returns.
 *
 * Copy-on-write like tables. What was before a pending write is kept with it, so that it can be taken back.
 *
 * Invariants
 * - Writes become durable in the order in which they were made.
 * - With no pending write, what is read is what a crash leaves.
 */

import { DAMAGED } from "./damaged.ts";
import type { Term } from "./term.ts";

/** `full` takes no more values, `read_only` no changes at all, `stuck` takes them and never makes them durable. */
export type DiskMode = "ok" | "full" | "read_only" | "stuck";

/** What a node finds on its disk when it starts again after a crash. */
export type StorageFate = "kept" | "lost_unsynced" | "torn" | "corrupt" | "wiped";

/** Why a write is refused: the reason a process sees, as Erlang's `file` module names it. */
export type DiskRefusal = "enospc" | "erofs";

/** A write that is not durable yet, and what was there before it. */
export interface PendingWrite {
  readonly key: string;
  readonly existed: boolean;
  readonly before: Term;
  readonly dueUs: number;
}

export interface DiskSnapshot {
  readonly files: ReadonlyMap<string, Term>;
  readonly pending: readonly PendingWrite[];
  readonly durable: number;
  readonly lastKey: string | undefined;
  readonly armedUs: number;
  readonly syncUs: number;
  readonly mode: DiskMode;
}

const NEVER = Number.POSITIVE_INFINITY;
const NONE: readonly PendingWrite[] = [];

export class Disk {
  /** How long a write takes to become durable, in µs. */
  syncUs = 0;
  mode: DiskMode = "ok";
  /** Oldest first. */
  pending: readonly PendingWrite[] = NONE;
  /** Delayed writes that have become durable, or were taken back, so far. */
  durable = 0;
  /** When the node is going to look for writes that have become durable; Infinity: it is not. */
  armedUs = NEVER;
  #files: Map<string, Term>;
  #shared = false;
  /** The record that became durable last: the tail that a crash may damage. */
  #lastKey: string | undefined = undefined;

  /** An empty disk, or one that shares the files of a snapshot. */
  constructor(from?: DiskSnapshot) {
    this.#files = (from?.files as Map<string, Term> | undefined) ?? new Map();
    this.#shared = from !== undefined;
    if (from === undefined) return;
    this.syncUs = from.syncUs;
    this.mode = from.mode;
    this.pending = from.pending;
    this.durable = from.durable;
    this.armedUs = from.armedUs;
    this.#lastKey = from.lastKey;
  }

  get files(): ReadonlyMap<string, Term> {
    return this.#files;
  }

  get(key: string): Term {
    return this.#files.get(key);
  }

  /** Writes that are durable at once, whatever the disk is like. */
  put(key: string, value: Term): void {
    this.#own().set(key, value);
    this.#lastKey = key;
  }

  delete(key: string): void {
    this.#own().delete(key);
  }

  /** Why a write would be refused now. */
  refusal(isDelete: boolean): DiskRefusal | undefined {
    if (this.mode === "read_only") return "erofs";
    return this.mode === "full" && !isDelete ? "enospc" : undefined;
  }

  /** True when what is written now will be durable only later. */
  get isDelayed(): boolean {
    return this.syncUs > 0 || this.mode === "stuck" || this.pending.length > 0;
  }

  /** Remembers what `key` holds, as a write to it is about to be made that will be durable only later. */
  expect(key: string, nowUs: number): void {
    const last = this.pending.at(-1)?.dueUs ?? 0;
    const dueUs = this.mode === "stuck" ? NEVER : Math.max(last, nowUs + this.syncUs);
    const write = { key, existed: this.#files.has(key), before: this.#files.get(key), dueUs };
    this.pending = [...this.pending, write];
  }

  /** Number of the newest write: a signal sent now may leave when so many are durable. */
  get written(): number {
    return this.durable + this.pending.length;
  }

  /** Makes what is due durable. */
  settle(nowUs: number): void {
    let count = 0;
    while ((this.pending[count]?.dueUs ?? NEVER) <= nowUs) count++;
    if (count === 0) return;
    this.#lastKey = this.pending[count - 1]?.key;
    this.pending = count === this.pending.length ? NONE : this.pending.slice(count);
    this.durable += count;
  }

  /** Changes what the disk is like. Writes that were stuck are made again now. */
  become(mode: DiskMode, syncUs: number, nowUs: number): void {
    const wasStuck = this.mode === "stuck";
    this.mode = mode;
    this.syncUs = syncUs;
    if (mode === "stuck") this.pending = this.pending.map((write) => ({ ...write, dueUs: NEVER }));
    else if (wasStuck) this.pending = this.pending.map((write) => ({ ...write, dueUs: nowUs + syncUs }));
  }

  /** What a crash has left is what is there now. `draw` gives a whole number from 0 below its argument. */
  recover(fate: StorageFate, draw: (bound: number) => number): void {
    const { pending } = this;
    this.armedUs = NEVER;
    this.pending = NONE;
    this.durable += pending.length;
    if (fate === "wiped") this.#files = new Map();
    if (fate === "wiped" || fate === "kept") return;
    const torn = fate === "torn" && pending.length > 0 ? draw(pending.length) : -1;
    for (let i = pending.length - 1; i > torn; i--) this.#takeBack(pending[i] as PendingWrite);
    const damaged = fate === "corrupt" ? this.#tailKey() : pending[torn]?.key;
    if (damaged !== undefined) this.#own().set(damaged, DAMAGED);
  }

  snapshot(): DiskSnapshot {
    this.#shared = true;
    const { pending, durable, armedUs, syncUs, mode } = this;
    return { files: this.#files, pending, durable, armedUs, syncUs, mode, lastKey: this.#lastKey };
  }

  #takeBack({ key, existed, before }: PendingWrite): void {
    if (existed) this.#own().set(key, before);
    else this.#own().delete(key);
  }

  /** The record that was written last among those that are there. */
  #tailKey(): string | undefined {
    if (this.#lastKey !== undefined && this.#files.has(this.#lastKey)) return this.#lastKey;
    return Array.from(this.#files.keys()).at(-1);
  }

  #own(): Map<string, Term> {
    if (this.#shared) {
      this.#files = new Map(this.#files);
      this.#shared = false;
    }
    return this.#files;
  }
}
