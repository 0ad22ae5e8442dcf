/**
 * Tuples as keys of a table: equal tuples are one key. A tree of native maps, one level per element, leads to the one
 * array that stands for a tuple in the rows; no text is made of a key, and nothing is compared element by element.
 */

import type { Pid, Ref } from "./term.ts";

/** What a row of a table is found by: a scalar, or a tuple of such keys. */
export type TableKey = string | number | Pid | Ref | readonly TableKey[];

interface Branch {
  next: Map<TableKey, Branch> | undefined;
  /** The tuple that ends here. */
  key: readonly TableKey[] | undefined;
}

export class TupleKeys {
  readonly #root: Branch = { next: undefined, key: undefined };

  /** The array that stands for this tuple, or undefined when there is none. */
  find(tuple: readonly TableKey[]): readonly TableKey[] | undefined {
    let branch: Branch | undefined = this.#root;
    for (let i = 0; i < tuple.length && branch !== undefined; i++) {
      const element: TableKey | undefined = this.#known(tuple[i] as TableKey);
      branch = element === undefined ? undefined : branch.next?.get(element);
    }
    return branch?.key;
  }

  /** The array that stands for this tuple from now on, if none does yet. */
  add(tuple: readonly TableKey[]): readonly TableKey[] {
    let branch = this.#root;
    for (const item of tuple) {
      const element = Array.isArray(item) ? this.add(item) : item;
      branch.next ??= new Map();
      let next = branch.next.get(element);
      if (next === undefined) {
        next = { next: undefined, key: undefined };
        branch.next.set(element, next);
      }
      branch = next;
    }
    branch.key ??= tuple;
    return branch.key;
  }

  /** All tuples that begin with this element: a tuple before its longer ones, branches in order of insertion. */
  under(first: TableKey): (readonly TableKey[])[] {
    const element = this.#known(first);
    const branch = element === undefined ? undefined : this.#root.next?.get(element);
    const found: (readonly TableKey[])[] = [];
    if (branch !== undefined) collect(branch, found);
    return found;
  }

  /** Forgets a tuple, and the branches only it needed. Tuples inside it stay. */
  delete(tuple: readonly TableKey[]): void {
    this.#prune(this.#root, tuple, 0);
  }

  #known(item: TableKey): TableKey | undefined {
    return Array.isArray(item) ? this.find(item) : item;
  }

  /** True when the branch has become empty. */
  #prune(branch: Branch, tuple: readonly TableKey[], depth: number): boolean {
    if (depth === tuple.length) branch.key = undefined;
    else {
      const element = this.#known(tuple[depth] as TableKey);
      const next = element === undefined ? undefined : branch.next?.get(element);
      if (element !== undefined && next !== undefined && this.#prune(next, tuple, depth + 1)) {
        branch.next?.delete(element);
        if (branch.next?.size === 0) branch.next = undefined;
      }
    }
    return branch.key === undefined && branch.next === undefined;
  }
}

function collect(branch: Branch, found: (readonly TableKey[])[]): void {
  if (branch.key !== undefined) found.push(branch.key);
  if (branch.next === undefined) return;
  for (const next of branch.next.values()) collect(next, found);
}
