/**
 * The links of a process: a set of pids in order of insertion. Most processes have one link, to their supervisor, and
 * pay for one; a set is made for the others.
 */

import type { Pid } from "./term.ts";

export class PidSet {
  #first: Pid | undefined = undefined;
  #rest: Set<Pid> | undefined = undefined;

  get size(): number {
    return (this.#first === undefined ? 0 : 1) + (this.#rest?.size ?? 0);
  }

  has(pid: Pid): boolean {
    return this.#first === pid || this.#rest?.has(pid) === true;
  }

  add(pid: Pid): void {
    if (this.has(pid)) return;
    if (this.#first === undefined && this.#rest === undefined) this.#first = pid;
    else {
      this.#rest ??= new Set();
      this.#rest.add(pid);
    }
  }

  /** True when it was there. */
  delete(pid: Pid): boolean {
    if (this.#first === pid) {
      this.#first = undefined;
      return true;
    }
    if (this.#rest?.delete(pid) !== true) return false;
    if (this.#rest.size === 0) this.#rest = undefined;
    return true;
  }

  /** The pids, oldest first. */
  toArray(): Pid[] {
    const pids = this.#rest === undefined ? [] : Array.from(this.#rest);
    if (this.#first !== undefined) pids.unshift(this.#first);
    return pids;
  }

  copy(): PidSet {
    const copy = new PidSet();
    copy.#first = this.#first;
    copy.#rest = this.#rest === undefined ? undefined : new Set(this.#rest);
    return copy;
  }
}
