/**
 * A persistent list that grows at its end: adding a value copies at most 31 others, whatever the length. What is full is
 * kept in blocks of 32, found by their number in a persistent array.
 */

import type { Term } from "../kernel/index.ts";
import { arraySet, arrayValues, EMPTY_ARRAY, type RadixArray } from "./radix-array.ts";

const BLOCK = 32;

export type GrowingList<V extends Term> = {
  readonly length: number;
  /** Full blocks, oldest first. */
  readonly blocks: RadixArray<readonly V[]>;
  /** What has come since; never full. */
  readonly rest: readonly V[];
};

export const EMPTY_LIST: GrowingList<never> = { length: 0, blocks: EMPTY_ARRAY, rest: [] };

export function listAdd<V extends Term>({ length, blocks, rest }: GrowingList<V>, value: V): GrowingList<V> {
  const next = rest.slice();
  next.push(value);
  if (next.length < BLOCK) return { length: length + 1, blocks, rest: next };
  return { length: length + 1, blocks: arraySet(blocks, (length + 1) / BLOCK - 1, next), rest: [] };
}

export function listOf<V extends Term>(values: readonly V[]): GrowingList<V> {
  let blocks: RadixArray<readonly V[]> = EMPTY_ARRAY;
  const full = Math.floor(values.length / BLOCK);
  for (let i = 0; i < full; i++) blocks = arraySet(blocks, i, values.slice(i * BLOCK, (i + 1) * BLOCK));
  return { length: values.length, blocks, rest: values.slice(full * BLOCK) };
}

/** All values, oldest first. */
export function listValues<V extends Term>({ length, blocks, rest }: GrowingList<V>): V[] {
  const full = arrayValues(blocks, Math.floor(length / BLOCK));
  const values = full.flat() as V[];
  values.push(...rest);
  return values;
}
