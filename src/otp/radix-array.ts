/**
 * A persistent sparse array: a trie of plain arrays of 32. Whoever keeps many values in a process's state changes one
 * by copying a path of two to four of them, and shares the rest with the state before.
 *
 * Invariants
 * - All nodes are plain arrays without holes; what was never set is undefined, at every level.
 * - Nothing that has been handed out is written to: a builder only writes into arrays of its own.
 */

import type { Term } from "../kernel/index.ts";

const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

/** `shift`: the bits of an index below those that choose in `root`; 0 when `root` holds values. */
export type RadixArray<V extends Term> = {
  readonly shift: number;
  readonly root: readonly Term[];
  /** Only for the compiler. */
  readonly brand?: V;
};

export const EMPTY_ARRAY: RadixArray<never> = { shift: 0, root: [] };

/** The value at a whole number from 0 to 2^31 - 1; undefined where there is none. */
export function arrayGet<V extends Term>({ shift, root }: RadixArray<V>, index: number): V | undefined {
  if (index < 0 || index >>> shift >= WIDTH) return undefined;
  let node = root;
  for (let down = shift; down > 0; down -= BITS) {
    const next = node[(index >>> down) & MASK];
    if (next === undefined) return undefined;
    node = next as readonly Term[];
  }
  return node[index & MASK] as V | undefined;
}

/** The array with this value there. */
export function arraySet<V extends Term>(
  array: RadixArray<V>,
  index: number,
  value: V | undefined,
): RadixArray<V> {
  const { shift, root } = raised(array, index);
  return { shift, root: withValue(root, shift, index, value) };
}

/** An array of these values at 0, 1, 2 and so on. */
export function arrayOf<V extends Term>(values: readonly V[]): RadixArray<V> {
  let shift = 0;
  let nodes: readonly Term[] = values;
  while (nodes.length > WIDTH) {
    const above: Term[] = [];
    for (let from = 0; from < nodes.length; from += WIDTH) above.push(nodes.slice(from, from + WIDTH));
    nodes = above;
    shift += BITS;
  }
  return { shift, root: nodes === values ? values.slice() : nodes };
}

/** An array with these values at these places. */
export function sparseArrayOf<V extends Term>(
  entries: readonly (readonly [index: number, value: V])[],
): RadixArray<V> {
  let shift = 0;
  for (const [index] of entries) while (index >>> shift >= WIDTH) shift += BITS;
  const root: Term[] = [];
  for (const [index, value] of entries) {
    let node = root;
    for (let down = shift; down > 0; down -= BITS) node = nodeBelow(node, (index >>> down) & MASK);
    fillTo(node, index & MASK);
    node[index & MASK] = value;
  }
  return { shift, root };
}

/** The node of a builder's own at this place below, new if there is none. */
function nodeBelow(node: Term[], at: number): Term[] {
  fillTo(node, at);
  node[at] ??= [];
  return node[at] as Term[];
}

function fillTo(node: Term[], at: number): void {
  while (node.length <= at) node.push(undefined);
}

/** The first `size` values in order. */
export function arrayValues<V extends Term>({ shift, root }: RadixArray<V>, size: number): V[] {
  const values: V[] = [];
  gather(root, shift, values, size);
  return values;
}

function gather(node: readonly Term[], shift: number, values: Term[], size: number): void {
  if (shift === 0) {
    for (const value of node) {
      if (values.length === size) return;
      values.push(value);
    }
    return;
  }
  for (const below of node) {
    if (values.length === size) return;
    gather(below as readonly Term[], shift - BITS, values, size);
  }
}

/** The same array, tall enough for the index. */
function raised<V extends Term>(array: RadixArray<V>, index: number): RadixArray<V> {
  let { shift, root } = array;
  while (index >>> shift >= WIDTH) {
    root = root.length === 0 ? root : [root];
    shift += BITS;
  }
  return { shift, root };
}

function withValue(node: readonly Term[], shift: number, index: number, value: Term): readonly Term[] {
  const copy: Term[] = node.slice();
  const at = (index >>> shift) & MASK;
  fillTo(copy, at);
  copy[at] = shift === 0 ? value : withValue((copy[at] ?? []) as Term[], shift - BITS, index, value);
  return copy;
}
