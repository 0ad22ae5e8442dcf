/**
 * Whether an event of one world is that of another. Pids and references are objects of their world, so they are
 * compared by what they name.
 */

import { Pid, Ref, type Term, type TraceRecord } from "../../kernel/index.ts";

/** Same time, kind, process, peer and cause. */
export function sameCourse(a: TraceRecord, b: TraceRecord): boolean {
  return (
    a.timeUs === b.timeUs &&
    a.kind === b.kind &&
    a.actor === b.actor &&
    a.peerNode === b.peerNode &&
    a.peer === b.peer &&
    a.cause?.node === b.cause?.node &&
    a.cause?.seq === b.cause?.seq
  );
}

/** The same in everything, what it carries included. */
export function sameContent(a: TraceRecord, b: TraceRecord): boolean {
  return sameCourse(a, b) && sameTermAcross(a.payload, b.payload);
}

function sameTermAcross(a: Term, b: Term): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Pid || b instanceof Pid)
    return a instanceof Pid && b instanceof Pid && a.node === b.node && a.serial === b.serial;
  if (a instanceof Ref || b instanceof Ref)
    return a instanceof Ref && b instanceof Ref && a.node === b.node && a.serial === b.serial;
  if (ArrayBuffer.isView(a) || ArrayBuffer.isView(b)) return sameFields(a, b);
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && sameItems(a, b);
  const left = Object.entries(a as { readonly [key: string]: Term });
  const right = b as { readonly [key: string]: Term };
  if (left.length !== Object.keys(right).length) return false;
  return left.every(([key, item]) => Object.hasOwn(right, key) && sameTermAcross(item, right[key]));
}

function sameItems(a: readonly Term[], b: readonly Term[]): boolean {
  return a.every((item, i) => sameTermAcross(item, b[i]));
}

function sameFields(a: object, b: object): boolean {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return false;
  const [left, right] = [a as Float64Array, b as Float64Array];
  return left.length === right.length && left.every((value, i) => Object.is(value, right[i]));
}
