/**
 * A supervision tree with its ways up and down. Rows stand depth first, so that a row's parent is the nearest row above
 * it that is less deep; paths would not do, because children of one specification share theirs.
 */

import type { Tree, TreeRow } from "../../sim/index.ts";

export class Family {
  readonly #parents = new Map<TreeRow, TreeRow>();
  readonly #children = new Map<TreeRow, TreeRow[]>();

  constructor(tree: Tree) {
    const line: TreeRow[] = [];
    for (const row of tree.rows) {
      line.length = row.depth - 1;
      const parent = line.at(-1);
      line.push(row);
      if (parent === undefined) continue;
      this.#parents.set(row, parent);
      const siblings = this.#children.get(parent);
      if (siblings === undefined) this.#children.set(parent, [row]);
      else siblings.push(row);
    }
  }

  parentOf(row: TreeRow): TreeRow | undefined {
    return this.#parents.get(row);
  }

  /** In start order. */
  childrenOf(row: TreeRow): readonly TreeRow[] {
    return this.#children.get(row) ?? [];
  }
}
