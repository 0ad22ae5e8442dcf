/**
 * The keyboard of the tree grid, after the ARIA authoring pattern: what a key does to the focused row.
 *
 * Invariants: arrows never leave the grid; a key that changes nothing is still consumed ("stay"), because ← and → mean
 * a step in time elsewhere on the page.
 */
import type { VisibleRow } from "./visible-rows.ts";

export type TreeStep =
  | { readonly kind: "focus"; readonly id: string }
  | { readonly kind: "expand"; readonly ids: readonly string[] }
  | { readonly kind: "collapse"; readonly ids: readonly string[] }
  | { readonly kind: "stay" };

/** Rows that Page Up and Page Down pass over. */
const PAGE_ROWS = 10;
const STAY: TreeStep = { kind: "stay" };

/** What an arrow, Home, End, Page or `*` key does; null for any other key. */
export function stepFor(key: string, rows: readonly VisibleRow[], focused: string): TreeStep | null {
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === focused),
  );
  const here = rows[at];
  if (here === undefined) return null;
  switch (key) {
    case "ArrowDown":
      return focusOn(rows[at + 1]);
    case "ArrowUp":
      return focusOn(rows[at - 1]);
    case "Home":
      return focusOn(rows[0]);
    case "End":
      return focusOn(rows.at(-1));
    case "PageDown":
      return focusOn(rows[Math.min(rows.length - 1, at + PAGE_ROWS)]);
    case "PageUp":
      return focusOn(rows[Math.max(0, at - PAGE_ROWS)]);
    case "ArrowRight":
      if (here.expanded === false) return { kind: "expand", ids: [here.id] };
      return here.expanded === true ? focusOn(rows[at + 1]) : STAY;
    case "ArrowLeft":
      if (here.expanded === true) return { kind: "collapse", ids: [here.id] };
      return focusOn(parentOf(rows, at));
    case "*":
      return {
        kind: "expand",
        ids: siblingsOf(rows, at)
          .filter((row) => row.expanded === false)
          .map((row) => row.id),
      };
    default:
      return null;
  }
}

/** The next row whose label starts with what was typed, searching onwards from the focused row and round again. */
export function typeahead(
  typed: string,
  rows: readonly VisibleRow[],
  focused: string,
  labelOf: (id: string) => string,
): string | null {
  if (typed === "" || rows.length === 0) return null;
  const start = Math.max(
    0,
    rows.findIndex((row) => row.id === focused),
  );
  // A first letter moves on; further letters may keep the row they have found.
  const skip = typed.length === 1 ? 1 : 0;
  for (let step = 0; step < rows.length; step++) {
    const row = rows[(start + skip + step) % rows.length];
    if (row !== undefined && labelOf(row.id).toLowerCase().startsWith(typed.toLowerCase())) return row.id;
  }
  return null;
}

function focusOn(row: VisibleRow | undefined): TreeStep {
  return row === undefined ? STAY : { kind: "focus", id: row.id };
}

function parentOf(rows: readonly VisibleRow[], at: number): VisibleRow | undefined {
  const level = rows[at]?.level ?? 1;
  return rows.slice(0, at).findLast((row) => row.level === level - 1);
}

/** Visible rows with the same parent as the row at `at`. */
function siblingsOf(rows: readonly VisibleRow[], at: number): readonly VisibleRow[] {
  const level = rows[at]?.level ?? 1;
  const before = rows.slice(0, at);
  const from = before.findLastIndex((row) => row.level < level) + 1;
  const after = rows.slice(at).findIndex((row) => row.level < level);
  const to = after < 0 ? rows.length : at + after;
  return rows.slice(from, to).filter((row) => row.level === level);
}
