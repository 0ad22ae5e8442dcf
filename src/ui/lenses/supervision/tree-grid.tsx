/**
 * The tree grid: one tab stop, rows in flat form, only those in sight drawn when there are many.
 *
 * The header is part of the grid and stays in place; the body has the height of all rows, so the scrollbar tells the
 * truth. The focused row is always drawn, so that scrolling never takes the keyboard away.
 */
import {
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Action, ExitPreview, SupervisionAssigns } from "../../../view/index.ts";
import { windowOf } from "../../widgets/virtual-rows.tsx";
import { rowTarget } from "./row-actions.ts";
import { COLUMN_HINTS, COLUMNS, TreeRow } from "./tree-row.tsx";
import { rowIdOf, useTree } from "./use-tree.ts";
import type { VisibleRow } from "./visible-rows.ts";
import "./tree-grid.css";

export interface TreeGridProps {
  readonly assigns: SupervisionAssigns;
  readonly filter: string;
  readonly collapsed: ReadonlySet<string>;
  readonly setCollapsed: (collapsed: ReadonlySet<string>) => void;
  readonly selection: string | null;
  readonly select: (target: string | null) => void;
  readonly act: (action: Action) => void;
  /** Two lines per row. */
  readonly isNarrow: boolean;
  readonly empty: ReactNode;
  readonly playing: boolean;
  readonly drawTimeUs: () => number;
  /** Whose end is foretold in the rows; null when nobody asks. */
  readonly preview: ExitPreview | null;
  /** A row was moved to, by keys or by a press. */
  readonly onMove: (id: string) => void;
  /** The pointer rests on a row, or on none. */
  readonly onHover: (id: string | null) => void;
}

/** Up to this many rows all are drawn: the browser's own search then finds every name. */
const DRAWN_MAX = 200;
const OVERSCAN = 10;
const ROW_PX = 28;
const ROW_NARROW_PX = 60;
const HEADER_PX = 28;

export function TreeGrid(props: TreeGridProps) {
  const { assigns, selection, isNarrow, act } = props;
  const grid = useRef<HTMLDivElement>(null);
  const { sight, look } = useSight(grid);
  const rowPx = isNarrow ? ROW_NARROW_PX : ROW_PX;
  const headPx = isNarrow ? 0 : HEADER_PX;
  const reveal = (index: number) => scrollTo(grid.current, index * rowPx, rowPx, headPx);
  const tree = useTree({ ...props, reveal, grid });
  const { rows, focused } = tree;

  const hover = useHover(props.onHover);
  const orphans = new Set(assigns.orphans);
  const drawn = drawnIndices(
    rows,
    focused,
    windowOf(sight, { count: rows.length, rowHeight: rowPx, overscan: OVERSCAN }),
  );
  return (
    <div
      ref={grid}
      role="treegrid"
      className="tree-grid"
      data-narrow={isNarrow}
      aria-label="Supervision tree"
      aria-rowcount={rows.length + 1}
      tabIndex={-1}
      onScroll={look}
      {...tree.handlers}
      {...hover}
    >
      <Header />
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table's rows cannot be. */}
      <div role="rowgroup" className="tree-body" style={{ height: rows.length * rowPx }}>
        {drawn.map((index) => {
          const visible = rows[index];
          const row = visible === undefined ? undefined : assigns.rows[visible.id];
          if (visible === undefined || row === undefined) return null;
          return (
            <TreeRow
              key={visible.id}
              row={row}
              index={index}
              top={index * rowPx}
              level={visible.level}
              setSize={visible.setSize}
              posInSet={visible.posInSet}
              expanded={visible.expanded}
              guides={visible.guides}
              selected={selection !== null && rowTarget(row) === selection}
              orphan={orphans.has(row.id) || (row.pid !== null && orphans.has(row.pid))}
              tabbable={focused === visible.id}
              mark={props.preview?.marks[row.id] ?? null}
              playing={props.playing}
              drawTimeUs={props.drawTimeUs}
              onAct={act}
            />
          );
        })}
      </div>
      {rows.length === 0 ? props.empty : null}
    </div>
  );
}

/** What of the rows is in sight; `look` after scrolling. */
function useSight(grid: RefObject<HTMLDivElement | null>) {
  const [sight, setSight] = useState({ top: 0, height: 600 });
  const look = useCallback(() => {
    const element = grid.current;
    if (element === null) return;
    setSight({ top: element.scrollTop, height: element.clientHeight || 600 });
  }, [grid]);
  useLayoutEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    if (grid.current !== null) observer.observe(grid.current);
    return () => observer.disconnect();
  }, [look, grid]);
  return { sight, look };
}

/** Long enough that a pointer on its way asks nothing. */
const REST_MS = 90;

function useHover(onHover: (id: string | null) => void) {
  const pending = useRef(0);
  const resting = useRef<string | null>(null);
  const take = (id: string | null, afterMs: number) => {
    if (id === resting.current) return;
    resting.current = id;
    window.clearTimeout(pending.current);
    pending.current = window.setTimeout(() => onHover(id), afterMs);
  };
  return {
    onPointerOver: (event: PointerEvent) => {
      if (event.pointerType !== "touch") take(rowIdOf(event.target), REST_MS);
    },
    onPointerLeave: () => take(null, 0),
  };
}

function Header() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the header row is read, not operated.
    <div role="row" className="tree-head" aria-rowindex={1}>
      {COLUMNS.map((title) => (
        // biome-ignore lint/a11y/useSemanticElements: see the grid.
        // biome-ignore lint/a11y/useFocusableInteractive: see the header row.
        <div
          key={title}
          role="columnheader"
          title={COLUMN_HINTS[title]}
          className={
            title === "Actions"
              ? "visually-hidden"
              : `tree-cell tree-head-${title.split(" ")[0]?.toLowerCase()}`
          }
        >
          {title}
        </div>
      ))}
    </div>
  );
}

/** All rows of a short tree, the window of a long one, and always the focused row; in ascending order. */
function drawnIndices(
  rows: readonly VisibleRow[],
  focused: string | null,
  window: { readonly from: number; readonly to: number },
): readonly number[] {
  const isShort = rows.length <= DRAWN_MAX;
  const from = isShort ? 0 : window.from;
  const to = isShort ? rows.length : window.to;
  const indices = Array.from({ length: to - from }, (_, i) => from + i);
  const at = focused === null ? -1 : rows.findIndex((row) => row.id === focused);
  if (at < 0 || (at >= from && at < to)) return indices;
  return at < from ? [at, ...indices] : [...indices, at];
}

/** Scrolls by as little as needed to show a row below the header. */
function scrollTo(element: HTMLElement | null, top: number, rowPx: number, headPx: number): void {
  if (element === null) return;
  const sightPx = element.clientHeight - headPx;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top + rowPx > element.scrollTop + sightPx) element.scrollTop = top + rowPx - sightPx;
}
