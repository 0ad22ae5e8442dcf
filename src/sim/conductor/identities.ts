/**
 * One object per pid and per reference within a shard, whatever comes and goes as bytes: code compares them with `===`.
 *
 * A shard remembers each pid and reference that has left it or reached it. A table that holds them weakly forgets those
 * nobody in the shard holds any more, which nobody can notice; one that holds them strongly grows with every reference.
 * Weak holding is the host's to offer: this floor names nothing that depends on a collector.
 */

import { type Node, Pid, Ref } from "../../kernel/index.ts";

/** Something that may forget what it holds once nobody else holds it. */
export interface Hold<T> {
  deref(): T | undefined;
}

/** Makes a hold. */
export type Holding = <T extends object>(value: T) => Hold<T>;

/** Never forgets. */
export const holdStrongly: Holding = (value) => ({ deref: () => value });

/** Tables smaller than this are never searched for what has been forgotten. */
const SWEEP_MIN = 1 << 12;

/** Objects by (node, serial). */
class IdentityTable<T extends object> {
  readonly #holding: Holding;
  readonly #byNode: (Map<number, Hold<T>> | undefined)[] = [];
  #size = 0;
  #sweepAt = SWEEP_MIN;

  constructor(holding: Holding) {
    this.#holding = holding;
  }

  get size(): number {
    return this.#size;
  }

  get(node: number, serial: number): T | undefined {
    return this.#byNode[node]?.get(serial)?.deref();
  }

  put(node: number, serial: number, value: T): void {
    let map = this.#byNode[node];
    if (map === undefined) {
      map = new Map();
      this.#byNode[node] = map;
    }
    const before = map.size;
    map.set(serial, this.#holding(value));
    this.#size += map.size - before;
    if (this.#size >= this.#sweepAt) this.#sweep();
  }

  /** Drops what has been forgotten; the next time when twice as much is there, so that a put costs a constant. */
  #sweep(): void {
    this.#size = 0;
    for (const map of this.#byNode) {
      if (map === undefined) continue;
      for (const [serial, hold] of map) if (hold.deref() === undefined) map.delete(serial);
      this.#size += map.size;
    }
    this.#sweepAt = Math.max(SWEEP_MIN, 2 * this.#size);
  }
}

export class Identities {
  readonly #nodes: readonly Node[];
  readonly #pids: IdentityTable<Pid>;
  readonly #refs: IdentityTable<Ref>;

  /** `nodes`: all nodes of the world; those that live elsewhere have no processes here. */
  constructor(nodes: readonly Node[], holding: Holding) {
    this.#nodes = nodes;
    this.#pids = new IdentityTable(holding);
    this.#refs = new IdentityTable(holding);
  }

  /** Objects remembered, those forgotten since the last sweep included. */
  get size(): number {
    return this.#pids.size + this.#refs.size;
  }

  /** A pid leaves: it must be the same one when it comes back. */
  rememberPid(pid: Pid): void {
    if (this.#pids.get(pid.node, pid.serial) === undefined) this.#pids.put(pid.node, pid.serial, pid);
  }

  rememberRef(ref: Ref): void {
    if (this.#refs.get(ref.node, ref.serial) === undefined) this.#refs.put(ref.node, ref.serial, ref);
  }

  pidOf(node: number, serial: number, slot: number): Pid {
    const living = this.#nodes[node]?.slots[slot]?.pid;
    if (living !== undefined && living.serial === serial) return living;
    const known = this.#pids.get(node, serial);
    if (known !== undefined) return known;
    const pid = new Pid(node, serial, slot);
    this.#pids.put(node, serial, pid);
    return pid;
  }

  refOf(node: number, serial: number, slot: number): Ref {
    const known = this.#refs.get(node, serial);
    if (known !== undefined) return known;
    const ref = new Ref(node, serial, slot);
    this.#refs.put(node, serial, ref);
    return ref;
  }
}
