/** Movement over the rows of a grid, as arithmetic: which row a key leads to, and which rows are in sight. */

const STEPS = {
  ArrowUp: "previous",
  ArrowDown: "next",
  PageUp: "page up",
  PageDown: "page down",
  Home: "first",
  End: "last",
} as const;

export type RowKey = keyof typeof STEPS;

export function isRowKey(key: string): key is RowKey {
  return Object.hasOwn(STEPS, key);
}

/** The row a key leads to from `index` (null: none yet) in a list of `count` rows with `page` rows in sight. */
export function moveRow(
  index: number | null,
  key: RowKey,
  list: { readonly count: number; readonly page: number },
): number | null {
  const last = list.count - 1;
  if (last < 0) return null;
  if (index === null) return key === "End" ? last : 0;
  const page = Math.max(1, list.page - 1);
  const target = {
    ArrowUp: index - 1,
    ArrowDown: index + 1,
    PageUp: index - page,
    PageDown: index + page,
    Home: 0,
    End: last,
  }[key];
  return Math.min(last, Math.max(0, target));
}

export interface Sight {
  readonly top: number;
  readonly height: number;
}

const BLOCK_ROWS = 8;

/** The sight rounded outwards to whole blocks of rows. */
export function blockSight(sight: Sight, rowHeight: number): Sight {
  const block = BLOCK_ROWS * rowHeight;
  const top = Math.floor(sight.top / block) * block;
  return { top, height: Math.ceil((sight.top + sight.height) / block) * block - top };
}

/** Where to scroll so that row `index` is in sight below a sticky header; null when it already is. */
export function scrollTopFor(index: number, rowHeight: number, sight: Sight): number | null {
  const top = index * rowHeight;
  if (top < sight.top) return top;
  if (top + rowHeight > sight.top + sight.height) return top + rowHeight - sight.height;
  return null;
}
