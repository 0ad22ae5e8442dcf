/**
 * A long table with a header that stays: only the rows in sight are in the document, and the rows may live in the
 * worker. A native table with the grid's keys on top, so that columns line up, the header scrolls sideways with them
 * and a screen reader hears rows and columns.
 *
 * Invariants
 * - Focus stays on the table; the active row is named by aria-activedescendant, so rows may come, go and move under
 *   it without losing the keyboard.
 * - The list scrolls by itself only after a key, never because the data moved.
 * - Row indices count the whole list, not the window: the scrollbar and aria-rowindex tell the truth.
 */
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { GridHeader } from "./grid-header.tsx";
import { blockSight, isRowKey, moveRow, type Sight, scrollTopFor } from "./grid-keys.ts";
import { GridRow } from "./grid-row.tsx";
import { windowOf } from "./virtual-rows.tsx";
import "./data-grid.css";

export interface GridColumn<R> {
  readonly id: string;
  readonly title: string;
  /** CSS width; "" takes what is left. */
  readonly width: string;
  readonly numeric: boolean;
  readonly sortable: boolean;
  readonly render: (row: R) => ReactNode;
}

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface DataGridProps<R> {
  readonly label: string;
  /** Stable between renders, or every row is drawn again. */
  readonly columns: readonly GridColumn<R>[];
  readonly rowCount: number;
  readonly rowHeight: number;
  /** The row at an index of the whole list; undefined while it has not arrived. */
  readonly rowAt: (index: number) => R | undefined;
  readonly isSelected: (row: R) => boolean;
  readonly active: number | null;
  readonly onActive: (index: number) => void;
  /** Enter, space or a click on a row. */
  readonly onOpen: (row: R, index: number) => void;
  readonly sort?: GridSort;
  readonly onSort?: (column: string) => void;
  /** Rows in sight (with some around them) changed. */
  readonly onWindow?: (from: number, count: number) => void;
  readonly onScrolled?: (top: number) => void;
  /** Keys the grid itself has no use for. */
  readonly onKey?: (event: KeyboardEvent<HTMLTableElement>) => void;
  /** Changing this scrolls back to the first row. */
  readonly topKey?: string;
}

export const GRID_HEADER_HEIGHT = 32;
/** Rows kept above and below the blocks in sight. */
const OVERSCAN = 2;

export function DataGrid<R>(props: DataGridProps<R>) {
  const { rowCount, rowHeight, active, columns } = props;
  const id = useId();
  const { scroller, sight, onScroll } = useSight(props);
  const { from, to } = windowOf(sight, { count: rowCount, rowHeight, overscan: OVERSCAN });
  const { onWindow } = props;
  useEffect(() => onWindow?.(from, to - from), [from, to, onWindow]);
  const activeRow = active !== null && active >= from && active < to ? `${id}-${active}` : undefined;
  const onKeyDown = useGridKeys(props, scroller);
  const onPick = usePick(props);
  const style = { "--grid-row": `${rowHeight}px` } as CSSProperties;
  return (
    <div className="data-grid" ref={scroller} onScroll={onScroll} style={style}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table may be a grid (ARIA in HTML), and this one has the keys.
        role="grid"
        aria-label={props.label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-activedescendant={activeRow}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={column.width === "" ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <GridHeader columns={columns} sort={props.sort} onSort={props.onSort} />
        <Spacer height={from * rowHeight} />
        <tbody>
          {Array.from({ length: to - from }, (_, n) => from + n).map((index) => (
            <GridRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              row={props.rowAt(index)}
              columns={columns}
              active={index === active}
              isSelected={props.isSelected}
              onPick={onPick}
            />
          ))}
        </tbody>
        <Spacer height={(rowCount - to) * rowHeight} />
      </table>
    </div>
  );
}

function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr className="data-grid-space" style={{ height }} />
    </tbody>
  );
}

/** One stable handler for all rows, so that a row is not drawn again only because the lens was. */
function usePick<R>(props: DataGridProps<R>): (row: R, index: number) => void {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  return useCallback((row, index) => {
    latest.current.onActive(index);
    latest.current.onOpen(row, index);
  }, []);
}

/** What is in sight, in blocks of rows: scrolling inside a block changes nothing and draws nothing. */
function useSight<R>({ topKey, onScrolled, rowHeight }: DataGridProps<R>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<Sight>({ top: 0, height: 600 });
  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const next = blockSight({ top: element.scrollTop, height: sightHeight(element) }, rowHeight);
    setSight((sight) => (sight.top === next.top && sight.height === next.height ? sight : next));
  }, [rowHeight]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to go to the top, not an input.
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [topKey]);
  const onScroll = () => {
    measure();
    onScrolled?.(scroller.current?.scrollTop ?? 0);
  };
  return { scroller, sight, onScroll };
}

function useGridKeys<R>(props: DataGridProps<R>, scroller: { readonly current: HTMLDivElement | null }) {
  const { active, rowCount, rowHeight, rowAt, onActive, onOpen, onKey } = props;
  return (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const element = scroller.current;
    const height = element === null ? 600 : sightHeight(element);
    if (isRowKey(event.key)) {
      const page = Math.floor(height / rowHeight);
      const target = moveRow(active, event.key, { count: rowCount, page });
      event.preventDefault();
      event.stopPropagation();
      if (target === null) return;
      const top =
        element === null ? null : scrollTopFor(target, rowHeight, { top: element.scrollTop, height });
      if (element !== null && top !== null) element.scrollTop = top;
      onActive(target);
    } else if (event.key === "Enter" || event.key === " ") {
      const row = active === null ? undefined : rowAt(active);
      if (active === null || row === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      onOpen(row, active);
    } else onKey?.(event);
  };
}

function sightHeight(element: HTMLElement): number {
  return Math.max(0, (element.clientHeight || 600) - GRID_HEADER_HEIGHT);
}
