/**
 * The rows of the tree grid that are to be seen: the flat form of the tree with levels, as screen readers want it.
 *
 * Invariants (visible-rows.test.ts)
 * - A child stands after its parent, one level deeper; siblings keep the order of the assigns.
 * - `setSize` and `posInSet` count the siblings that are visible.
 * - Collapsing hides exactly the descendants; a filter shows exactly the matches and what they hang from.
 */
import type { SupervisionAssigns, SupervisionRow } from "../../../view/index.ts";

export interface VisibleRow {
  readonly id: string;
  /** 1 for a node, as aria-level counts. */
  readonly level: number;
  readonly setSize: number;
  readonly posInSet: number;
  /** null for a row without children. */
  readonly expanded: boolean | null;
  /** One character per level above: "|" where the ancestor has a sibling below, " " where it has none. */
  readonly guides: string;
}

type Tree = Pick<SupervisionAssigns, "order" | "rows">;

export interface TreeView {
  readonly collapsed: ReadonlySet<string>;
  readonly filter: string;
}

/** Visible rows from top to bottom. */
export function visibleRows(tree: Tree, view: TreeView): readonly VisibleRow[] {
  const children = childrenOf(tree);
  const kept = view.filter.trim() === "" ? null : keptBy(view.filter, tree);
  const isKept = (id: string) => kept === null || kept.has(id);
  const result: VisibleRow[] = [];
  const visit = (siblings: readonly string[], level: number, guides: string): void => {
    const shown = siblings.filter(isKept);
    shown.forEach((id, index) => {
      const below = (children.get(id) ?? []).filter(isKept);
      // A filter opens what it must show, whatever was collapsed before.
      const expanded = below.length === 0 ? null : kept !== null || !view.collapsed.has(id);
      result.push({ id, level, setSize: shown.length, posInSet: index + 1, expanded, guides });
      if (expanded === true) visit(below, level + 1, `${guides}${index < shown.length - 1 ? "|" : " "}`);
    });
  };
  visit(children.get(null) ?? [], 1, "");
  return result;
}

/** Ids of all rows that have children: what "collapse all" closes. */
export function parentIds(tree: Tree): readonly string[] {
  const children = childrenOf(tree);
  return tree.order.filter((id) => (children.get(id)?.length ?? 0) > 0);
}

/** Whether a row answers to the filter: every word occurs in its label, pid, kind, state, strategy or restart type. */
export function matches(row: SupervisionRow, filter: string): boolean {
  const text = [row.label, row.pid, row.kind, row.state, row.strategy, row.restart, row.lastExit?.reason]
    .filter((part) => part !== null && part !== undefined)
    .join(" ")
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Children of each row in the order of the assigns; a row whose parent is unknown hangs from the top. */
function childrenOf({ order, rows }: Tree): ReadonlyMap<string | null, readonly string[]> {
  const children = new Map<string | null, string[]>();
  for (const id of order) {
    const row = rows[id];
    if (row === undefined) continue;
    const parent = row.parent !== null && rows[row.parent] !== undefined ? row.parent : null;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  return children;
}

/** The matches and all their ancestors. */
function keptBy(filter: string, { order, rows }: Tree): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const id of order) {
    const row = rows[id];
    if (row === undefined || !matches(row, filter.trim())) continue;
    for (let at: SupervisionRow | undefined = row; at !== undefined && !kept.has(at.id); ) {
      kept.add(at.id);
      at = at.parent === null ? undefined : rows[at.parent];
    }
  }
  return kept;
}
