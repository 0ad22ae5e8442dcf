/**
 * Erlang's order of terms, for guards: number < atom < reference < pid < tuple < map; the empty words `undefined`,
 * `null`, `true` and `false` are atoms. Tuples compare by size, then by elements.
 */

import { Pid, Ref, type Term } from "../kernel/index.ts";

export function compareTerms(a: Term, b: Term): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === "number") return a - (b as number);
  if (a instanceof Pid || a instanceof Ref) {
    const other = b as Pid | Ref;
    return a.node - other.node || a.serial - other.serial;
  }
  if (Array.isArray(a)) return compareSequences(a, b as readonly Term[]);
  if (typeof a !== "object" || a === null) return compareText(String(a), String(b));
  return compareSequences(flatten(a), flatten(b));
}

function rankOf(term: Term): number {
  if (typeof term === "number") return 0;
  if (typeof term !== "object" || term === null) return 1;
  if (term instanceof Ref) return 2;
  if (term instanceof Pid) return 3;
  return Array.isArray(term) ? 4 : 5;
}

function compareSequences(a: readonly Term[], b: readonly Term[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [index, item] of a.entries()) {
    const order = compareTerms(item, b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function flatten(term: Term): readonly Term[] {
  const rows = Object.entries(term as { readonly [key: string]: Term });
  return rows.sort(([a], [b]) => compareText(a, b)).flat();
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A text that is the same for equal terms only: a key for tables, whose keys are scalar. */
export function termKey(term: Term): string {
  if (typeof term === "string") return `a${term.length}:${term}`;
  if (typeof term !== "object" || term === null) return `${typeof term}:${term}`;
  if (term instanceof Pid) return `p${term.node}.${term.serial}`;
  if (term instanceof Ref) return `r${term.node}.${term.serial}`;
  if (ArrayBuffer.isView(term))
    return `v${term.constructor.name}(${Array.from(term as Float64Array).join()})`;
  if (Array.isArray(term)) return `[${term.map(termKey).join()}]`;
  return `{${flatten(term).map(termKey).join()}}`;
}
