/**
 * A persistent map from pids to values, ordered by age of the pid: children of supervisors that have thousands.
 *
 * Two levels of sorted arrays. New processes have the largest serial, so they are appended to the last chunk; a change
 * copies one chunk and the list of chunks, which keeps a table of ten thousand under two hundred words per change.
 */

import type { Pid, Term } from "../kernel/index.ts";

type Row<V extends Term> = readonly [pid: Pid, value: V];
type Chunk<V extends Term> = readonly Row<V>[];

export type PidTable<V extends Term> = { readonly size: number; readonly chunks: readonly Chunk<V>[] };

const CHUNK_MAX = 128;
/** Serials stay far below it: a run would need 10^12 processes. */
const NODE_STRIDE = 2 ** 40;

export const EMPTY_TABLE: PidTable<never> = { size: 0, chunks: [] };

export function tableGet<V extends Term>(table: PidTable<V>, pid: Pid): V | undefined {
  const chunk = table.chunks[chunkOf(table, pid)];
  const row = chunk?.[rowOf(chunk, pid)];
  return row !== undefined && row[0] === pid ? row[1] : undefined;
}

export function tablePut<V extends Term>(table: PidTable<V>, pid: Pid, value: V): PidTable<V> {
  const at = chunkOf(table, pid);
  const chunk = table.chunks[at] ?? [];
  const index = rowOf(chunk, pid);
  const isNew = chunk[index]?.[0] !== pid;
  const next = isNew ? chunk.toSpliced(index, 0, [pid, value]) : chunk.with(index, [pid, value]);
  const half = next.length >> 1;
  // A full chunk is cut so that its left part stays full when pids come in order.
  const parts = next.length <= CHUNK_MAX ? [next] : [next.slice(0, half), next.slice(half)];
  return { size: table.size + (isNew ? 1 : 0), chunks: table.chunks.toSpliced(at, 1, ...parts) };
}

export function tableDelete<V extends Term>(table: PidTable<V>, pid: Pid): PidTable<V> {
  const at = chunkOf(table, pid);
  const chunk = table.chunks[at] ?? [];
  const index = rowOf(chunk, pid);
  if (chunk[index]?.[0] !== pid) return table;
  const next = chunk.toSpliced(index, 1);
  return { size: table.size - 1, chunks: table.chunks.toSpliced(at, 1, ...(next.length > 0 ? [next] : [])) };
}

/** All values, oldest pid first. */
export function tableValues<V extends Term>(table: PidTable<V>): readonly V[] {
  return table.chunks.flatMap((chunk) => chunk.map((row) => row[1]));
}

function keyOf(pid: Pid): number {
  return pid.node * NODE_STRIDE + pid.serial;
}

/** Index of the chunk that holds the pid or would: the last one that begins at or before it. */
function chunkOf<V extends Term>(table: PidTable<V>, pid: Pid): number {
  const key = keyOf(pid);
  let low = 0;
  let high = table.chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const first = table.chunks[middle]?.[0];
    if (first !== undefined && keyOf(first[0]) <= key) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Index of the first row at or after the pid. */
function rowOf<V extends Term>(chunk: Chunk<V>, pid: Pid): number {
  const key = keyOf(pid);
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = chunk[middle];
    if (row !== undefined && keyOf(row[0]) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
