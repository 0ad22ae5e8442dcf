/**
 * Partial sorting: puts the elements of some places of a total order there, without sorting the rest (Hoare's
 * quickselect, "Algorithm 65: Find", 1961, with the median of three as pivot).
 */

export type Compare = (a: number, b: number) => number;

/** After the call `items[from..to)` is what a full sort would put there. Elements must not compare as equal. */
export function selectRange(items: Uint32Array, compare: Compare, from: number, to: number): void {
  if (from > 0) select(items, compare, 0, from);
  if (to < items.length) select(items, compare, from, to);
  items.subarray(from, to).sort(compare);
}

/** Puts the element of place `place` there, smaller ones before it and larger ones after it, from `low` on. */
function select(items: Uint32Array, compare: Compare, low: number, place: number): void {
  let left = low;
  let right = items.length - 1;
  while (left < right) {
    const pivot = medianOfThree(items, compare, left, right);
    let i = left;
    let j = right;
    while (i <= j) {
      while (compare(items[i] as number, pivot) < 0) i++;
      while (compare(items[j] as number, pivot) > 0) j--;
      if (i > j) break;
      const item = items[i] as number;
      items[i] = items[j] as number;
      items[j] = item;
      i++;
      j--;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}

function medianOfThree(items: Uint32Array, compare: Compare, left: number, right: number): number {
  const a = items[left] as number;
  const b = items[(left + right) >> 1] as number;
  const c = items[right] as number;
  if (compare(a, b) < 0) return compare(b, c) < 0 ? b : compare(a, c) < 0 ? c : a;
  return compare(a, c) < 0 ? a : compare(b, c) < 0 ? c : b;
}
