/**
 * The children of a supervisor in start order, as plain immutable data that a restart changes in one place.
 *
 * A child is found by its process through `bySlot`: where the processes of children have their slots, the child's place.
 * That is a hint only. A slot may be used again, and pids of two nodes may have the same, so what is found there is
 * compared with the pid, and when it is another child all are looked at. So stale hints need no cleaning.
 */

import { Pid, type Term } from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { stopped } from "./children.ts";
import {
  arrayGet,
  arrayOf,
  arraySet,
  arrayValues,
  EMPTY_ARRAY,
  type RadixArray,
  sparseArrayOf,
} from "./radix-array.ts";
import { sameTerm } from "./same-term.ts";

export type ChildTable = {
  readonly size: number;
  /** The first `size` are the children. */
  readonly rows: RadixArray<Child>;
  readonly bySlot: RadixArray<number>;
};

export const NO_CHILDREN: ChildTable = { size: 0, rows: EMPTY_ARRAY, bySlot: EMPTY_ARRAY };

export function toTable(children: readonly Child[]): ChildTable {
  const places: (readonly [slot: number, at: number])[] = [];
  for (const [at, { pid }] of children.entries()) {
    if (pid !== undefined && pid.slot >= 0) places.push([pid.slot, at]);
  }
  return { size: children.length, rows: arrayOf(children), bySlot: sparseArrayOf(places) };
}

/** In start order. */
export function listed({ rows, size }: ChildTable): readonly Child[] {
  return arrayValues(rows, size);
}

/** The only specification of simple_one_for_one. */
export function firstChild({ rows }: ChildTable): Child | undefined {
  return arrayGet(rows, 0);
}

/** The child whose running process is `pid`. */
export function childByPid(table: ChildTable, pid: Term): Child | undefined {
  if (!(pid instanceof Pid)) return undefined;
  const at = placeOf(table, pid, (child) => child.pid === pid && !child.restarting);
  return at < 0 ? undefined : arrayGet(table.rows, at);
}

export function childById(table: ChildTable, id: Term): Child | undefined {
  return arrayGet(
    table.rows,
    placeOf(table, undefined, (child) => sameTerm(child.id, id)),
  );
}

/** The table with `next` in the place of this very entry. */
export function replaceEntry(table: ChildTable, entry: Child, next: Child): ChildTable {
  return withChild(
    table,
    placeOf(table, entry.pid, (child) => child === entry),
    next,
  );
}

/** The table with the child of the same id replaced. */
export function replaceById(table: ChildTable, next: Child): ChildTable {
  return withChild(
    table,
    placeOf(table, next.pid, (child) => sameTerm(child.id, next.id)),
    next,
  );
}

export function append(table: ChildTable, child: Child): ChildTable {
  return withChild({ ...table, size: table.size + 1 }, table.size, child);
}

export function dropById(table: ChildTable, id: Term): ChildTable {
  return toTable(listed(table).filter((child) => !sameTerm(child.id, id)));
}

/** What is left of a child that is not running any more: nothing of a temporary one, else its specification. */
export function letGo(table: ChildTable, gone: Child): ChildTable {
  return gone.restart === "temporary" ? dropById(table, gone.id) : replaceById(table, stopped(gone));
}

function withChild({ size, rows, bySlot }: ChildTable, at: number, child: Child): ChildTable {
  if (at < 0) return { size, rows, bySlot };
  const slot = child.pid?.slot ?? -1;
  // The process that replaces a dead one often takes its slot, too.
  const isKnown = slot < 0 || arrayGet(bySlot, slot) === at;
  return {
    size,
    rows: arraySet(rows, at, child),
    bySlot: isKnown ? bySlot : arraySet(bySlot, slot, at),
  };
}

/** The place of the child that fits, -1 when there is none. A process it may have makes the search short. */
function placeOf(
  { size, rows, bySlot }: ChildTable,
  pid: Pid | undefined,
  fits: (child: Child) => boolean,
): number {
  const hint = pid === undefined ? undefined : arrayGet(bySlot, pid.slot);
  if (hint !== undefined && hint < size && fits(arrayGet(rows, hint) as Child)) return hint;
  for (let at = 0; at < size; at++) if (fits(arrayGet(rows, at) as Child)) return at;
  return -1;
}
