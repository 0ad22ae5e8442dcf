/** Equality of terms by value, as a pattern match sees them. Pids and references are equal when they are the same. */

import { Pid, Ref, type Term } from "../kernel/index.ts";

export function sameTerm(a: Term, b: Term): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Pid || a instanceof Ref || b instanceof Pid || b instanceof Ref) return false;
  if (ArrayBuffer.isView(a) || ArrayBuffer.isView(b)) return sameFields(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item: Term, index) => sameTerm(item, b[index]));
  }
  const left = Object.entries(a as { readonly [key: string]: Term });
  const right = b as { readonly [key: string]: Term };
  if (left.length !== Object.keys(right).length) return false;
  return left.every(([key, item]) => Object.hasOwn(right, key) && sameTerm(item, right[key]));
}

function sameFields(a: object, b: object): boolean {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return false;
  const [left, right] = [a as Float64Array, b as Float64Array];
  return left.length === right.length && left.every((value, index) => Object.is(value, right[index]));
}
